import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
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
    assert.deepEqual(recordOf(again.history, 'vpc').lost, [{ kind: 'vpc', name: 'n' }]);
    assert.deepEqual(again.history, journal.history);
  });

  it('fails when it cannot be written, so that nothing is made that it does not know', async () => {
    const journal = new Journal(join(folder, 'missing', 'a.jsonl'), systemClock);
    await assert.rejects(journal.write({ type: 'done' }), /ENOENT/);
    assert.equal(journal.history.phase, 'new');
  });
});
