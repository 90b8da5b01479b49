import assert from 'node:assert/strict';
import type { CheckResult, Headline, Report } from '../../../../src/model/check';
import { Failure } from '../../../../src/model/failure';
import type { OpenNetwork, Vantage } from '../../../../src/model/vantage';
import type { RunContext } from '../../../../src/setup/context';
import { Fact } from '../../../../src/setup/facts';
import { verifiedStep } from '../../../../src/setup/steps/verified';
import { connection, later, refused, scripted, type Scripted } from '../scripted';

const gatewayFact = new Fact<string>('The VPN gateway');

/** From the office, over its own gateway: nothing is logged in to. */
function vantageOf(open: (signal: AbortSignal) => Promise<OpenNetwork>): Vantage {
  return { id: 'office', name: 'office', resolvesPrivateNames: true, before: [], open };
}

function result(state: CheckResult['state'], more: Partial<CheckResult> = {}): CheckResult {
  return { check: 'tcp', vantage: 'office', title: 'TCP', state, code: 'ok', summary: '', evidence: [], ...more };
}

function report(results: readonly CheckResult[], headline: Partial<Headline> = {}): Report {
  return {
    instance: { ...connection.instance, description: '' }, checkedAt: '', meant: 'office', vantages: [], checks: [], hops: [], members: [], results,
    headline: { state: 'failed', text: 'The office reaches nothing.', ...headline },
  };
}

const passed = report([result('passed')]);
const silent = (close = (): void => undefined): OpenNetwork => ({
  resolve: () => Promise.reject(new Error('not asked')), connect: () => Promise.reject(new Error('not asked')), close,
});

function stepFrom(vantage: Vantage): ReturnType<typeof verifiedStep> {
  return verifiedStep({
    title: 'Checks from the office', why: 'They show that it works.', toDo: 'every check over the tunnel',
    vantage: ({ facts }) => ({ ...vantage, name: facts.need(gatewayFact) }), lasting: ['ssh.refused-key'], opening: ({ name }) => `asking ${name}`,
  });
}

function running(verify: () => Promise<Report>, more: Partial<RunContext> = {}): Scripted {
  const run = scripted({}, more, { verify });
  run.context.facts.set(gatewayFact, 'vpn-1');
  return run;
}

describe('The step that proves a connection', () => {
  it('is a check, made anew in each run, and costs nothing', async () => {
    const step = stepFrom(vantageOf(() => Promise.resolve(silent())));
    assert.deepEqual([step.id, step.title, step.why, step.isCheck], ['verified', 'Checks from the office', 'They show that it works.', true]);
    const { context } = scripted({});
    assert.deepEqual(await step.find(context), { kind: 'missing', detail: 'every check over the tunnel' });
    assert.equal(await step.ready(context), 'all passed');
    assert.deepEqual(await step.price(context), { kind: 'none' });
  });

  it('opens the vantage, closes it, and runs every check of the connection under the run’s signal', async () => {
    const done: unknown[] = [];
    const { context, notes, sleeps } = scripted({}, {}, {
      verify: (of, signal) => later(() => { done.push(['checks', of, signal]); return passed; }),
    });
    context.facts.set(gatewayFact, 'vpn-1');
    const vantage = vantageOf((signal) => later(() => { done.push(['open', signal]); return silent(() => done.push(['close'])); }));
    await stepFrom(vantage).create(context);
    assert.deepEqual(done, [['open', context.signal], ['close'], ['checks', connection, context.signal]]);
    assert.deepEqual(notes, ['asking vpn-1', 'running every check']);
    assert.deepEqual(sleeps, []);
  });
});

describe('Opening the vantage', () => {
  it('is tried again with growing pauses, and each try says why', async () => {
    let tries = 0;
    const { context, notes, sleeps } = running(() => Promise.resolve(passed));
    await stepFrom(vantageOf(() => {
      tries += 1;
      return tries < 6 ? Promise.reject(refused(503)) : Promise.resolve(silent());
    })).create(context);
    assert.deepEqual(sleeps, [1_000, 2_000, 4_000, 5_000, 5_000]);
    assert.deepEqual(notes.slice(0, 4), ['asking vpn-1', 'try 1 of 60: The cloud said no.', 'asking vpn-1', 'try 2 of 60: The cloud said no.']);
  });

  it('is given up after sixty tries, with the last failure, and no check is run', async () => {
    let tries = 0;
    const { context, sleeps } = scripted({});
    context.facts.set(gatewayFact, 'vpn-1');
    await assert.rejects(stepFrom(vantageOf(() => Promise.reject(refused(500 + ++tries)))).create(context), { code: 'http-560' });
    assert.deepEqual([tries, sleeps.length], [60, 59]);
  });

  it('is given up sooner where the way is known to be there, with what its own words are for that', async () => {
    let tries = 0;
    const { context, notes, sleeps } = scripted({});
    const knownWay = { tries: 3, unanswered: (last: Failure, after: number) => new Failure({ code: last.code, what: last.what, why: `${last.why} ${after} times`, next: 'Connect.' }) };
    const step = verifiedStep({
      title: 't', why: 'w', toDo: 'd', opening: () => 'asking', knownWay: ({ signal }) => signal === context.signal ? knownWay : undefined,
      vantage: () => vantageOf(() => Promise.reject(refused(500 + ++tries))),
    });
    await assert.rejects(step.create(context), { code: 'http-503', why: 'The cloud said no. 3 times', next: 'Connect.' });
    assert.deepEqual([tries, sleeps, notes[1]], [3, [1_000, 2_000], 'try 1 of 3: The cloud said no.']);
  });

  const atOnce: readonly (readonly [string, Error])[] = [
    ['it is cancelled', new DOMException('Cancelled', 'AbortError')],
    ['it is a defect', new TypeError('a defect')],
    ...['ssh.host-key-changed', 'ssh.key-unreadable', 'ssh.no-passphrase', 'ssh.agent-gone', 'ssh.agent-key-missing', 'ssh.agent-refused', 'ssh.bad-host', 'ssh.path-unusable', 'ssh.known-hosts-unreadable', 'ssh.refused-key',
      'ssh.forwarding-refused', 'ssh.way-unusable'].map((code) =>
      [`it fails with ${code}`, new Failure({ code, what: 'w', why: 'y', next: 'n' })] as const),
  ];
  for (const [what, error] of atOnce) {
    it(`is given up at once when ${what}`, async () => {
      const { context, sleeps } = scripted({});
      context.facts.set(gatewayFact, 'vpn-1');
      await assert.rejects(stepFrom(vantageOf(() => Promise.reject(error))).create(context), (thrown) => thrown === error);
      assert.deepEqual(sleeps, []);
    });
  }

  it('is not tried again when the run is cancelled in a pause', async () => {
    const cancelled = new DOMException('Cancelled', 'AbortError');
    const { context } = running(() => Promise.resolve(passed), { sleep: () => Promise.reject(cancelled) });
    let tries = 0;
    await assert.rejects(stepFrom(vantageOf(() => {
      tries += 1;
      return Promise.reject(refused(503));
    })).create(context), cancelled);
    assert.equal(tries, 1);
  });
});

describe('The checks', () => {
  const step = stepFrom(vantageOf(() => Promise.resolve(silent())));

  it('are enough when all passed, or are as expected, from the vantage that is meant', async () => {
    for (const results of [[result('passed')], [result('expected')], [result('passed'), result('expected'), result('failed', { vantage: 'laptop' })]]) {
      await step.create(running(() => Promise.resolve(report(results))).context);
    }
  });

  it('are tried again with growing pauses, since rules take effect some minutes later', async () => {
    let runs = 0;
    const { context, notes, sleeps } = running(() => {
      runs += 1;
      return Promise.resolve(runs < 7 ? report([result('failed', { cause: 'Port 30000 is silent.' })]) : passed);
    });
    await step.create(context);
    assert.deepEqual(sleeps, [1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
    assert.deepEqual(notes.slice(1, 4), ['running every check', 'try 1 of 18: Port 30000 is silent.', 'running every check']);
  });

  it('are given up at once for a certificate that no waiting mends', async () => {
    for (const code of ['tls.untrusted', 'tls.wrong-name', 'tls.expired', 'sasl.mechanism']) {
      const { context, sleeps } = running(() => Promise.resolve(report([result('failed', { code })])));
      await assert.rejects(step.create(context), { code });
      assert.deepEqual(sleeps, []);
    }
  });

  it('are given up at once for a login that the server lets do too little, which no waiting mends', async () => {
    for (const code of ['ssh.forwarding-refused', 'ssh.no-commands']) {
      const { context, sleeps } = running(() => Promise.resolve(report([result('failed', { code })])));
      await assert.rejects(step.create(context), { code });
      assert.deepEqual(sleeps, []);
    }
  });

  it('are given up after eighteen tries', async () => {
    let runs = 0;
    const { context, sleeps } = running(() => {
      runs += 1;
      return Promise.resolve(report([result('failed')]));
    });
    await assert.rejects(step.create(context), { name: 'Failure' });
    assert.deepEqual([runs, sleeps.length], [18, 17]);
  });

  const broken = result('failed', { code: 'tcp.timeout', cause: 'A rule is missing.', remedy: { title: 'Add the rule' } });
  const plain = { code: 'setup.not-verified', why: 'The office reaches nothing.', next: 'Open the connectivity panel for the evidence.' };
  const headline = { code: 'path.unknown', cause: 'Nobody knows why.', remedy: { title: 'Look there' } };
  const ofHeadline = { code: 'path.unknown', why: 'Nobody knows why.', next: 'Look there' };
  const verdicts: readonly (readonly [string, Report, { code: string; why: string; next: string }])[] = [
    ['by the first one’s cause and remedy', report([result('passed'), broken, result('failed', { code: 'other' })], headline), {
      code: 'tcp.timeout', why: 'A rule is missing.', next: 'Add the rule',
    }],
    ['by the headline, where the check knows no cause', report([result('failed', { code: 'tcp.timeout' })], headline), {
      ...ofHeadline, code: 'tcp.timeout',
    }],
    ['by what works only in part, where nothing failed', report([result('passed'), { ...broken, state: 'degraded' }], headline), {
      code: 'tcp.timeout', why: 'A rule is missing.', next: 'Add the rule',
    }],
    ['by the headline, where none was run from the vantage that is meant', report([{ ...broken, vantage: 'laptop' }], headline), ofHeadline],
    ['by the headline’s text, where there is no more', report([result('passed'), result('not-run')]), plain],
    ['by the headline’s text, where nothing was seen', report([]), plain],
  ];
  for (const [what, seen, failure] of verdicts) {
    it(`that did not pass are told ${what}`, async () => {
      await assert.rejects(step.create(running(() => Promise.resolve(seen)).context), { what: 'The checks did not pass', ...failure });
    });
  }

  it('that cannot be run at all fail the step at once', async () => {
    const { context, sleeps } = running(() => Promise.reject(refused(401)));
    await assert.rejects(step.create(context), { code: 'http-401' });
    assert.deepEqual(sleeps, []);
  });
});
