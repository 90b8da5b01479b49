import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { remotePlane } from '../../../src/sandbox/remotePlane';
import { floatingAddress } from '../../unit/sandbox/network/truths';
import { labAt } from '../client';
import { inside, startLab, type Lab } from '../lab';
import { killQuietly } from '../machine/host';
import { leftOf, machine, marksOf, membersOf, type Marks } from './traces';
import { labTruth } from './truth';

/** Longer than the kernel takes to end what is ended, however busy the machine is. */
const soonMs = 60_000;
const silentNumber = 4_194_305;

describe('the life of a lab', function suite() {
  this.timeout(600_000);
  let before = '';
  beforeEach(async () => { before = await machine(); });
  afterEach(async () => assert.equal(await machine(), before));

  it('leaves nothing behind, started and stopped twenty times with a network in it', async () => {
    for (let time = 0; time < 20; time += 1) {
      const lab = await startLab();
      const marks = marksOf(lab);
      await (await remotePlane(lab.socket)).apply(labTruth());
      assert.ok(membersOf(marks).length > 10, 'it has hosts and programs');
      await lab.stop();
      assert.deepEqual(leftOf(marks), []);
    }
  });

  it('is one of two at the same time, with the same addresses', async () => {
    const labs = await Promise.all([startLab(), startLab()]);
    await Promise.all(labs.map(async ({ socket }) => (await remotePlane(socket)).apply(labTruth())));
    const greetings = await Promise.all(labs.map(({ socket }) => greeting(socket)));
    assert.deepEqual(greetings.map((text) => text.startsWith('SSH-2.0-OpenSSH')), [true, true]);
    await labs[0].stop();
    assert.match(await greeting(labs[1].socket), /^SSH-2\.0-OpenSSH/);
    await labs[1].stop();
    assert.deepEqual(labs.flatMap(({ socket }) => existsSync(socket)), [false, false]);
  });

  it('takes away what an earlier one could not, whose starter was killed with it', async () => {
    const leftover = join(tmpdir(), `pc-lab-${silentNumber}-abc`);
    mkdirSync(leftover);
    const lab = await startLab();
    await lab.stop();
    assert.equal(existsSync(leftover), false);
  });

  describe('killed with SIGKILL', () => {
    for (const time of [1, 2, 3, 4]) {
      it(`leaves nothing behind when the program is killed that started it (${time})`, async () => {
        const { child, marks } = await held();
        child.kill('SIGKILL');
        assert.deepEqual(await leftSoon(marks), []);
      });
    }

    for (const time of [1, 2]) {
      it(`leaves nothing behind when the process is killed that holds it (${time})`, async () => {
        const lab = await startLab();
        const marks = marksOf(lab);
        killQuietly(lab.pid);
        assert.deepEqual(await leftSoon(marks), []);
        await lab.stop();
      });

      it(`leaves nothing behind when the program is killed that makes its network (${time})`, async () => {
        const lab = await startLab();
        const marks = marksOf(lab);
        killQuietly(await programOf(lab));
        assert.deepEqual(await leftSoon(marks), []);
        await lab.stop();
      });

      it(`leaves nothing behind when the tests are killed that run on its laptop (${time})`, async () => {
        const lab = await startLab();
        const marks = marksOf(lab);
        const [file = '', ...args] = inside(lab, await labAt(lab.socket).host('laptop'), ['sh', '-c', 'echo here; exec sleep 600']);
        const tests = spawn(file, args, { stdio: ['ignore', 'pipe', 'ignore'] });
        await once(tests.stdout, 'data');
        tests.kill('SIGKILL');
        await once(tests, 'exit');
        await lab.stop();
        assert.deepEqual(await leftSoon(marks), []);
      });
    }
  });
});

async function greeting(socket: string): Promise<string> {
  const { out } = await labAt(socket).run('laptop', ['timeout', '20', 'bash', '-c', `exec 3<>/dev/tcp/${floatingAddress}/22; head -1 <&3`]);
  return out;
}

/** A program of its own with a lab. */
async function held(): Promise<{ child: ChildProcess; marks: Marks }> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'hold.ts')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data') as [Buffer];
  return { child, marks: marksOf(JSON.parse(line.toString()) as Pick<Lab, 'pid' | 'socket'>) };
}

/** The process id of the lab's program, which is the child of its first process. */
async function programOf({ pid }: Lab): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return Number(children.trim().split(' ')[0]);
}

async function leftSoon(marks: Marks): Promise<string[]> {
  const end = Date.now() + soonMs;
  while (leftOf(marks).length > 0 && Date.now() < end) await new Promise((resume) => setTimeout(resume, 50));
  return leftOf(marks);
}
