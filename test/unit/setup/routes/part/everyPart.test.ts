import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { Connection } from '../../../../../src/model/connection';
import type { FaultEffect } from '../../../../../src/sandbox/http/faults';
import { Mortal } from '../../mortal';
import { never, sshFiles, states } from '../../support';
import { plainCases, type Case } from './cases';
import { dnsCases } from './dnsCases';
import { PartPeer } from './partPeer';
import { vpnCases } from './vpnCases';

const cases: Readonly<Record<string, Case>> = { ...plainCases, ...vpnCases, ...dnsCases };

const id = 'mine-pc-1a2b';
/** The cloud did it, and its answer is lost. */
const lost: FaultEffect = { kind: 'drop' };
/** It is done while the next thing is at work already. */
const late: FaultEffect = { kind: 'delay', milliseconds: 150 };

describe('Each part that is made by itself', function () {
  this.timeout(240_000);
  let bench: PartPeer;
  beforeEach(async () => { bench = await PartPeer.start(); });
  afterEach(() => bench.stop());

  async function saved({ choices, instance }: Case): Promise<Connection> {
    const connection = await bench.part(id, await choices(bench), instance);
    await bench.peer.setup().save(connection);
    return connection;
  }

  interface Before {
    readonly things: readonly string[];
    readonly files: unknown;
    /** How many secrets this machine keeps. */
    readonly vault: number;
  }

  async function asItIs(): Promise<Before> {
    return { things: await bench.everything(), files: await sshFiles(bench.peer), vault: bench.peer.vault.secrets.size };
  }

  /** Undone to the account and the folder as they were. */
  async function undone({ things, files, vault }: Before, where: string): Promise<void> {
    const setup = bench.peer.setup();
    await setup.load();
    const view = await setup.undo(id, never);
    assert.equal(view.state, 'undone', `${where}: ${states(view)}`);
    const now = await bench.everything();
    assert.deepEqual({ gone: things.filter((text) => !now.includes(text)), more: now.filter((text) => !things.includes(text)) }, { gone: [], more: [] }, where);
    assert.deepEqual([await sshFiles(bench.peer), bench.peer.vault.secrets.size], [files, vault], where);
    await setup.forget(id);
  }

  for (const [part, each] of Object.entries(cases)) {
    it(`(${part}) goes on after a death at any line of its journal with nothing made twice, and is undone whole, then or at once`, async () => {
      await each.choices(bench);
      const before = await asItIs();
      for (let lives = 1, over = false; !over; lives += each.stride ?? 1) {
        for (const goesOn of [true, false]) {
          await saved(each);
          const clock = new Mortal(lives);
          const dying = bench.peer.setup({ clock });
          await dying.load();
          over = await dying.run(id, clock.signal).then(({ state }) => state === 'done', () => false);
          if (goesOn) {
            const view = await bench.made(await saved(each));
            assert.equal(view.state, 'done');
            assert.equal((await bench.everything()).length, before.things.length + each.more, `${lives}: something was made twice`);
          }
          await undone(before, `killed at ${lives}`);
        }
      }
    });

    it(`(${part}) meets an answer of each of its writes that is lost or late, goes on or is undone, and nothing is left`, async () => {
      await each.choices(bench);
      const before = await asItIs();
      const writes = await countWrites(each);
      assert.ok(writes > 0);
      for (let nth = 1; nth <= writes; nth += 1) {
        for (const effect of [lost, late]) {
          for (const goesOn of [true, false]) {
            await broken(each, nth, effect);
            if (goesOn) {
              await bench.made(await saved(each));
              assert.equal((await bench.everything()).length, before.things.length + each.more, `${nth}: something was made twice`);
            }
            await undone(before, `${effect.kind} at ${nth}`);
          }
        }
      }
    });
  }

  async function countWrites(each: Case): Promise<number> {
    bench.peer.forgetExchanges();
    await bench.made(await saved(each));
    const count = bench.peer.writes().filter((write) => write.startsWith(`${each.writes ?? 'POST'} `)).length;
    await bench.undone(id);
    return count;
  }

  /** A run that is cancelled once the cloud has its n-th write. */
  async function broken(each: Case, nth: number, effect: FaultEffect): Promise<void> {
    await saved(each);
    const setup = bench.peer.setup();
    await setup.load();
    const cancel = new AbortController();
    const { faults } = bench.peer.sandbox;
    faults.add({ method: each.writes ?? 'POST', nth, times: 1, effect });
    const run = { over: false };
    const running = setup.run(id, cancel.signal).catch(() => undefined).finally(() => { run.over = true; });
    while (!run.over && (faults.list()[0]?.seen ?? 0) < nth) await turn();
    cancel.abort();
    await running;
    faults.clear();
  }
});
