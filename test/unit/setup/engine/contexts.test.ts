import assert from 'node:assert/strict';
import type { Cloud } from '../../../../src/cloud/cloud';
import type { VpcService } from '../../../../src/cloud/vpcService';
import type { StepDependencies } from '../../../../src/setup/dependencies';
import { Contexts, type ContextParts } from '../../../../src/setup/engine/contexts';
import { KeyedLock } from '../../../../src/setup/engine/lock';
import { Fact } from '../../../../src/setup/facts';
import { recordOf } from '../../../../src/setup/journal/history';
import type { Journal } from '../../../../src/setup/journal/journal';
import { eventStreams } from '../../../../src/services/eventStreams/service';
import { connection, scripted } from '../scripted';
import { Journals, fakeStep, thing } from './support';

describe('What the steps of one plan, run or undo are given', () => {
  const journals = new Journals();
  after(() => journals.remove());
  let journal: Journal;
  let regions: string[];
  let lists: number;
  let dependencies: StepDependencies;
  const notes: string[] = [];
  const { signal } = scripted({}).context;

  beforeEach(async () => {
    journal = await journals.of(
      thing('made', 'vpc', 'vpc', 'v'), thing('made', 'vpc', 'vpc', 'second'), thing('adopted', 'vpc', 'subnet', 's'), { type: 'intent', step: 'vpc', kind: 'subnet', name: 'lost-one' },
      { type: 'intent', step: 'vpc', kind: 'subnet', name: 'second' },
      thing('made', 'server', 'vpc', 'other'),
    );
    [regions, lists] = [[], 0];
    const region = scripted({ listVpcs: () => {
      lists += 1;
      return Promise.resolve([]);
    } }).context.vpc;
    dependencies = { ...scripted({}).context.dependencies, cloud: cloudOf(region) };
  });

  function cloudOf(vpc: VpcService): Cloud {
    const { cloud } = scripted({}).context.dependencies;
    return new Proxy(cloud, { get: (target, name): unknown => name !== 'vpc' ? Reflect.get(target, name) : (region: string) => {
      regions.push(region);
      return vpc;
    } });
  }

  function contexts(more: Partial<ContextParts> = {}): Contexts {
    const note = (text: string): void => { notes.push(text); };
    const { clock } = journals;
    return new Contexts({
      connection, service: eventStreams, steps: [], journal, dependencies, clock, lock: new KeyedLock(), signal, listsOnce: false, note, ...more,
    });
  }

  it('is the connection, its names and what they work with, in the instance\'s region', () => {
    const context = contexts().toLook('vpc');
    assert.equal(context.connection, connection);
    assert.equal(context.service, eventStreams);
    assert.equal(context.names.of('server'), 'orders-pc-server');
    assert.equal(context.dependencies, dependencies);
    assert.equal(context.signal, signal);
    assert.deepEqual(regions, ['ca-mon']);
  });

  it('is what the journal knows of the step itself, as it is known now', async () => {
    const all = contexts();
    const context = all.toLook('vpc');
    assert.deepEqual([context.recorded('vpc')?.id, context.recorded('subnet')?.id, context.recorded('server')], ['second', 's', undefined]);
    assert.deepEqual([context.lost('subnet')?.name, context.lost('vpc')], ['lost-one', undefined]);
    assert.equal(all.toLook('server').recorded('vpc')?.id, 'other');
    assert.equal(all.toLook('credential').recorded('vpc'), undefined);
    await journal.write({ type: 'withdrawn', step: 'vpc', kind: 'subnet', name: 'lost-one' });
    assert.equal(context.lost('subnet')?.name, 'second');
  });

  it('is what the steps know before any of them has looked: an undo looks at none', () => {
    const fact = new Fact<string>('What was chosen');
    const context = contexts({ steps: [fakeStep('vpc', { knows: (facts) => facts.set(fact, 'chosen') })] }).toChange('subnet');
    assert.equal(context.facts.need(fact), 'chosen');
  });

  it('is what earlier steps found, and nothing of another plan or run', () => {
    const all = contexts();
    const fact = new Fact<string>('The VPC');
    all.toLook('vpc').facts.set(fact, 'v');
    assert.equal(all.toChange('server').facts.get(fact), 'v');
    assert.equal(contexts().toLook('server').facts.get(fact), undefined);
  });

  it('asks for a list once in a plan, and each time in a run', async () => {
    const plan = contexts({ listsOnce: true });
    await plan.toLook('vpc').vpc.listVpcs(signal);
    await plan.toLook('server').vpc.listVpcs(signal);
    assert.equal(lists, 1);
    const run = contexts();
    await run.toLook('vpc').vpc.listVpcs(signal);
    await run.toLook('vpc').vpc.listVpcs(signal);
    assert.equal(lists, 3);
  });

  it('changes things in the step\'s own name', async () => {
    const context = contexts().toChange('server');
    context.note('starting');
    await context.adopt({ kind: 'virtual-server', id: 'i', name: 'build-box' });
    await context.sleep(5_000);
    assert.deepEqual(notes, ['starting']);
    assert.deepEqual(recordOf(journal.history, 'server').resources.map(({ id, origin }) => `${id} ${origin}`), ['other made', 'i adopted']);
    assert.deepEqual(journals.clock.slept, [5_000]);
    assert.equal(context.recorded('virtual-server')?.name, 'build-box');
  });
});
