import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { Connection } from '../../../../../src/model/connection';
import type { RunView } from '../../../../../src/model/plan';
import type { FaultEffect } from '../../../../../src/sandbox/http/faults';
import type { Setup } from '../../../../../src/setup/setup';
import { Mortal } from '../../mortal';
import { never, states } from '../../support';
import { bringOthersThings } from './othersThings';
import { ServerBench, type Fate } from './serverBench';

const id = 'mine-pc-1a2b';
/** Of a long journal every so-manieth place is enough: each kind of line stands several times in it. */
const stride = 3;
type Work = (setup: Setup, signal: AbortSignal) => Promise<RunView>;
const run: Work = (setup, signal) => setup.run(id, signal);
const undo: Work = (setup, signal) => setup.undo(id, signal);

describe('Each part that is done on a server', function () {
  this.timeout(240_000);
  let bench: ServerBench;
  let untouched: readonly string[];
  const rows: string[] = [];

  before(async () => {
    bench = await ServerBench.start();
    await bringOthersThings(bench);
    untouched = await everything();
  });
  after(async () => {
    await bench.peer.stop();
    console.log(['', 'part · what happens · at how many places · whole when gone on with · nothing left when undone', ...rows].join('\n      '));
  });
  afterEach(() => { bench.fate = (command) => command(); });

  const parts: Readonly<Record<string, () => Connection>> = {
    'client-tools': () => bench.tools(id),
    'certificate': () => bench.part(id, {
      part: 'certificate', path: 'orders-ca.pem', pem: `${bench.peer.sandbox.environment.authorities[0]?.trim() ?? ''}\n`, about: 'Test CA',
    }),
  };

  /** What goes wrong at the n-th place of the work; false where it has fewer, and came to its end. */
  const troubles: Readonly<Record<string, (nth: number, work: Work) => Promise<boolean>>> = {
    'killed before a line of its journal': async (nth, work) => {
      const clock = new Mortal(nth);
      return await broke(work, bench.setup(clock), clock.signal);
    },
    'connection cut before a command': (nth, work) => atCommand(nth, work, () => (command, cut) => {
      cut();
      return command();
    }),
    'connection cut after a command, its answer lost': (nth, work) => atCommand(nth, work, () => async (command, cut) => {
      await command();
      cut();
      return await command();
    }),
    'killed after a command, its answer late': (nth, work) => atCommand(nth, work, (die) => async (command) => {
      const result = await command();
      die();
      return result;
    }),
    'answer of the cloud lost': (nth, work) => atWrite(nth, work, { kind: 'drop' }),
    'answer of the cloud late': (nth, work) => atWrite(nth, work, { kind: 'delay', milliseconds: 150 }),
  };

  for (const [part, connection] of Object.entries(parts)) {
    let untroubled: readonly string[] | undefined;
    for (const [what, trouble] of Object.entries(troubles)) {
      it(`(${part}) ${what}: goes on with nothing done twice, and is undone whole, then or at once, then or after the same trouble`, async () => {
        const whole = untroubled ??= await made(connection());
        const [goneOn, undone, undoneAgain] = [await troubled(run, true), await troubled(run, false), await troubled(undo, false)];
        rows.push(`${part} · ${what} · ${goneOn} of a run, ${undoneAgain} of an undo · ${goneOn} · ${goneOn + undone + undoneAgain}`);
        assert.ok(goneOn + undoneAgain > 0 || part === 'certificate', 'something goes wrong somewhere');

        /** How many places it was tried at. */
        async function troubled(work: Work, goesOn: boolean): Promise<number> {
          for (let nth = 1, tried = 0; ; nth += stride) {
            await bench.setup().save(connection());
            if (work === undo) {
              await whatever(run, bench.setup());
            }
            const there = await trouble(nth, work);
            if (goesOn) {
              assertSame(withoutIds(await made(connection(), false)), withoutIds(whole), `${what} ${nth}`);
            }
            await whollyUndone(`${what} ${nth}`);
            if (!there) {
              return tried;
            }
            tried += 1;
          }
        }
      });
    }
  }

  /** The server and the account. */
  async function everything(): Promise<readonly string[]> {
    return [...await bench.state(), ...await bench.peer.account()];
  }

  /** What is there when it is made without any trouble; it is undone again where nothing else is said. */
  async function made(connection: Connection, isUndone = true): Promise<readonly string[]> {
    const setup = bench.setup();
    await setup.load();
    if (isUndone) {
      await setup.plan(connection, never);
    }
    const view = await setup.run(id, never);
    assert.equal(view.state, 'done', `${states(view)} ${JSON.stringify(view.steps.find(({ failure }) => failure !== undefined)?.failure)}`);
    const there = await everything();
    if (isUndone) {
      await whollyUndone('without trouble');
    }
    return there;
  }

  async function whollyUndone(where: string): Promise<void> {
    const setup = bench.setup();
    await setup.load();
    const view = await setup.undo(id, never);
    assert.equal(view.state, 'undone', `${where}: ${states(view)} ${JSON.stringify(view.steps.find(({ failure }) => failure !== undefined)?.failure)}`);
    assertSame(await everything(), untouched, where);
    await setup.forget(id);
  }

  async function whatever(work: Work, setup: Setup, signal = never): Promise<RunView | undefined> {
    await setup.load();
    return await work(setup, signal).catch(() => undefined);
  }

  async function broke(work: Work, setup: Setup, signal: AbortSignal): Promise<boolean> {
    const view = await whatever(work, setup, signal);
    return view?.state !== (work === run ? 'done' : 'undone');
  }

  async function atCommand(nth: number, work: Work, fateOf: (die: () => void) => Fate): Promise<boolean> {
    const clock = new Mortal(Infinity);
    const fate = fateOf(() => clock.kill());
    let count = 0;
    bench.fate = (command, cut) => {
      count += 1;
      return count === nth ? fate(command, cut) : command();
    };
    await whatever(work, bench.setup(clock), clock.signal);
    bench.fate = (command) => command();
    return count >= nth;
  }

  /** It is cancelled once the cloud has its n-th write. */
  async function atWrite(nth: number, work: Work, effect: FaultEffect): Promise<boolean> {
    const { faults } = bench.peer.sandbox;
    const cancel = new AbortController();
    faults.add({ method: work === run ? 'POST' : 'DELETE', nth, times: 1, effect });
    const seen = (): number => faults.list()[0]?.seen ?? 0;
    const working = { over: false };
    const ended = whatever(work, bench.setup(), cancel.signal).finally(() => { working.over = true; });
    while (!working.over && seen() < nth) await turn();
    const there = seen() >= nth;
    cancel.abort();
    await ended;
    faults.clear();
    return there;
  }
});

/** A rule that is made again has another id, and a name that the cloud made up. */
function withoutIds(things: readonly string[]): readonly string[] {
  return things.map((text) => text.replace(/r058-[0-9a-f-]+/g, 'x').replace(/"name":"[a-z]+-[a-z]+-[a-z]+-[a-z]+"/g, '')).sort();
}

/** Fails with only what differs: an account is a long list. */
function assertSame(now: readonly string[], then: readonly string[], where: string): void {
  assert.deepEqual({ gone: then.filter((text) => !now.includes(text)), more: now.filter((text) => !then.includes(text)), count: now.length }, {
    gone: [], more: [], count: then.length,
  }, where);
}
