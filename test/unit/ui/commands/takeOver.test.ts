import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { takeLock } from '../../../../src/base/fileLock';
import { ownConfig } from '../../../../src/ssh/sshConfig';
import { buttonsFor } from '../../../../src/ui/remedies';
import { stepNode } from '../../../../src/ui/activity/stepNode';
import { runNode } from '../../../../src/ui/activity/runNode';
import { CommandBench } from './commandBench';

const stranger = JSON.stringify({ pid: 4711, host: 'old-laptop', id: 'a', since: '2026-05-01T12:00:00.000Z' });

describe('Take Over…', () => {
  let bench: CommandBench;
  beforeEach(async () => { bench = await CommandBench.start(); });
  afterEach(() => bench.stop());

  async function hold(path: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, stranger);
  }

  const leaseOf = (id: string): string => join(bench.session.folder, 'connections', `${id}.working`);

  it('says who holds a connection, since when, and frees it at one press; it can be run then', async () => {
    const { id } = await bench.planned();
    await hold(leaseOf(id));
    assert.equal((await bench.fail('privateConnect.run')).code, 'setup.busy-elsewhere');
    await bench.succeed('privateConnect.takeOver');
    assert.match(bench.last ?? '', /^confirm Take over ".*"\? Held by process 4711 on old-laptop\.\nSince 2026-05-01T12:00:00\.000Z\.\nSigns of life: the last \d+ s ago\.\nIf it is at work.*\[Take Over\]$/);
    await bench.succeed('privateConnect.run');
    assert.equal(bench.session.setup.views()[0]?.state, 'done');
  }).timeout(60_000);

  it('leaves everything as it is where the button is not pressed', async () => {
    const { id } = await bench.planned();
    await hold(leaseOf(id));
    bench.agrees = false;
    await bench.succeed('privateConnect.takeOver');
    assert.equal((await bench.session.setup.heldByOthers()).length, 1);
  });

  it('offers files that runs change too, and asks which where several are held; a step means a file', async () => {
    const { id } = await bench.planned();
    const file = ownConfig(bench.session.environment.sshFolder);
    await hold(leaseOf(id));
    await hold(`${file}.lock`);
    await bench.succeed('privateConnect.takeOver', undefined, { take: file });
    assert.deepEqual((await bench.session.setup.heldByOthers()).map(({ connectionId }) => connectionId), [id]);
    const [run] = bench.session.setup.views();
    const [step] = run?.steps ?? [];
    assert.ok(run !== undefined && step !== undefined);
    assert.equal((await bench.fail('privateConnect.takeOver', { kind: 'step', run, step })).code, 'ui.nothing-held');
    await bench.succeed('privateConnect.takeOver', { kind: 'run', run });
    assert.deepEqual(await bench.session.setup.heldByOthers(), []);
  });

  it('offers nothing that this very process holds', async () => {
    const { id } = await bench.planned();
    const held = await takeLock(leaseOf(id));
    assert.equal((await bench.fail('privateConnect.takeOver')).code, 'ui.nothing-held');
    await held?.release();
  });

  it('stands on the row of a run that another works at, on a step that waited for a file, and beside the failure', async () => {
    const { id } = await bench.planned();
    const [run] = bench.session.setup.views();
    assert.ok(run !== undefined);
    const moving = { ...run, state: 'running' as const };
    assert.ok(runNode({ ...moving, elsewhere: 'another window' }, 0).view.tags.includes('takeable'));
    assert.ok(!runNode(moving, 0).view.tags.includes('takeable'), id);
    const [step] = run.steps;
    assert.ok(step !== undefined);
    const failed = { ...step, state: 'failed' as const, failure: { code: 'ssh.file-busy', what: 'w', why: 'y', next: 'n' } };
    assert.ok(stepNode(run, failed, undefined).view.tags.includes('takeable'));
    for (const code of ['setup.busy-elsewhere', 'ssh.file-busy']) {
      const started: string[] = [];
      const buttons = buttonsFor(code, [{ title: 'Retry', run: () => undefined }], (command) => started.push(command), { title: 'Open Logs', run: () => undefined });
      assert.deepEqual(buttons.map(({ title }) => title), ['Retry', 'Take Over…', 'Open Logs']);
      buttons[1]?.run();
      assert.deepEqual(started, ['privateConnect.takeOver']);
    }
  });
});
