import assert from 'node:assert/strict';
import type { Vpc } from '../../../../src/model/landscape';
import type { RunContext } from '../../../../src/setup/context';
import { vpcFact, vpcStep } from '../../../../src/setup/steps/vpc';
import { scripted, type Scripted } from '../scripted';
import { vpcOf } from '../things';

const why = 'It is the private network.';
const fresh = vpcStep({ choice: { kind: 'new', name: 'orders-vpc' }, why, resourceGroupId: 'r' });
const chosen = vpcStep({ choice: { kind: 'existing', id: 'v1', name: 'shared' }, why, resourceGroupId: 'r' });
const [other, mine] = [vpcOf('v0'), vpcOf('v1', { name: 'orders-vpc' })];
const found = { kind: 'vpc', id: 'v1', name: 'orders-vpc', crn: 'crn:v1', address: undefined };

function account(vpcs: readonly Vpc[], more: Partial<RunContext> = {}): Scripted {
  return scripted({ listVpcs: () => Promise.resolve(vpcs) }, more);
}

const recorded = (kind: string): ReturnType<RunContext['recorded']> => kind === 'vpc' ? { kind, id: 'v1', name: 'orders-vpc', origin: 'made' } : undefined;

describe('The step of a VPC', () => {
  it('names it, whose name cannot hide anything', () => {
    assert.deepEqual([fresh.id, fresh.title, fresh.why], ['vpc', 'VPC orders-vpc', why]);
    const hiding = vpcStep({ choice: { kind: 'existing', id: 'v', name: 'or\u202eders' }, why, resourceGroupId: 'r' });
    assert.equal(hiding.title, 'VPC or[U+202E]ders');
  });

  it('finds the chosen one by its id, whatever it is called by now', async () => {
    const { context } = account([other, mine]);
    assert.deepEqual(await chosen.find(context), { kind: 'exists', resource: found, detail: undefined });
    assert.equal(context.facts.need(vpcFact), mine);
  });

  it('is blocked where the chosen one is gone', async () => {
    const { context } = account([other, vpcOf('v2', { name: 'shared' })]);
    assert.deepEqual(await chosen.find(context), { kind: 'blocked', why: 'The chosen VPC is not there any more.', remedy: 'Choose another VPC.' });
    assert.equal(context.facts.get(vpcFact), undefined);
  });

  it('has a new one to make where there is none of its name', async () => {
    const { context } = account([other]);
    assert.deepEqual(await fresh.find(context), { kind: 'missing', detail: undefined });
    assert.equal(context.facts.get(vpcFact), undefined);
  });

  it('takes no VPC for its own by the name alone', async () => {
    const { context } = account([other, mine]);
    assert.deepEqual(await fresh.find(context), {
      kind: 'blocked', why: 'A VPC named "orders-vpc" exists already.',
      remedy: 'Choose it as the existing VPC, or give the new one another name.',
    });
  });

  it('knows the one that it made, and the one that a lost request left', async () => {
    for (const more of [{ recorded }, { lost: (kind: string) => kind === 'vpc' ? { kind, name: 'orders-vpc' } : undefined }]) {
      const { context } = account([other, mine], more);
      assert.deepEqual(await fresh.find(context), { kind: 'exists', resource: found, detail: undefined });
      assert.equal(context.facts.need(vpcFact), mine);
    }
  });

  it('makes one, and says that it is available', async () => {
    const { context, deeds } = scripted({ createVpc: () => Promise.resolve(vpcOf('v1', { status: 'pending' })), getVpc: () => Promise.resolve(mine) });
    await fresh.create(context);
    assert.deepEqual(deeds[0], ['make', 'vpc', { name: 'orders-vpc', resourceGroupId: 'r' }]);
    assert.equal(await fresh.ready(context), 'available');
    assert.equal(context.facts.need(vpcFact), mine);
  });

  it('says nothing of one that was chosen, and costs nothing', async () => {
    const { context } = scripted({ getVpc: () => Promise.resolve(mine) });
    context.facts.set(vpcFact, mine);
    assert.equal(await chosen.ready(context), '');
    assert.deepEqual(await fresh.price(context), { kind: 'none' });
  });

  it('cannot become ready before it was made', async () => {
    await assert.rejects(fresh.ready(scripted({}).context), { message: 'The VPC is not known yet.' });
  });
});
