import assert from 'node:assert/strict';
import type { FloatingIp } from '../../../../../../src/model/landscape';
import type { RunContext } from '../../../../../../src/setup/context';
import { namesOf } from '../../../../../../src/setup/names';
import { floatingIpFact, serverFact } from '../../../../../../src/setup/routes/vsi/facts';
import { floatingIpStep } from '../../../../../../src/setup/routes/vsi/steps/floatingIp';
import { floatingIpStepId } from '../../../../../../src/setup/steps/floatingIp';
import { absent, connection, scripted, type Scripted } from '../../../scripted';
import { addressOf, interfaceOf, serverOf } from '../../../things';

const step = floatingIpStep(connection.choices, namesOf(connection.id));
const described = (id: string, name = `${id}-name`): unknown => ({ kind: 'floating-ip', id, name, crn: `crn:${id}`, address: '198.51.100.4' });

function beside(addresses: readonly FloatingIp[], more: Partial<RunContext> = {}): Scripted {
  const run = scripted({
    region: 'ca-mon', listFloatingIps: () => Promise.resolve(addresses), createFloatingIp: () => Promise.resolve(addressOf('new')),
    bindFloatingIp: (id) => Promise.resolve(addressOf(id, { targetId: 'nic' })), getFloatingIp: (id) => Promise.resolve(addressOf(id, { targetId: 'nic' })),
  }, more, { catalog: { monthlyPrice: () => Promise.resolve({ kind: 'unpublished' }) } });
  run.context.facts.set(serverFact, serverOf('box', { primaryInterface: interfaceOf('nic') }));
  return run;
}

describe('The server\'s floating IP', () => {
  it('is one that is bound to it already, whoever made it', async () => {
    const { context } = beside([addressOf('free'), addressOf('bound', { targetId: 'nic' })]);
    assert.deepEqual(await step.find(context), { kind: 'exists', resource: described('bound'), detail: '198.51.100.4' });
    assert.equal(context.facts.get(floatingIpFact)?.id, 'bound');
    assert.equal(floatingIpStepId, step.id);
  });

  it('is ours by the journal or by its name, and missing until it is bound', async () => {
    const recorded = beside([addressOf('mine')], { recorded: () => ({ kind: 'floating-ip', id: 'mine', name: 'x', origin: 'made' }) });
    assert.deepEqual(await step.find(recorded.context), { kind: 'missing', detail: 'orders-pc-ip' });
    assert.equal(recorded.context.facts.get(floatingIpFact)?.id, 'mine');
    const named = beside([addressOf('a', { name: 'orders-pc-ip' })]);
    assert.equal((await step.find(named.context)).kind, 'missing');
    assert.equal(named.context.facts.get(floatingIpFact)?.id, 'a');
  });

  it('is never taken off something else that it is bound to, unless the journal knows it for ours', async () => {
    const elsewhere = addressOf('a', { name: 'orders-pc-ip', targetId: 'elsewhere' });
    for (const known of [interfaceOf('nic'), undefined]) {
      const run = beside([elsewhere]);
      run.context.facts.set(serverFact, serverOf('box', { primaryInterface: known }));
      assert.deepEqual(await step.find(run.context), {
        kind: 'blocked', why: 'A floating IP named "orders-pc-ip" is bound to something else.', remedy: 'Rename it, or start a new connection.',
      });
    }
    for (const more of [
      { recorded: () => ({ kind: 'floating-ip', id: 'a', name: 'x', origin: 'made' as const }) },
      { lost: () => ({ kind: 'floating-ip', name: 'orders-pc-ip' }) },
    ]) {
      assert.deepEqual(await step.find(beside([elsewhere], more).context), { kind: 'missing', detail: 'orders-pc-ip' });
    }
  });

  it('is missing while the server is not known, though an address is bound to nothing', async () => {
    const run = beside([addressOf('free', { name: 'orders-pc-ip' })]);
    run.context.facts.set(serverFact, undefined);
    assert.equal((await step.find(run.context)).kind, 'missing');
  });

  it('is made in the server\'s zone first, and bound then', async () => {
    const run = beside([]);
    await step.create(run.context);
    assert.deepEqual(run.deeds.map(([what, ...given]) => [what, given[0] === 'floating-ip' ? given[1] : undefined]), [
      ['make', { name: 'orders-pc-ip', zone: 'ca-mon-1', resourceGroupId: 'r' }], ['createFloatingIp', undefined], ['bindFloatingIp', undefined],
    ]);
    assert.equal(run.context.facts.get(floatingIpFact)?.targetId, 'nic');
  });

  it('that is there and not bound is said to be whose it is, and bound: none is made', async () => {
    const run = beside([]);
    run.context.facts.set(floatingIpFact, addressOf('mine'));
    await step.create(run.context);
    assert.deepEqual(run.deeds.map(([what]) => what), ['claim', 'bindFloatingIp']);
    assert.deepEqual(run.deeds[0]?.[1], described('mine'));
  });

  it('of ours that is in another zone than the server is given back, and another is made', async () => {
    const old = addressOf('mine', { zone: 'ca-mon-2', name: 'orders-pc-ip' });
    const run = scripted({
      listFloatingIps: () => Promise.resolve([old]), deleteFloatingIp: () => Promise.resolve(), getFloatingIp: absent,
      createFloatingIp: () => Promise.resolve(addressOf('new')), bindFloatingIp: (id) => Promise.resolve(addressOf(id, { targetId: 'nic' })),
    }, { originOf: () => 'made' }, { environment: { sshFolder: '/nowhere' } });
    for (const server of [undefined, serverOf('box', { primaryInterface: interfaceOf('nic') })]) {
      run.context.facts.set(serverFact, server);
      assert.deepEqual(await step.find(run.context), { kind: 'missing', detail: 'orders-pc-ip · instead of 198.51.100.4, which is in ca-mon-2' });
    }
    run.deeds.length = 0;
    await step.create(run.context);
    assert.deepEqual(run.deeds.map(([what]) => what), [
      'discard', 'deleteFloatingIp', 'untilGone', 'getFloatingIp', 'make', 'createFloatingIp', 'bindFloatingIp',
    ]);
  });

  it('that is someone else’s and in another zone is left alone: the plan says so where it has our name, else another is made', async () => {
    const named = beside([addressOf('a', { zone: 'ca-mon-2', name: 'orders-pc-ip' })]);
    assert.deepEqual(await step.find(named.context), {
      kind: 'blocked', why: 'The floating IP "orders-pc-ip" is in ca-mon-2, the server in ca-mon-1.', remedy: 'Rename it, or start a new connection.',
    });
    const used = beside([addressOf('theirs', { zone: 'ca-mon-2' })], { recorded: () => ({ kind: 'floating-ip', id: 'theirs', name: 'x', origin: 'adopted' }) });
    assert.deepEqual(await step.find(used.context), { kind: 'missing', detail: 'orders-pc-ip' });
    await step.create(used.context);
    assert.deepEqual(used.deeds.map(([what]) => what), ['listFloatingIps', 'make', 'createFloatingIp', 'bindFloatingIp']);
  });

  it('is ready when a fresh read says that it is bound, and says its address', async () => {
    const run = beside([]);
    run.context.facts.set(floatingIpFact, addressOf('mine'));
    assert.equal(await step.ready(run.context), '198.51.100.4, bound');
    assert.equal(run.context.facts.get(floatingIpFact)?.targetId, 'nic');
  });

  it('has its price', async () => {
    const run = beside([]);
    assert.deepEqual(await step.price(run.context), { kind: 'unpublished' });
    assert.deepEqual(run.deeds[0], ['monthlyPrice', { kind: 'floating-ip' }, 'ca-mon']);
  });
});
