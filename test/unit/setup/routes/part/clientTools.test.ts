import assert from 'node:assert/strict';
import { Failure } from '../../../../../src/model/failure';
import { planAsMarkdown } from '../../../../../src/setup/planDocument';
import { assertUnchanged, never, states, stepOf } from '../../support';
import { ServerBench } from './serverBench';

const installedNames = 'dpkg-query -W -f x kcat librdkafka1 libyajl2 openjdk-21-jre-headless ca-certificates-java java-common';

describe('Client tools on a server', function () {
  this.timeout(120_000);
  let bench: ServerBench;
  let account: readonly string[];

  before(async () => {
    bench = await ServerBench.start();
    account = await bench.peer.account();
  });
  after(() => bench.peer.stop());
  beforeEach(() => {
    bench.answer = () => undefined;
    bench.commands.length = 0;
    bench.peer.forgetExchanges();
  });
  afterEach(async () => {
    bench.answer = () => undefined;
    await bench.undoParts();
    assert.equal(await bench.ask(installedNames), '');
    await assertUnchanged(bench.peer, account);
  });

  const failed = async (id = 't-pc-1a2b'): Promise<{ readonly code: string; readonly why: string; readonly next: string }> => {
    const setup = bench.setup();
    await setup.load();
    const view = await setup.run(id, never);
    assert.equal(view.state, 'failed', states(view));
    const failure = view.steps.find((step) => step.failure !== undefined)?.failure;
    assert.ok(failure !== undefined);
    return failure;
  };

  it('are installed with what they need, through rules for the cloud’s own mirror alone, and undone to the server as it was', async () => {
    const setup = bench.setup();
    const plan = await setup.plan(bench.tools(), never);
    assert.deepEqual([plan.state, plan.steps.map(({ state }) => state)], ['plan', ['exists', 'to-make', 'to-make']], states(plan));
    assert.deepEqual(bench.commands.filter((command) => /install|update|remove/.test(command)), [], 'a plan looks alone');
    assert.equal(stepOf(plan, 'mirrors').detail, 'to make · outbound tcp 80 to 161.26.0.6');
    const text = planAsMarkdown(plan, { path: [], openings: [] });
    assert.match(text, /sudo .*apt&?[#\d;]*-?get .*install .*kcat .* kafkacat, openjdk/);
    const run = await setup.run('t-pc-1a2b', never);
    assert.equal(run.state, 'done', JSON.stringify(run.steps));
    assert.deepEqual(bench.peer.writes().map((write) => write.replace(/r058-[0-9a-f-]+/g, 'x')), ['POST /security_groups/x/rules']);
    assert.equal((await bench.ask(installedNames)).trim().split('\n').length, 6);
    assert.equal(stepOf(run, 'tools').detail.includes('kcat, openjdk-21-jre-headless'), true, stepOf(run, 'tools').detail);
    bench.commands.length = 0;
    const again = bench.setup();
    await again.load();
    assert.equal((await again.run('t-pc-1a2b', never)).state, 'done');
    assert.deepEqual(bench.commands.filter((command) => /install |update/.test(command)), [], 'nothing is installed twice');
    const undone = await setup.undo('t-pc-1a2b', never);
    assert.equal(undone.state, 'undone', JSON.stringify(undone.steps));
  });

  it('stay where they were there before', async () => {
    const setup = bench.setup();
    await setup.plan(bench.tools('a-pc-1a2b'), never);
    await setup.run('a-pc-1a2b', never);
    const second = await setup.plan(bench.tools('b-pc-1a2b'), never);
    assert.deepEqual(second.steps.map(({ id, state }) => `${id} ${state}`), ['server exists', 'mirrors exists', 'tools exists'], states(second));
    await setup.run('b-pc-1a2b', never);
    await setup.undo('b-pc-1a2b', never);
    assert.match(await bench.ask(installedNames), /ii {2}kcat/);
  });

  it('are kept by an undo where something that came later needs them, and say which', async () => {
    const setup = bench.setup();
    await setup.plan(bench.tools(), never);
    await setup.run('t-pc-1a2b', never);
    bench.answer = (command) => command.includes('--simulate')
      ? { code: 1, stdout: '', stderr: 'dpkg: dependency problems prevent removal of kcat:\n orders-tool depends on kcat.\n' } : undefined;
    const view = await setup.undo('t-pc-1a2b', never);
    assert.match(JSON.stringify(stepOf(view, 'tools')), /orders-tool/);
    assert.match(await bench.ask(installedNames), /ii {2}kcat/);
  });

  it('are gone on with after the server was rebooted in the midst, and what came before that is ours', async () => {
    const setup = bench.setup();
    await setup.plan(bench.tools(), never);
    await bench.ask('apt-get update');
    bench.answer = (command) => (/ install .*kcat/.test(command) && !command.includes(' -s ')
      ? new Failure({ code: 'ssh.closed', what: 'The SSH connection ended', why: 'It was closed.', next: 'Check again.' }) : undefined);
    assert.equal((await failed()).code, 'server.command-lost');
    bench.answer = () => undefined;
    const again = bench.setup();
    await again.load();
    bench.commands.length = 0;
    const run = await again.run('t-pc-1a2b', never);
    assert.equal(run.state, 'done', JSON.stringify(run.steps));
    assert.ok(bench.commands.some((command) => command.includes('dpkg --configure -a')), 'what was cut off is finished first');
  });

  it('are removed by an undo after an installation that broke off, as far as they came', async () => {
    const setup = bench.setup();
    await setup.plan(bench.tools('t-pc-1a2b'), never);
    bench.answer = (command) => (/ install .*kcat/.test(command) && !command.includes(' -s ') ? { code: -1, stdout: '', stderr: '' } : undefined);
    assert.equal((await failed()).code, 'server.command-lost');
    bench.answer = () => undefined;
    await bench.ask('apt-get install libyajl2');
    assert.match(await bench.ask(installedNames), /libyajl2/);
    const again = bench.setup();
    await again.load();
    assert.equal((await again.undo('t-pc-1a2b', never)).state, 'undone');
    assert.equal(await bench.ask(installedNames), '');
  });

  for (const { what, command, said, code, why } of [
    { what: 'a full disk', command: / install /, said: 'E: You don\'t have enough free space in /var/cache/apt/archives/.', code: 'server.disk-full', why: /enough free space/ },
    { what: 'a mirror that does not answer', command: / update$| -s /, said: 'W: Failed to fetch http://m/InRelease  Could not connect to m:80', code: 'server.mirror-silent', why: /Could not connect to m/ },
    { what: 'another program that installs', command: / install /, said: 'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 812 (unattended-upgr)', code: 'server.packages-locked', why: /unattended-upgr/ },
    { what: 'somebody else’s interrupted installation', command: / install /, said: 'E: dpkg was interrupted, you must manually run \'sudo dpkg --configure -a\'', code: 'server.packages-interrupted', why: /dpkg was interrupted/ },
    { what: 'what nobody foresaw', command: / install /, said: 'one\ntwo\u001b[31m\nE: Sub-process returned an error code (1)', code: 'server.packages-failed', why: /two\[U\+001B\]\[31m E: Sub-process/ },
  ]) {
    it(`say why they were not installed, in the server’s words: ${what}`, async () => {
      const setup = bench.setup();
      await setup.plan(bench.tools(), never);
      bench.answer = (line) => (command.test(line) && (command.source.includes('-s') || !line.includes(' -s ')) ? { code: 100, stdout: '', stderr: said } : undefined);
      const failure = await failed();
      assert.equal(failure.code, code);
      assert.match(failure.why, why);
      assert.match(failure.next, /\.$/);
    });
  }

  it('are blocked in the plan, with the cure, without sudo, with a sudo that asks, without a known package manager, and with no way in', async () => {
    const setup = bench.setup();
    const blockedBy = async (answer: ServerBench['answer']): Promise<string> => {
      bench.answer = answer;
      const plan = await setup.plan(bench.tools(), never);
      assert.equal(stepOf(plan, 'server').state, 'blocked');
      return stepOf(plan, 'server').detail;
    };
    assert.match(await blockedBy((line) => (line.startsWith('sudo') ? { code: 127, stdout: '', stderr: 'bash: sudo: command not found' } : undefined)), /command not found/);
    assert.match(await blockedBy((line) => (line.startsWith('sudo') ? { code: 1, stdout: '', stderr: 'sudo: a password is required' } : undefined)), /password is required/);
    assert.match(await blockedBy((line) => (line.includes('--version') ? { code: 127, stdout: '', stderr: '' } : undefined)), /neither apt nor dnf/);
    const plan = await setup.plan(bench.part('t-pc-1a2b', { part: 'client-tools', tools: [{ title: 'kcat', packages: { apt: ['kcat'], dnf: [] } }], loginUser: 'somebody' }), never);
    assert.equal(stepOf(plan, 'server').state, 'blocked', states(plan));
  });

  it('are refused where what is saved is no package’s name', async () => {
    const tools = [{ title: 'x', packages: { apt: ['-o', 'x; rm -rf /'], dnf: [] } }];
    await assert.rejects(bench.setup().plan(bench.tools('t-pc-1a2b', tools), never), { code: 'setup.damaged-choices' });
  });
});
