import assert from 'node:assert/strict';
import type { Connection } from '../../../../../src/model/connection';
import { never, states, stepOf } from '../../support';
import { ServerBench } from './serverBench';

const file = 'orders-ca.pem';

describe('A certificate on a server', function () {
  this.timeout(120_000);
  let bench: ServerBench;
  let pem: string;

  before(async () => {
    bench = await ServerBench.start();
    pem = `${bench.peer.sandbox.environment.authorities[0]?.trim() ?? ''}\n`;
  });
  after(() => bench.peer.stop());
  beforeEach(() => bench.commands.splice(0));
  afterEach(async () => {
    bench.answer = () => undefined;
    await bench.undoParts();
    await bench.ask(`rm -f -- ${file}`);
  });

  const certificate = (id = 'c-pc-1a2b', choices: object = {}): Connection => bench.part(id, { part: 'certificate', path: file, pem, about: 'Test CA', ...choices });
  const there = async (): Promise<boolean> => (await bench.ask(`sha256sum -- ${file}`)) !== '';

  it('is written for everybody to read, found whole by a second run, and removed by an undo', async () => {
    const setup = bench.setup();
    const plan = await setup.plan(certificate(), never);
    assert.equal(plan.title, `Send Certificate to ${bench.choice.server.name}`);
    assert.deepEqual(plan.steps.map(({ state }) => state), ['exists', 'to-make'], states(plan));
    assert.equal((await setup.run('c-pc-1a2b', never)).state, 'done');
    assert.ok(bench.commands.some((command) => command.startsWith('chmod 644')));
    assert.ok(bench.commands.every((command) => !command.includes('BEGIN')), 'its text is no argument');
    assert.ok(await there());
    bench.commands.length = 0;
    assert.equal((await setup.run('c-pc-1a2b', never)).state, 'done');
    assert.deepEqual(bench.commands.filter((command) => /^(dd|ln|rm .*pem$)/.test(command)), []);
    assert.equal((await setup.undo('c-pc-1a2b', never)).state, 'undone');
    assert.ok(!await there());
  });

  it('is never written over another content, not even over one that came since the plan', async () => {
    const setup = bench.setup();
    await setup.plan(certificate(), never);
    bench.answer = (command) => (command.startsWith('ln') ? { code: 1, stdout: '', stderr: `ln: failed to create hard link '${file}': File exists\n` } : undefined);
    const run = await setup.run('c-pc-1a2b', never);
    assert.match(stepOf(run, 'certificate').failure?.why ?? '', /File exists/);
    assert.ok(!await there());
    bench.answer = (command) => (command.startsWith('sha256sum') ? { code: 0, stdout: `${'0'.repeat(64)}  ${file}\n`, stderr: '' } : undefined);
    const plan = await setup.plan(certificate('d-pc-1a2b'), never);
    assert.equal(stepOf(plan, 'certificate').state, 'blocked');
  });

  it('stays where it was before, and where somebody changed it since', async () => {
    const setup = bench.setup();
    await setup.plan(certificate(), never);
    await setup.run('c-pc-1a2b', never);
    await setup.plan(certificate('d-pc-1a2b'), never);
    await setup.run('d-pc-1a2b', never);
    assert.equal((await setup.undo('c-pc-1a2b', never)).state, 'undone');
    assert.ok(await there(), 'it is handed over to who found it');
    bench.answer = (command) => (command.startsWith('sha256sum') ? { code: 0, stdout: `${'0'.repeat(64)}  ${file}\n`, stderr: '' } : undefined);
    const kept = await setup.undo('d-pc-1a2b', never);
    assert.match(JSON.stringify(stepOf(kept, 'certificate')), /whoever changed/);
    assert.ok(await there());
  });

  it('is found and removed after the answer was lost, with nothing of it left half written', async () => {
    const setup = bench.setup();
    await setup.plan(certificate(), never);
    bench.answer = (command) => (command.startsWith('ln') ? { code: -1, stdout: '', stderr: '' } : undefined);
    assert.equal(stepOf(await setup.run('c-pc-1a2b', never), 'certificate').failure?.code, 'server.command-lost');
    bench.answer = () => undefined;
    const again = bench.setup();
    await again.load();
    assert.equal((await again.undo('c-pc-1a2b', never)).state, 'undone');
    assert.ok(!await there());
  });

  it('says what was left behind, too, where it could neither be written nor taken away again', async () => {
    const setup = bench.setup();
    await setup.plan(certificate(), never);
    const removals = { count: 0 };
    bench.answer = (command) => {
      if (command.startsWith('dd')) return { code: 1, stdout: '', stderr: 'dd: error writing: No space left on device\n' };
      removals.count += command.startsWith('rm') ? 1 : 0;
      return command.startsWith('rm') && removals.count > 1 ? { code: 1, stdout: '', stderr: 'rm: Read-only file system\n' } : undefined;
    };
    const { failure } = stepOf(await setup.run('c-pc-1a2b', never), 'certificate');
    assert.match(failure?.why ?? '', /No space left on device.*could not be removed: rm: Read-only file system/);
  });

  it('is refused by its words where the folder is not the user’s, and in its choices where it is no certificate', async () => {
    const setup = bench.setup();
    await setup.plan(certificate('c-pc-1a2b', { path: '/etc/ca.pem' }), never);
    assert.match(stepOf(await setup.run('c-pc-1a2b', never), 'certificate').failure?.why ?? '', /Permission denied/);
    for (const wrong of [{ pem: '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n' }, { pem: 'x' }, { path: '-rf' }, { path: 'a b' }]) {
      await assert.rejects(setup.plan(certificate('e-pc-1a2b', wrong), never), { code: 'setup.damaged-choices' });
    }
  });
});
