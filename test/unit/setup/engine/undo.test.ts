import assert from 'node:assert/strict';
import { Failure } from '../../../../src/model/failure';
import type { RunContext } from '../../../../src/setup/context';
import { undoSteps } from '../../../../src/setup/engine/undo';
import { lostAnswerMs } from '../../../../src/setup/engine/lostAnswer';
import { foundBefore, undoItems } from '../../../../src/setup/engine/undoItems';
import { recordOf } from '../../../../src/setup/journal/history';
import type { NewEntry } from '../../../../src/setup/journal/entry';
import { never } from '../support';
import { scripted } from '../scripted';
import { vpcOf } from '../things';
import { Journals, fakeStep, thing } from './support';

const steps = [fakeStep('network'), fakeStep('guard')];
const lost = (step: string, kind: string, name: string): NewEntry => ({ type: 'intent', step, kind, name });
const nothing = (): Promise<readonly never[]> => Promise.resolve([]);
const nobody = (): Promise<undefined> => Promise.resolve(undefined);
const others = { handOver: nobody, deleted: nobody };

describe('Undoing the steps', () => {
  const journals = new Journals();
  after(() => journals.remove());
  let deleted: string[];
  let taken: string | undefined;
  beforeEach(() => { [deleted, taken] = [[], undefined]; });

  /** A cloud that has the subnets of these names, and deletes whatever it is told to. */
  function contextOf(subnets: readonly string[] = []): () => RunContext {
    const remove = (what: string) => (id: string): Promise<void> => {
      deleted.push(`${what} ${id}`);
      return Promise.resolve();
    };
    return () => scripted({
      listSubnets: ({ vpcId }) => Promise.resolve(vpcId !== undefined ? [] : subnets.map((name) => ({
        id: `id-of-${name}`, name, crn: 'crn', href: '', createdAt: '', vpc: { id: 'v', name: 'v' }, zone: 'z', status: 'available', cidr: '10.0.0.0/28',
        availableAddresses: 8, networkAcl: { id: 'a', name: 'a' },
      }))),
      getVpc: (id) => Promise.resolve(vpcOf(id)),
      listVirtualServers: nothing, listEndpointGateways: nothing, listPublicGateways: nothing, listSecurityGroups: nothing, listNetworkAcls: nothing,
      listTakenAddresses: (id) => Promise.resolve(id === taken ? [{ name: 'theirs', address: '10.0.0.9' }] : []),
      deleteSubnet: remove('subnet'), deleteVpc: remove('vpc'),
      removeSecurityGroupTarget: (group, target) => remove('target')(`${group}/${target}`),
    }, {
      read: (request) => request(), discard: (request) => request(), untilGone: () => Promise.resolve(),
    }).context;
  }

  it('lists what goes, the last made first, with what a lost answer may have left; what was adopted is not in it', async () => {
    const journal = await journals.of(
      thing('made', 'network', 'vpc', 'v'), thing('made', 'network', 'subnet', 's'), thing('adopted', 'network', 'subnet', 'theirs'),
      thing('made', 'guard', 'group-target', 'g/t', 'g on t'), thing('made', 'guard', 'key-file', '/k'), lost('guard', 'subnet', 'maybe'),
    );
    assert.deepEqual(undoItems(steps, journal.history), [
      { what: 'Step guard', id: '', name: 'maybe', origin: 'made' },
      { what: 'Step guard (its file on this machine)', id: '/k', name: '/k', crn: undefined, origin: 'made' },
      { what: 'our security group on: Step guard', id: 'g/t', name: 'g on t', crn: undefined, origin: 'made' },
      { what: 'Step network', id: 's', name: 's', crn: undefined, origin: 'made' },
      { what: 'Step network', id: 'v', name: 'v', crn: undefined, origin: 'made' },
    ]);
    assert.deepEqual(foundBefore(steps, journal.history), ['Step network']);
  });

  it('deletes in the reverse order, each by its kind, and leaves what was adopted', async () => {
    const progress = await journals.progress(steps, [
      thing('made', 'network', 'vpc', 'v'), thing('made', 'network', 'subnet', 's'), thing('adopted', 'guard', 'virtual-server', 'theirs'),
      thing('made', 'guard', 'group-target', 'g/t'),
    ]);
    await undoSteps(progress, contextOf(), others, never);
    assert.deepEqual(deleted, ['target g/t', 'subnet s', 'vpc v']);
    assert.equal(progress.journal.history.phase, 'undone');
    assert.deepEqual(undoItems(steps, progress.journal.history), []);
  });

  it('looks for what lost answers left by our name, and deletes it; what is not there was never made', async () => {
    const progress = await journals.progress(steps, [lost('network', 'subnet', 'there'), lost('network', 'subnet', 'never')]);
    await undoSteps(progress, contextOf(['there', 'another']), others, never);
    assert.deepEqual(deleted, ['subnet id-of-there']);
    assert.equal(progress.journal.history.phase, 'undone');
    assert.deepEqual(recordOf(progress.journal.history, 'network').lost, []);
  });

  it('asks no step what there is: one that cannot be looked at would stop what it has no part in', async () => {
    const unseen = steps.map(({ id }) => fakeStep(id, { find: () => Promise.reject(new Error('it was asked')) }));
    const progress = await journals.progress(unseen, [thing('made', 'guard', 'subnet', 's'), lost('network', 'subnet', 'there')]);
    await undoSteps(progress, contextOf(['there']), others, never);
    assert.deepEqual([deleted, progress.journal.history.phase], [['subnet s', 'subnet id-of-there'], 'undone']);
  });

  it('looks again for what a lost answer left until it can no longer come, and takes it as soon as it appears', async () => {
    const { clock } = journals;
    const appears = clock.time + lostAnswerMs / 2;
    const progress = await journals.progress(steps, [lost('network', 'subnet', 'late'), lost('network', 'subnet', 'never')]);
    const sent = clock.time;
    const context = (): RunContext => ({ ...contextOf(clock.time >= appears ? ['late'] : [])(), sleep: (ms) => clock.sleep(ms, never) });
    const looking = (): RunContext => {
      const first = context();
      return { ...first, read: async (request) => await request(), get vpc() { return context().vpc; } };
    };
    await undoSteps(progress, looking, others, never);
    assert.deepEqual(deleted, ['subnet id-of-late']);
    assert.equal(clock.time - sent, lostAnswerMs);
    assert.equal(progress.journal.history.phase, 'undone');
  });

  it('gives to another connection what that one uses, and says so', async () => {
    const progress = await journals.progress(steps, [thing('made', 'network', 'vpc', 'v'), thing('made', 'network', 'subnet', 's')]);
    await undoSteps(progress, contextOf(), {
      deleted: nobody, handOver: ({ id }) => Promise.resolve(id === 'v' ? { keptFor: 'other-pc' } : undefined),
    }, never);
    assert.deepEqual(deleted, ['subnet s']);
    assert.equal(progress.view().steps[0]?.detail, 'kept for other-pc');
  });

  it('keeps what someone else uses, says so, and looks again the next time', async () => {
    const progress = await journals.progress(steps, [thing('made', 'network', 'vpc', 'v'), thing('made', 'guard', 'subnet', 's')]);
    taken = 's';
    await undoSteps(progress, contextOf(), others, never);
    assert.deepEqual(deleted, ['vpc v']);
    assert.equal(progress.journal.history.phase, 'undone');
    assert.deepEqual(progress.view().steps.map(({ state, detail }) => [state, detail]), [
      ['undone', 'deleted'], ['made', 'kept: used by the reserved IP theirs (10.0.0.9)'],
    ]);
    assert.deepEqual(undoItems(steps, progress.journal.history).map(({ id, usedBy }) => [id, usedBy]), [['s', 'the reserved IP theirs (10.0.0.9)']]);
    taken = undefined;
    await undoSteps(progress, contextOf(), others, never);
    assert.deepEqual(deleted, ['vpc v', 'subnet s']);
    assert.deepEqual(undoItems(steps, progress.journal.history), []);
  });

  it('goes on past what cannot be deleted, says it at the end, and needs only that the next time', async () => {
    const progress = await journals.progress(steps, [
      thing('made', 'network', 'vpc', 'v'), thing('made', 'network', 'group-target', 'g/t'), thing('made', 'guard', 'subnet', 's'),
    ]);
    const refused = new Failure({ code: 'vpc.in_use', status: 409, what: 'w', why: 'In use.', next: 'n' });
    const failing = (): RunContext => ({ ...contextOf()(), untilGone: (what) => what.includes('subnet') ? Promise.reject(refused) : Promise.resolve() });
    await undoSteps(progress, failing, others, never);
    assert.deepEqual(deleted, ['subnet s', 'target g/t', 'vpc v']);
    assert.equal(progress.journal.history.phase, 'failed');
    assert.equal(recordOf(progress.journal.history, 'guard').failure?.code, 'vpc.in_use');
    assert.deepEqual(undoItems(steps, progress.journal.history).map(({ id }) => id), ['s']);
    deleted = [];
    await undoSteps(progress, contextOf(), others, never);
    assert.deepEqual([deleted, progress.journal.history.phase], [['subnet s'], 'undone']);
  });

  it('deletes what is known though it cannot be told what a lost answer left, which stays to be looked for', async () => {
    const progress = await journals.progress(steps, [thing('made', 'guard', 'group-target', 'g/t'), lost('network', 'subnet', 'maybe')]);
    const unknown = (): RunContext => ({ ...contextOf()(), read: () => Promise.reject(new Error('no answer')) });
    await undoSteps(progress, unknown, others, never);
    assert.deepEqual(deleted, ['target g/t']);
    assert.equal(progress.journal.history.phase, 'failed');
    assert.deepEqual(undoItems(steps, progress.journal.history).map(({ name }) => name), ['maybe']);
  });

  it('says of a kind that only a newer version makes that it cannot be removed, and keeps it in the journal', async () => {
    const progress = await journals.progress(steps, [thing('made', 'network', 'transit-gateway', 'x')]);
    await undoSteps(progress, contextOf(), others, never);
    assert.equal(recordOf(progress.journal.history, 'network').failure?.code, 'setup.unknown-kind');
    assert.equal(undoItems(steps, progress.journal.history).length, 1);
  });

  it('is cancelled between two things', async () => {
    const cancel = new AbortController();
    const progress = await journals.progress(steps, [thing('made', 'network', 'vpc', 'v'), thing('made', 'guard', 'subnet', 's')]);
    await undoSteps(progress, contextOf(), { ...others, handOver: () => {
      cancel.abort();
      return Promise.resolve(undefined);
    } }, cancel.signal);
    assert.deepEqual(deleted, ['subnet s']);
    assert.equal(progress.journal.history.phase, 'cancelled');
  });
});
