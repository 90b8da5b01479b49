import { strict as assert } from 'node:assert';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDaemon } from '../machine/daemon';
import type { Host } from '../machine/host';

const here: Host = { id: 'here', name: 'here', pid: process.pid, enter: (command) => [...command], ended: new Promise(() => undefined), stop: () => Promise.resolve() };

describe('a daemon', () => {
  let folder = '';
  before(async () => { folder = await mkdtemp(join(tmpdir(), 'pc-daemon-')); });
  after(() => rm(folder, { recursive: true }));

  it('is stopped while something that it started still prints, and all of that is kept', async () => {
    const log = join(folder, 'log');
    // It prints only after the end, and is there before anybody can end it.
    const command = ['sh', '-c', '(sleep 0.2; for i in $(seq 20000); do echo $i; done; echo last) & echo ready; exec sleep 60'];
    const daemon = await startDaemon({ id: 'chatty', host: here.id, ready: 'ready', files: {}, command }, here, log);
    await daemon.stop();
    assert.equal(daemon.running(), false);
    const end = Date.now() + 60_000;
    while (!(await readFile(log, 'utf8')).endsWith('20000\nlast\n') && Date.now() < end) await new Promise((resume) => setTimeout(resume, 20));
    assert.match(await readFile(log, 'utf8'), /\n19999\n20000\nlast\n$/);
  });
});
