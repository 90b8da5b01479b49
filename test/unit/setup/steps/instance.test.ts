import assert from 'node:assert/strict';
import type { Instance } from '../../../../src/model/instance';
import { eventStreams } from '../../../../src/services/eventStreams/service';
import { instanceFact, instanceStep, portsInWords, portsOf } from '../../../../src/setup/steps/instance';
import { absent, refused, scripted, type Scripted } from '../scripted';
import { instanceOf } from '../things';

const step = instanceStep({ crn: 'crn:v1', name: 'orders' }, eventStreams);

function finding(getInstance: () => Promise<Instance>): Scripted {
  return scripted({}, {}, { resources: { getInstance } });
}

describe('The step of the instance', () => {
  it('names the service and the instance, whose name cannot hide anything', () => {
    assert.deepEqual([step.id, step.title, step.why], ['instance', 'Event Streams instance orders', 'It is what is to be reached.']);
    assert.equal(instanceStep({ crn: 'c', name: 'or\u202eders' }, eventStreams).title, 'Event Streams instance or[U+202E]ders');
  });

  it('finds it, and leaves it to the steps behind', async () => {
    const instance = instanceOf();
    const { context, deeds } = finding(() => Promise.resolve(instance));
    assert.deepEqual(await step.find(context), {
      kind: 'exists', resource: { kind: 'instance', id: 'g', name: 'orders', crn: 'crn:v1' }, detail: 'Gen 2',
    });
    assert.equal(context.facts.need(instanceFact), instance);
    assert.deepEqual(deeds, [['getInstance', 'crn:v1']]);
  });

  it('is blocked by one that no private connection leads to, in the words of its service', async () => {
    const instance = instanceOf({ connectable: { possible: false, why: 'It is on the Lite plan.', next: 'Choose another.' } });
    const { context } = finding(() => Promise.resolve(instance));
    assert.deepEqual(await step.find(context), { kind: 'blocked', why: 'It is on the Lite plan.', remedy: 'Choose another.' });
    assert.equal(context.facts.need(instanceFact), instance);
  });

  it('is blocked where it is gone, and fails where it cannot be read', async () => {
    const { context } = finding(absent);
    assert.deepEqual(await step.find(context), {
      kind: 'blocked', why: 'The instance is not there any more.', remedy: 'Choose another instance, or remove this connection.',
    });
    assert.equal(context.facts.get(instanceFact), undefined);
    await assert.rejects(step.find(finding(() => Promise.reject(refused(403))).context), { code: 'http-403' });
  });

  it('makes nothing and costs nothing', async () => {
    const { context } = scripted({});
    await assert.rejects(step.create(context), TypeError);
    assert.equal(await step.ready(context), '');
    assert.deepEqual(await step.price(context), { kind: 'none' });
  });
});

describe('The instance', () => {
  it('is missed by its name where a step needs it too early', () => {
    assert.throws(() => scripted({}).context.facts.need(instanceFact), { message: 'The instance is not known yet.' });
  });
});

describe('The ports of the instance', () => {
  it('are the service’s usual one in words, until the instance was found', () => {
    const { context } = scripted({});
    assert.equal(portsOf(context), undefined);
    assert.equal(portsInWords(context), 'port 9093');
  });

  it('are all that its members name then', () => {
    const { context } = scripted({});
    context.facts.set(instanceFact, instanceOf({ members: [{ host: 'a', port: 30001 }, { host: 'b', port: 30000 }] }));
    assert.deepEqual(portsOf(context), [30000, 30001]);
    assert.equal(portsInWords(context), '30000, 30001');
  });
});
