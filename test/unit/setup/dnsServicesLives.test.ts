import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { Connection } from '../../../src/model/connection';
import type { FaultEffect } from '../../../src/sandbox/http/faults';
import { DnsBench } from './dnsBench';
import { Mortal } from './mortal';

const id = 'orders-pc-1a2b';
const rules = [{ match: 'office.example', forwardTo: ['192.168.7.53'] }, { match: 'lab.example', forwardTo: ['192.168.8.53'] }];

/** All of it made, and a resolver of somebody else's that gets a location, rules, and is enabled. */
const ways: Readonly<Record<string, (bench: DnsBench) => Promise<Connection>>> = {
  'all new': (bench) => bench.connection(id, { rules }),
  'a resolver that is there': async (bench) => await bench.choosing(id, await bench.theirs('payments-app-3'), { zones: ['ca-mon-1'], rules }),
};

/** The cloud did it, and its answer is lost. */
const lost: FaultEffect = { kind: 'drop' };
/** It is done while the next thing is at work already. */
const late: FaultEffect = { kind: 'delay', milliseconds: 150 };

const troubles = [{ effect: lost, goesOn: true }, { effect: late, goesOn: false }, { effect: lost, goesOn: false }] as const;

/** Every so-manieth line is enough; with 1 all of them pass as well. */
const stride = 5;

describe('The names’ side of a way into a VPC, broken off', function suite() {
  this.timeout(240_000);
  let bench: DnsBench;
  beforeEach(async () => {
    bench = new DnsBench();
    await bench.start();
  });
  afterEach(() => bench.peer.stop());

  async function undone(before: readonly string[], where: string): Promise<void> {
    await bench.undone(id);
    const now = bench.everything();
    assert.deepEqual({ gone: before.filter((text) => !now.includes(text)), left: now.filter((text) => !before.includes(text)) }, { gone: [], left: [] }, where);
    const setup = bench.setup();
    await setup.load();
    await setup.forget(id);
  }

  async function dies(connection: Connection, line: number, what: 'run' | 'undo'): Promise<boolean> {
    const setup = bench.setup({ clock: new Mortal(Infinity) });
    await setup.save(connection);
    const clock = new Mortal(line);
    const dying = bench.setup({ clock });
    await dying.load();
    return await dying[what](id, clock.signal).then(({ state }) => state === (what === 'run' ? 'done' : 'undone'), () => false);
  }

  for (const [nth, [way, choose]] of Object.entries(ways).entries()) {
    it(`(${way}) at a line of its journal goes on with the same things and none twice, or is undone at once: nothing is left`, async () => {
      const connection = await choose(bench);
      const before = bench.everything();
      await bench.made(connection);
      const count = bench.everything().length;
      await undone(before, 'undisturbed');
      for (let line = 1 + nth, goesOn = true, over = false; !over; line += stride, goesOn = !goesOn) {
        over = await dies(connection, line, 'run');
        if (goesOn) {
          await bench.made(connection);
          assert.equal(bench.everything().length, count, `killed at ${line}`);
        }
        await undone(before, `killed at ${line}`);
      }
    });

    it(`(${way}) in its undo leaves one that goes on: nothing is left`, async () => {
      const connection = await choose(bench);
      const before = bench.everything();
      for (let line = 2 + nth, over = false; !over; line += stride) {
        await bench.made(connection);
        over = await dies(connection, line, 'undo');
        await undone(before, `killed at ${line}`);
      }
    });

    it(`(${way}) by an answer of one of its writes that is lost or late goes on or is undone: nothing is there twice or left`, async () => {
      const connection = await choose(bench);
      const before = bench.everything();
      bench.peer.forgetExchanges();
      await bench.made(connection);
      const [count, writes] = [bench.everything().length, bench.peer.writes()];
      await undone(before, 'undisturbed');
      for (const [at, write] of writes.entries()) {
        for (const { effect, goesOn } of troubles) {
          const where = `${effect.kind} at ${write}`;
          await broken(connection, write, writes.slice(0, at + 1), effect);
          if (goesOn) {
            await bench.made(connection);
            assert.equal(bench.everything().length, count, where);
          }
          await undone(before, where);
        }
      }
    });
  }

  /** A run that is cancelled once the cloud has that write. */
  async function broken(connection: Connection, write: string, until: readonly string[], effect: FaultEffect): Promise<void> {
    const [method = '', path = ''] = write.split(' ');
    const pattern = path.replace(/[0-9a-f-]{36}/g, '[0-9a-f-]{36}');
    const nth = until.filter((each) => new RegExp(`^${method} ${pattern}$`).test(each)).length;
    const setup = bench.setup();
    await setup.save(connection);
    await setup.load();
    const cancel = new AbortController();
    const { faults } = bench.peer.sandbox;
    faults.add({ method, path: `${pattern}$`, nth, times: 1, effect });
    const run = { over: false };
    const running = setup.run(id, cancel.signal).catch(() => undefined).finally(() => { run.over = true; });
    while (!run.over && (faults.list()[0]?.seen ?? 0) < nth) await turn();
    cancel.abort();
    await running;
    faults.clear();
  }
});
