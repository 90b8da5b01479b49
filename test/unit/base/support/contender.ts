// One of several processes that want the same lock:  contender.ts LOCK FOLDER ROUNDS MORTAL
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { whileHeld } from '../../../../src/base/fileLock';

const [lock = '', folder = '', rounds = '0', mortal = ''] = process.argv.slice(2);
const patient = { milliseconds: 60_000 };

async function never(): Promise<never> {
  await turn();
  throw new Error('the lock was not to be had');
}

async function contend(): Promise<void> {
  for (let round = 0; round < Number(rounds); round += 1) {
    await whileHeld(lock, patient, async () => {
      // A second one who is inside at the same time finds the file there, and fails.
      const inside = join(folder, 'inside');
      await (await open(inside, 'wx')).close();
      await turn();
      await turn();
      await rm(inside);
      await (await open(join(folder, `${process.pid}-${round}.done`), 'wx')).close();
    }, never);
  }
  if (mortal !== '') {
    await whileHeld(lock, patient, async () => {
      process.kill(process.pid, 'SIGKILL');
      await turn();
    }, never);
  }
}

void contend();
