import assert from 'node:assert/strict';
import { Failure } from '../../../../src/model/failure';
import type { RunContext } from '../../../../src/setup/context';
import { recordFound, runSteps } from '../../../../src/setup/engine/runner';
import { latest, recordOf } from '../../../../src/setup/journal/history';
import type { NewEntry } from '../../../../src/setup/journal/entry';
import type { Standing } from '../../../../src/setup/standing';
import type { Step } from '../../../../src/setup/steps/step';
import { never } from '../support';
import { scripted } from '../scripted';
import { Journals, fakeStep, thing } from './support';

const there = { kind: 'cup', id: '1', name: 'cup-1', crn: 'crn:1', address: '10.0.0.1' };

describe('Running the steps', () => {
  const journals = new Journals();
  after(() => journals.remove());
  let did: string[];
  beforeEach(() => { did = []; });

  const contextOf = (): RunContext => scripted({}, { read: (request) => request() }).context;

  function recorded(id: string, parts: Partial<Step> = {}): Step {
    return fakeStep(id, {
      find: () => {
        did.push(`find ${id}`);
        return Promise.resolve({ kind: 'missing' });
      },
      create: () => {
        did.push(`create ${id}`);
        return Promise.resolve();
      },
      ready: () => {
        did.push(`ready ${id}`);
        return Promise.resolve(`${id} is fine`);
      },
      ...parts,
    });
  }

  it('finds, makes what is missing, and waits for each before the next one', async () => {
    const progress = await journals.progress([recorded('a'), recorded('b')]);
    await runSteps(progress, contextOf, never);
    assert.deepEqual(did, ['find a', 'create a', 'ready a', 'find b', 'create b', 'ready b']);
    assert.equal(progress.journal.history.phase, 'done');
    assert.equal(recordOf(progress.journal.history, 'b').ready?.detail, 'b is fine');
  });

  it('makes nothing of what exists: it is adopted, or ours where our lost request gave its name', async () => {
    const find = (): Promise<{ kind: 'exists'; resource: typeof there }> => Promise.resolve({ kind: 'exists', resource: there });
    const progress = await journals.progress([recorded('a', { find })]);
    await runSteps(progress, contextOf, never);
    assert.deepEqual(did, ['ready a']);
    assert.deepEqual(recordOf(progress.journal.history, 'a').resources, [{ ...there, origin: 'adopted' }]);
    const lost = await journals.of({ type: 'intent', step: 'a', kind: 'cup', name: 'cup-1' });
    await recordFound(lost, 'a', there);
    assert.equal(recordOf(lost.history, 'a').resources[0]?.origin, 'made');
    const other = await journals.of({ type: 'intent', step: 'a', kind: 'bowl', name: 'cup-1' });
    await recordFound(other, 'a', there);
    assert.equal(recordOf(other.history, 'a').resources[0]?.origin, 'adopted');
  });

  it('does not write down again what is known of a thing', async () => {
    const journal = await journals.of(thing('made', 'a', 'cup', '1', 'cup-1'));
    await recordFound(journal, 'a', there);
    assert.deepEqual(recordOf(journal.history, 'a').resources.map(({ origin }) => origin), ['made']);
  });

  it('writes down again what it uses again after something else had its place: the last word is where one goes', async () => {
    const address = (id: string, at: string): NewEntry => ({ type: 'made', step: 'a', kind: 'address', id, name: id, address: at });
    const journal = await journals.of(address('1', '203.0.113.1'), address('2', '203.0.113.2'));
    await recordFound(journal, 'a', { kind: 'address', id: '1', name: '1', address: '203.0.113.1' });
    const record = recordOf(journal.history, 'a');
    assert.deepEqual([latest(record, 'address')?.address, record.resources.map(({ id, origin }) => `${id} ${origin}`)], ['203.0.113.1', ['2 made', '1 made']]);
  });

  it('leaves out what is not needed, and says why', async () => {
    const progress = await journals.progress([recorded('a', { find: () => Promise.resolve({ kind: 'not-needed', why: 'it rains' }) }), recorded('b')]);
    await runSteps(progress, contextOf, never);
    assert.deepEqual(did, ['find b', 'create b', 'ready b']);
    assert.deepEqual(recordOf(progress.journal.history, 'a').ready, { detail: 'not needed · it rains', elapsedMs: 0 });
  });

  describe('makes nothing that the plan did not show', () => {
    const none = { kind: 'none' } as const;
    async function runAs(shown: Standing, now: Standing, parts: Partial<Step> = {}): Promise<string | undefined> {
      const progress = await journals.progress([recorded('a', { find: () => Promise.resolve(now), ...parts })]);
      progress.planned = new Map([['a', { standing: shown, cost: none }]]);
      await runSteps(progress, contextOf, never);
      return recordOf(progress.journal.history, 'a').failure?.code;
    }

    it('where what was there, or was not needed, is gone since', async () => {
      for (const shown of [
        { kind: 'exists', resource: there }, { kind: 'not-needed', why: 'it rains' }, { kind: 'missing', extends: 'without a handle' },
      ] as const) {
        did = [];
        assert.equal(await runAs(shown, { kind: 'missing' }), 'setup.not-as-planned', shown.kind);
        assert.deepEqual(did, []);
      }
    });

    it('and makes what it showed, or less, and what no plan was looked at for', async () => {
      assert.equal(await runAs({ kind: 'missing' }, { kind: 'missing' }), undefined);
      assert.equal(await runAs({ kind: 'missing' }, { kind: 'exists', resource: there }), undefined);
      assert.equal(await runAs({ kind: 'exists', resource: there }, { kind: 'missing' }, { isCheck: true }), undefined);
      const unplanned = await journals.progress([recorded('a')]);
      await runSteps(unplanned, contextOf, never);
      assert.equal(recordOf(unplanned.journal.history, 'a').failure, undefined);
    });
  });

  it('ends at a step that is blocked or fails, with its words, and does not begin the next', async () => {
    const blocked = await journals.progress([recorded('a', { find: () => Promise.resolve({ kind: 'blocked', why: 'No.', remedy: 'Ask.' }) }), recorded('b')]);
    await runSteps(blocked, contextOf, never);
    assert.deepEqual(did, []);
    assert.equal(blocked.journal.history.phase, 'failed');
    assert.deepEqual(recordOf(blocked.journal.history, 'a').failure, {
      code: 'setup.blocked', what: 'Could not make Step a', why: 'No.', next: 'Ask.', trace: undefined,
    });
    const failed = await journals.progress([recorded('a', { create: () => Promise.reject(new Error('boom')) })]);
    await runSteps(failed, contextOf, never);
    assert.equal(recordOf(failed.journal.history, 'a').failure?.what, 'Could not finish Step a');
    assert.equal(failed.view().steps[0]?.state, 'failed', 'nothing is shown as being worked at');
  });

  it('ends as cancelled when the signal fires, before a step or in it, whatever was thrown', async () => {
    const cancel = new AbortController();
    const progress = await journals.progress([recorded('a', { create: () => {
      cancel.abort();
      return Promise.reject(new Failure({ code: 'c', what: 'w', why: 'y', next: 'n' }));
    } }), recorded('b')]);
    await runSteps(progress, contextOf, cancel.signal);
    assert.equal(progress.journal.history.phase, 'cancelled');
    assert.equal(recordOf(progress.journal.history, 'a').cancelled, true);
    assert.equal(recordOf(progress.journal.history, 'a').failure, undefined);
    did = [];
    const begun = await journals.progress([recorded('a')]);
    await runSteps(begun, contextOf, cancel.signal);
    assert.deepEqual(did, []);
    assert.equal(begun.journal.history.phase, 'cancelled');
  });

  it('writes readiness down once, and again only when there is something else to say', async () => {
    const progress = await journals.progress([recorded('a')]);
    let lines = 0;
    const write = progress.journal.write.bind(progress.journal);
    progress.journal.write = async (entry) => {
      lines += entry.type === 'ready' ? 1 : 0;
      await write(entry);
    };
    await runSteps(progress, contextOf, never);
    await runSteps(progress, contextOf, never);
    assert.equal(lines, 1);
  });

  it('writes readiness down again after a change, whatever becomes of the steps behind', async () => {
    const progress = await journals.progress([recorded('a'), recorded('b', { find: () => Promise.reject(new Error('no')) })], [
      thing('made', 'a', 'cup', '1', 'cup-1'), { type: 'ready', step: 'a', detail: 'a is fine', elapsedMs: 0 },
      { type: 'intent', step: 'a', kind: 'spoon', name: 'spoon-1' }, thing('made', 'a', 'spoon', '2', 'spoon-1'),
    ]);
    await runSteps(progress, contextOf, never);
    assert.deepEqual(progress.view().steps.map(({ state }) => state), ['made', 'failed']);
  });

  it('keeps the costs of the plan with the run', async () => {
    const progress = await journals.progress([recorded('a')]);
    progress.planned = new Map([['a', { standing: { kind: 'missing' }, cost: { kind: 'unpublished' } }]]);
    await runSteps(progress, contextOf, never);
    assert.deepEqual(progress.journal.history.costs, { a: { kind: 'unpublished' } });
  });
});
