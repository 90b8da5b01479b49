import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { Failure } from '../../../../src/model/failure';
import type { Found, Maker, RunContext } from '../../../../src/setup/context';
import { lostAnswerMs } from '../../../../src/setup/engine/lostAnswer';
import { KeyedLock } from '../../../../src/setup/engine/lock';
import { runContext } from '../../../../src/setup/engine/runContext';
import { recordOf } from '../../../../src/setup/journal/history';
import type { Journal } from '../../../../src/setup/journal/journal';
import type { NewEntry } from '../../../../src/setup/journal/entry';
import { scripted } from '../scripted';
import { inTurn, Journals } from './support';

interface Cup { readonly id: string; readonly name: string }
interface CupSpecification { readonly name: string }

const refused = new Failure({ code: 'vpc.bad_field', status: 400, what: 'w', why: 'No.', next: 'n' });
const broken = new Failure({ code: 'vpc.internal', status: 500, what: 'w', why: 'Broken.', next: 'n' });
const busy = new Failure({ code: 'vpc.conflict', status: 409, what: 'w', why: 'Busy.', next: 'n' });
const absent = new Failure({ code: 'vpc.not_found', status: 404, what: 'w', why: 'Gone.', next: 'n' });
const specification = { name: 'cup-1' };
const ours: Cup = { id: '1', name: 'cup-1' };
const theirs: Cup = { id: '9', name: 'someone-elses' };

function cups(parts: Partial<Maker<CupSpecification, Cup>> = {}): Maker<CupSpecification, Cup> {
  return {
    kind: 'cup',
    make: () => Promise.resolve(ours),
    find: () => Promise.resolve(undefined),
    describe: ({ id, name }) => ({ kind: 'cup', id, name }),
    recover: () => Promise.resolve(undefined),
    remove: () => Promise.resolve(),
    ...parts,
  };
}

describe('What a step may do while it runs', () => {
  const journals = new Journals();
  after(() => journals.remove());
  let journal: Journal;
  let notes: string[];
  let written: string[];

  async function context(entries: readonly NewEntry[] = [], signal?: AbortSignal, lock = new KeyedLock()): Promise<RunContext> {
    journal = await journals.of(...entries);
    journals.clock.slept.length = 0;
    [notes, written] = [[], []];
    const write = journal.write.bind(journal);
    journal.write = async (entry) => {
      written.push(`${entry.type} ${'id' in entry ? entry.id : 'name' in entry ? entry.name : ''}`.trim());
      await write(entry);
    };
    const record = (): ReturnType<typeof recordOf> => recordOf(journal.history, 's');
    const { context: looking } = scripted({}, {
      recorded: (kind) => record().resources.find((each) => each.kind === kind),
      lost: (kind) => record().lost.find((each) => each.kind === kind),
      ...(signal === undefined ? {} : { signal }),
    });
    return runContext(looking, { step: 's', journal, clock: journals.clock, lock, note: (text) => notes.push(text) });
  }

  const made = (): readonly string[] => recordOf(journal.history, 's').resources.map(({ id, origin }) => `${id} ${origin}`);

  describe('to make a thing', () => {
    it('is written down before and after', async () => {
      const run = await context();
      assert.equal(await run.make(cups(), specification), ours);
      assert.deepEqual(written, ['intent cup-1', 'made 1']);
    });

    it('is not tried again where the cloud says no, and nothing is ours then', async () => {
      const run = await context();
      await assert.rejects(run.make(cups({ make: () => Promise.reject(refused) }), specification), refused);
      assert.deepEqual(written, ['intent cup-1', 'withdrawn cup-1']);
      assert.deepEqual(journals.clock.slept, []);
    });

    it('is looked for by our name after each answer that says nothing, before it is tried again', async () => {
      const run = await context();
      const looked: string[] = [];
      const maker = cups({ make: inTurn<Cup>(broken, ours), find: (_run, { name }) => {
        looked.push(name);
        return Promise.resolve(undefined);
      } });
      assert.equal(await run.make(maker, specification), ours);
      assert.deepEqual(looked, ['cup-1']);
      assert.deepEqual(journals.clock.slept, [2_000]);
      assert.match(notes[0] ?? '', /^waiting 2 s after try 1: Broken\.$/);
      assert.deepEqual(written, ['intent cup-1', 'intent cup-1', 'made 1'], 'the journal has the time of the last one');
    });

    it('that was made although its answer was lost is ours', async () => {
      const run = await context();
      assert.equal(await run.make(cups({ make: () => Promise.reject(broken), find: () => Promise.resolve(ours) }), specification), ours);
      assert.deepEqual(written, ['intent cup-1', 'made 1']);
      assert.deepEqual(made(), ['1 made']);
    });

    it('that is there under our name after a clear no was there before, and is adopted', async () => {
      const run = await context();
      assert.equal(await run.make(cups({ make: () => Promise.reject(refused), find: () => Promise.resolve(ours) }), specification), ours);
      assert.deepEqual(written, ['intent cup-1', 'withdrawn cup-1', 'adopted 1']);
    });

    it('that is there under our name after a clear no is ours where an earlier answer was lost, or the journal knows it: it was not seen for a moment', async () => {
      for (const known of [{ type: 'intent' }, { type: 'made', id: '1' }] as const) {
        const run = await context([{ ...known, step: 's', kind: 'cup', name: 'cup-1' }]);
        await run.make(cups({ make: () => Promise.reject(refused), find: () => Promise.resolve(ours) }), specification);
        assert.deepEqual(made(), ['1 made']);
      }
    });

    it('is ours where its name is one of several whose answers were lost', async () => {
      const several = ['cup-0', 'cup-1'].map((name): NewEntry => ({ type: 'intent', step: 's', kind: 'cup', name }));
      const run = await context(several);
      await run.make(cups({ make: () => Promise.reject(refused), find: () => Promise.resolve(ours) }), specification);
      assert.deepEqual(made(), ['1 made']);
      const other = await context(several);
      await other.claim({ kind: 'cup', id: '1', name: 'cup-1' });
      assert.deepEqual(made(), ['1 made']);
    });

    it('is tried eight times, a little later each time, and no more often', async () => {
      const run = await context();
      let tries = 0;
      await assert.rejects(run.make(cups({ make: () => {
        tries += 1;
        return Promise.reject(busy);
      } }), specification), busy);
      assert.equal(tries, 8);
      assert.deepEqual(journals.clock.slept, [2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
      assert.deepEqual([notes[1], notes.at(-1)], ['waiting 4 s after try 2: Busy.', 'waiting 30 s after try 7: Busy.']);
      assert.deepEqual(written, [...Array<string>(8).fill('intent cup-1'), 'withdrawn cup-1']);
    });

    it('is looked for only when the pause is over: it may take that long until it can be seen', async () => {
      const run = await context();
      let sleptBefore: readonly number[] = [];
      await run.make(cups({ make: () => Promise.reject(broken), find: () => {
        sleptBefore = [...journals.clock.slept];
        return Promise.resolve(ours);
      } }), specification);
      assert.deepEqual(sleptBefore, [2_000]);
    });

    it('is not ours for a lost answer of another name', async () => {
      const run = await context([{ type: 'intent', step: 's', kind: 'cup', name: 'cup-0' }]);
      await run.make(cups({ make: () => Promise.reject(refused), find: () => Promise.resolve(ours) }), specification);
      assert.deepEqual(made(), ['1 adopted']);
    });

    it('which someone else has made instead is used and never ours, however many answers were lost', async () => {
      const run = await context();
      const other = { make: () => Promise.reject(broken), findOther: () => Promise.resolve(theirs) };
      assert.equal(await run.make(cups(other), specification), theirs);
      assert.deepEqual(written, ['intent cup-1', 'withdrawn cup-1', 'adopted 9']);
    });

    it('and failed for good after lost answers stays written down as lost: it may be there', async () => {
      const run = await context();
      await assert.rejects(run.make(cups({ make: inTurn<Cup>(broken, refused) }), specification), refused);
      assert.deepEqual(written, ['intent cup-1', 'intent cup-1']);
      assert.deepEqual(recordOf(journal.history, 's').lost.map(({ name }) => name), ['cup-1']);
    });

    it('is not looked for after a defect, nor after a cancellation', async () => {
      const find = (): never => assert.fail('it was looked for');
      const run = await context();
      await assert.rejects(run.make(cups({ make: () => Promise.reject(new TypeError('x')), find }), specification), TypeError);
      const cancel = new AbortController();
      const cancelled = await context([], cancel.signal);
      const make = (): Promise<Cup> => {
        cancel.abort();
        return Promise.reject(refused);
      };
      await assert.rejects(cancelled.make(cups({ make, find }), specification), refused);
    });

    it('that a cancelled run never sent is not lost', async () => {
      const cancel = new AbortController();
      const run = await context([], cancel.signal);
      journals.clock.whenAsleep = () => cancel.abort();
      await assert.rejects(run.make(cups({ make: () => Promise.reject(busy) }), specification), busy);
      journals.clock.whenAsleep = () => undefined;
      assert.deepEqual(written, ['intent cup-1', 'withdrawn cup-1']);
      await assert.rejects(run.make(cups(), specification), { name: 'AbortError' });
      assert.equal(written.length, 2);
    });

    it('that was cancelled while it waited for its turn was never sent, and is not lost', async () => {
      const [cancel, lock] = [new AbortController(), new KeyedLock()];
      const run = await context([], cancel.signal, lock);
      let free = (): void => undefined;
      void (await context([], undefined, lock)).send(() => new Promise<void>((resolve) => { free = resolve; }));
      const made = run.make(cups({ make: () => assert.fail('it was asked for') }), specification);
      while (written.length === 0) await turn();
      cancel.abort();
      await assert.rejects(made, { name: 'AbortError' });
      free();
      assert.deepEqual(written, ['intent cup-1', 'withdrawn cup-1']);
    });

    it('whose answer an earlier run lost is looked for until it can no longer come, before it is asked for again', async () => {
      const entry: NewEntry = { type: 'intent', step: 's', kind: 'cup', name: 'cup-1' };
      const run = await context([entry]);
      const found = inTurn<Cup | undefined>(undefined, undefined, ours);
      assert.equal(await run.make(cups({ make: () => assert.fail('it was asked for again'), find: found }), specification), ours);
      assert.deepEqual([written, made()], [['made 1'], ['1 made']]);
      const again = await context([entry]);
      await again.make(cups(), specification);
      assert.equal(journals.clock.slept.reduce((sum, each) => sum + each, 0), lostAnswerMs);
      assert.deepEqual(written, ['intent cup-1', 'made 1']);
    });

    it('does not wait for another region, though the lock is the same', async () => {
      const lock = new KeyedLock();
      const run = await context([], undefined, lock);
      let letGo = (): void => undefined;
      const elsewhere = lock.run('region:eu-de', () => new Promise<void>((resolve) => { letGo = resolve; }), new AbortController().signal);
      let begun = false;
      const here = lock.run('region:ca-mon', async () => {
        await Promise.resolve();
        assert.equal(begun, false);
      }, new AbortController().signal);
      await run.send(() => {
        begun = true;
        return Promise.resolve();
      });
      letGo();
      await Promise.all([elsewhere, here]);
    });

    it('goes one at a time in a region', async () => {
      const run = await context();
      let under = 0;
      const make = async (): Promise<Cup> => {
        under += 1;
        assert.equal(under, 1);
        await Promise.resolve();
        under -= 1;
        return ours;
      };
      await Promise.all([run.make(cups({ make }), specification), run.make(cups({ make }), { name: 'cup-2' }), run.send(make)]);
    });
  });

  describe('to say whose a thing is', () => {
    const thing: Found = { kind: 'cup', id: '1', name: 'cup-1', address: '10.0.0.1' };

    it('adopts it once', async () => {
      const run = await context();
      await run.adopt(thing);
      await run.adopt(thing);
      assert.deepEqual(written, ['adopted 1']);
      assert.equal(recordOf(journal.history, 's').resources[0]?.address, '10.0.0.1');
    });

    it('claims as ours what a lost request of ours gave its name, and adopts anything else', async () => {
      const lost = await context([{ type: 'intent', step: 's', kind: 'cup', name: 'cup-1' }]);
      await lost.claim(thing);
      assert.deepEqual(written, ['made 1']);
      await (await context([{ type: 'intent', step: 's', kind: 'cup', name: 'cup-2' }])).claim(thing);
      assert.deepEqual(written, ['adopted 1']);
    });
  });

  describe('to send and to read', () => {
    it('is tried again while the cloud is busy or broken, and not when it says no', async () => {
      const run = await context();
      assert.equal(await run.send(inTurn<number>(busy, broken, 7)), 7);
      assert.equal(await run.read(inTurn<number>(broken, 8)), 8);
      assert.deepEqual(journals.clock.slept, [2_000, 4_000, 2_000]);
      await assert.rejects(run.send(() => Promise.reject(refused)), refused);
      assert.deepEqual(written, []);
    });

    it('a delete of what is gone is no failure', async () => {
      const run = await context();
      await run.discard(() => Promise.reject(absent));
      await assert.rejects(run.discard(() => Promise.reject(refused)), refused);
    });
  });

  describe('to wait', () => {
    it('until a thing is gone, and until it is as it should be', async () => {
      const run = await context();
      await run.untilGone('the cup', inTurn<unknown>({}, {}, absent));
      assert.deepEqual(journals.clock.slept, [1_000, 2_000]);
      assert.equal(notes[0], 'waiting for its deletion');
      const full = { what: 'the cup', everyMs: 5_000, limitMs: 20_000, read: inTurn('full'), check: () => 'ready' as const };
      assert.equal(await run.until(full), 'full');
    });

    it('a plain pause is one', async () => {
      const run = await context();
      await run.sleep(70);
      assert.deepEqual(journals.clock.slept, [70]);
    });
  });
});
