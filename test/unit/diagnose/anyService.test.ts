import assert from 'node:assert/strict';
import type { Finding, Report } from '../../../src/model/check';
import type { Path } from '../../../src/model/path';
import { Failure } from '../../../src/model/failure';
import type { VantageCheck } from '../../../src/model/vantage';
import { runChecks } from '../../../src/diagnose/ladder';
import { reportAsMarkdown } from '../../../src/diagnose/markdown';
import type { CheckRequest } from '../../../src/diagnose/request';
import { makeAuthority, type Authority } from '../kafka/support/certificates';
import { pigeonPost, pigeonWords, startLoft, type Loft } from './pigeonPost';
import { from, instanceWith, laptop, look, namedNetwork, requestFor, resultOf, server, states, vantageOf, type TestVantage } from './support';

describe('a service and a route that nobody has heard of', () => {
  const hosts = ['loft-a.private.test', 'loft-b.private.test'];
  const lofts: Loft[] = [];
  let authority: Authority;
  let authorities: readonly string[];
  before(() => {
    authority = makeAuthority();
    authorities = [authority.pem];
  });
  beforeEach(async () => {
    for (const host of hosts) {
      lofts.push(await startLoft(authority.issue([host])));
    }
  });
  afterEach(async () => { await Promise.all(lofts.splice(0).map((loft) => loft.stop())); });

  const members = () => lofts.map(({ port }, at) => ({ host: hosts[at] ?? '', port }));
  const inside = () => namedNetwork(Object.fromEntries(hosts.map((host) => [host, ['127.0.0.1']])));
  const passes: Finding = { state: 'passed', code: 'ok', summary: 'is so', evidence: ['seen'] };
  const question = (id: string, finding: Finding | Error = passes): VantageCheck => ({
    id, title: `Is there a ${id}?`, run: () => (finding instanceof Error ? Promise.reject(finding) : Promise.resolve(finding)),
  });
  /** This machine with a tunnel into the private network: two questions of its own, and nothing to sign in to. */
  const tunnelled = (...checks: readonly VantageCheck[]) => (
    vantageOf('tunnel', 'this laptop, by VPN', inside(), { resolvesPrivateNames: true, before: checks }));
  const path: Path = [
    { id: 'machine', kind: 'machine', name: 'this laptop', details: [], reachedBy: '' },
    { id: 'vpn', kind: 'vpn-server', name: 'aviary', details: [], reachedBy: 'VPN', checks: ['tunnel', 'route'] },
    { id: 'lofts', kind: 'member', name: 'lofts', details: [], reachedBy: 'ports 7000 and 7001' },
  ];

  function request(vantage: TestVantage, more: Partial<CheckRequest> = {}): CheckRequest {
    const instance = instanceWith(members(), { name: 'homing', service: 'pigeon-post', edition: 'Deluxe' });
    return requestFor(members(), { instance, service: { words: pigeonWords }, checks: pigeonPost, path, authorities, vantages: from(vantage), ...more });
  }

  it('are checked up to the service\'s own protocol, in its own words', async () => {
    const report = await look(request(tunnelled(question('tunnel'), question('route'))));
    assert.equal(states(report, 'tunnel'), 'passed passed passed passed passed passed passed');
    assert.deepEqual(report.results.map(({ check, title, summary }) => [check, title, summary.replace(/TLSv1\S* [^,]+/, 'TLS').replaceAll(/\d{5}/g, 'PORT')]), [
      ['tunnel', 'Is there a tunnel?', 'is so'], ['route', 'Is there a route?', 'is so'],
      ['names', 'Names of the lofts', '2 of 2 names, 127.0.0.1'], ['tcp', 'TCP connection', '2 of 2 lofts answer on PORT, PORT'],
      ['tls', 'TLS, name and chain', 'TLS, names and chains verified'], ['greeting', 'Greeting', 'release 3'], ['lofts', 'Every loft', 'all of release 3'],
    ]);
    assert.match(report.headline.text, /^homing works from this laptop, by VPN; the slowest loft, loft-[ab], took \d+ ms\.$/);
    assert.equal(report.instance.description, 'Pigeon Post Deluxe');
    assert.deepEqual(report.hops.map(({ what, name, state }) => [what, name, state]), [
      ['machine', 'this laptop', 'ok'], ['VPN server', 'aviary', 'ok'], ['loft', 'loft-a', 'ok'], ['loft', 'loft-b', 'ok'],
    ]);
    assert.doesNotMatch(reportAsMarkdown(report).replaceAll(report.instance.crn, ''), /kafka|broker|9093/i);
  });

  it('say in clear what comes before TLS, and only then make the handshake', async () => {
    await look(request(tunnelled()));
    assert.deepEqual(lofts.map(({ heard }) => heard), [['FLY\n', 'HELLO\n', 'FLY\n', 'HELLO\n'], ['FLY\n', 'HELLO\n', 'FLY\n', 'HELLO\n']]);
  });

  it('fail in the service\'s own way where it knows no TLS, and where it does not greet', async () => {
    const [deaf, shy] = [await startLoft(authority.issue(hosts), 'deaf'), await startLoft(authority.issue(hosts), 'shy')];
    lofts.push(deaf, shy);
    const at = (loft: Loft) => look(request(tunnelled(), { instance: instanceWith([{ host: hosts[0] ?? '', port: loft.port }]) }));
    const [unsecured, hushed] = [await at(deaf), await at(shy)];
    assert.deepEqual([resultOf(unsecured, 'tls', 'tunnel').code, resultOf(unsecured, 'tls', 'tunnel').cause], ['pigeon.no-tls', 'It said NO.']);
    const { code, cause, remedy, summary } = resultOf(hushed, 'greeting', 'tunnel');
    assert.deepEqual([code, cause, remedy?.title], ['pigeon.hush', 'The loft is asleep.', 'Come back in the morning']);
    assert.equal(summary, 'none of 1 lofts greet: No greeting: It said HUSH.');
    assert.equal(states(hushed, 'tunnel'), 'passed passed passed failed not-run');
  });

  it('run nothing behind a question of the vantage that was not answered well', async () => {
    const down: Finding = { state: 'failed', code: 'vpn.down', summary: 'no tunnel', evidence: [], cause: 'It is down.', remedy: { title: 'Start it' } };
    const report = await look(request(tunnelled(question('tunnel', down), question('route'))));
    assert.equal(states(report, 'tunnel'), 'failed not-run not-run not-run not-run not-run not-run');
    assert.deepEqual(report.results.slice(1, 4).map(({ summary }) => summary), [
      'needs "Is there a tunnel?"', 'needs "Is there a tunnel?"', 'needs "Names of the lofts"',
    ]);
    assert.equal(report.headline.text, 'homing cannot be used from this laptop, by VPN: no tunnel.');
    assert.deepEqual(report.hops.map(({ state }) => state), ['ok', 'broken', 'not-reached', 'not-reached']);
    const second = await look(request(tunnelled(question('tunnel'), question('route', { ...down, state: 'expected' }))));
    assert.equal(states(second, 'tunnel'), 'passed expected not-run not-run not-run not-run not-run');
    assert.equal(resultOf(second, 'names', 'tunnel').summary, 'needs "Is there a route?"');
    assert.equal(second.headline.text, 'homing cannot be reached from this laptop, by VPN: no tunnel.');
    assert.deepEqual(lofts.map(({ heard }) => heard), [[], []]);
  });

  it('are seen from several vantages at once, each by its own questions', async () => {
    const office = server(inside(), { id: 'office', name: 'office-host', before: [question('route')] });
    const vantages = { all: [laptop(namedNetwork({})), office, tunnelled(question('tunnel'), question('route'))], meant: 'tunnel' };
    const report = await look(request(tunnelled(), { vantages }));
    assert.equal(states(report, 'local'), 'expected not-run not-run not-run not-run');
    assert.equal(states(report, 'office'), 'passed passed passed passed passed passed passed');
    assert.equal(states(report, 'tunnel'), 'passed passed passed passed passed passed passed');
    assert.deepEqual(report.checks.map(({ id }) => id), ['tunnel', 'server', 'route', 'names', 'tcp', 'tls', 'greeting', 'lofts']);
    assert.deepEqual([report.meant, report.headline.state], ['tunnel', 'passed']);
  });

  it('show a vantage that cannot be opened by its first question, opening or not', async () => {
    const gone = new Failure({ code: 'vpn.gone', what: 'No way out', why: 'the cable is cut', next: 'Mend it.', trace: 'trace-1' });
    const closed = { open: () => Promise.reject(gone) };
    const silent = await look(request(vantageOf('tunnel', 'VPN', inside(), { before: [question('tunnel')], ...closed })));
    const asked = await look(request(server(inside(), { before: [question('tunnel')], ...closed })));
    for (const [report, vantage] of [[silent, 'tunnel'], [asked, 'server']] as const) {
      const [first, ...others] = report.results;
      assert.ok(first);
      assert.deepEqual([first.state, first.code, first.summary, first.cause], ['failed', 'vpn.gone', 'No way out: the cable is cut', 'the cable is cut']);
      assert.ok(others.every(({ state }) => state === 'not-run'));
      assert.deepEqual(report.vantages, [{ id: vantage, name: vantage === 'tunnel' ? 'VPN' : 'build-box', unusable: 'No way out: the cable is cut' }]);
      assert.deepEqual(first.remedy, { title: 'Mend it.' });
    }
    assert.deepEqual(silent.results[0]?.evidence, ['the cable is cut', 'trace-1']);
    assert.deepEqual(asked.results[0]?.evidence, ['the cable is cut', 'trace-1', 'SSH probes do not use the HTTP proxy.']);
  });

  it('show a question with a defect as such, and ask on from the other vantages', async () => {
    const broken = tunnelled(question('tunnel', new TypeError('x is not a function')));
    const office = server(inside(), { id: 'office' });
    const report = await look(request(broken, { vantages: { all: [broken, office], meant: 'tunnel' } }));
    assert.deepEqual(resultOf(report, 'tunnel', 'tunnel'), {
      check: 'tunnel', vantage: 'tunnel', title: 'Is there a tunnel?', state: 'failed', code: 'unexpected', summary: 'x is not a function', evidence: [],
      cause: 'The check itself failed.', remedy: { title: 'Open the log for details, then try again.' },
      milliseconds: resultOf(report, 'tunnel', 'tunnel').milliseconds,
    });
    assert.match(states(report, 'tunnel'), /^failed( not-run)+$/);
    assert.match(states(report, 'office'), /^passed( passed)+$/);
  });

  it('end as a whole when one question is cancelled, and leave nothing open', async () => {
    const cancelled = tunnelled(question('tunnel', new DOMException('Stopped', 'AbortError')));
    let openLate: () => void = () => undefined;
    const slow = server(inside(), { id: 'office' });
    const late = server(inside(), { open: async (signal) => { await new Promise<void>((resolve) => { openLate = resolve; }); return slow.open(signal); } });
    const running = look(request(cancelled, { vantages: { all: [cancelled, late], meant: 'tunnel' } }));
    await assert.rejects(running, { name: 'AbortError' });
    assert.equal(cancelled.closed, 1);
    openLate();
    while (slow.closed === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.equal(slow.closed, 1);
  });

  it('are cancelled by the one who asked while a vantage opens', async () => {
    let controller = new AbortController();
    const stuck = server(inside(), {
      open: (signal) => new Promise((_, reject) => { signal.addEventListener('abort', () => reject(new DOMException('x', 'AbortError'))); }),
    });
    for (const soon of [() => controller.abort(), () => { setImmediate(() => controller.abort()); }]) {
      controller = new AbortController();
      const updates: Report[] = [];
      const running = runChecks(request(stuck), (report) => {
        updates.push(report);
        if (updates.length === 2) {
          soon();
        }
      }, controller.signal);
      await assert.rejects(running, { name: 'AbortError' });
      assert.deepEqual(updates.at(-1)?.results[0]?.state, 'running');
    }
  });
});
