import { appendFile, mkdir, mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { Journal } from '../../../../src/setup/journal/journal';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { systemClock } from '../../../../src/setup/engine/clock';
import { recordOf } from '../../../../src/setup/journal/history';
import { tmpdir } from 'node:os';

describe('A journal on the disk', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'journal-'));
    path = join(folder, 'a.journal.jsonl');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is empty where there is no file', async () => {
    const journal = new Journal(path, systemClock);
    await journal.load();
    assert.equal(journal.history.phase, 'new');
  });

  it('has each entry on the disk when the write resolves, in the order of the calls', async () => {
    const journal = new Journal(path, systemClock);
    await Promise.all([
      journal.write({ type: 'run', costs: {} }),
      journal.write({ type: 'intent', step: 'vpc', kind: 'vpc', name: 'n' }),
      journal.write({ type: 'done' }),
    ]);
    const types = (await readFile(path, 'utf8')).trim().split('\n').map((line) => /"type":"(\w+)"/.exec(line)?.[1]);
    assert.deepEqual(types, ['run', 'intent', 'done']);
    assert.equal(journal.history.phase, 'done');
  });

  it('is for its owner alone', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    await new Journal(path, systemClock).write({ type: 'done' });
    assert.equal((await stat(path)).mode & 0o077, 0);
  });

  it('goes on behind a torn line without losing the next one', async () => {
    await new Journal(path, systemClock).write({ type: 'run', costs: {} });
    await appendFile(path, '{"type":"made","at":"2026');
    const journal = new Journal(path, systemClock);
    await journal.load();
    await journal.write({ type: 'intent', step: 'vpc', kind: 'vpc', name: 'n' });
    const again = new Journal(path, systemClock);
    await again.load();
    assert.deepEqual(recordOf(again.history, 'vpc').lost, [{ kind: 'vpc', name: 'n', at: again.history.lastAt }]);
    assert.deepEqual(again.history, journal.history);
  });

  it('stamps each entry with the time of its clock', async () => {
    const journal = new Journal(path, { ...systemClock, now: () => Date.parse('2026-03-01T10:00:00Z') });
    await journal.write({ type: 'undo' });
    assert.equal(await readFile(path, 'utf8'), '{"type":"undo","at":"2026-03-01T10:00:00.000Z"}\n');
    assert.deepEqual([journal.history.startedAt, journal.history.lastAt], ['2026-03-01T10:00:00.000Z', '2026-03-01T10:00:00.000Z']);
  });

  it('shows what another window wrote once it is read again', async () => {
    const [journal, other] = [new Journal(path, systemClock), new Journal(path, systemClock)];
    await journal.write({ type: 'run', costs: {} });
    await other.load();
    await other.write({ type: 'done' });
    assert.equal(journal.history.phase, 'running');
    await journal.load();
    assert.equal(journal.history.phase, 'done');
  });

  it('is gone once it is deleted, and begins anew', async () => {
    const journal = new Journal(path, systemClock);
    await journal.write({ type: 'done' });
    await journal.delete();
    assert.deepEqual([journal.history.phase, await readdir(folder)], ['new', []]);
    await journal.delete();
    await journal.write({ type: 'undo' });
    assert.equal(journal.history.phase, 'undoing');
    assert.equal((await readFile(path, 'utf8')).split('\n').length, 2);
  });

  it('goes on after a write that failed', async () => {
    const journal = new Journal(join(folder, 'later', 'a.jsonl'), systemClock);
    await assert.rejects(journal.write({ type: 'done' }), /ENOENT/);
    await mkdir(join(folder, 'later'));
    await journal.write({ type: 'run', costs: {} });
    assert.equal(journal.history.phase, 'running');
  });

  it('that cannot be read is not taken for an empty one', async () => {
    await mkdir(path);
    await assert.rejects(new Journal(path, systemClock).load(), /EISDIR/);
  });

  it('fails when it cannot be written, so that nothing is made that it does not know', async () => {
    const journal = new Journal(join(folder, 'missing', 'a.jsonl'), systemClock);
    await assert.rejects(journal.write({ type: 'done' }), /ENOENT/);
    assert.equal(journal.history.phase, 'new');
  });
});
