import assert from 'node:assert/strict';
import type { EndpointGateway } from '../../../../src/model/landscape';
import { endpointGatewayMaker } from '../../../../src/setup/makers/endpointGateway';
import { untilReady } from '../../../../src/setup/steps/step';
import { absent, inTurn, scripted } from '../scripted';
import { gatewayOf } from '../things';

const specification = {
  name: 'orders-endpoint', vpcId: 'v', targetCrn: 'crn:v1', addresses: [{ subnetId: 's', name: 'a' }], securityGroupIds: ['g'], resourceGroupId: 'r',
  dnsMode: 'primary' as const,
};
const other = gatewayOf('e0', { targetCrn: 'crn:v2' });
const ours = gatewayOf('e1', { name: 'orders-endpoint' });
const second = gatewayOf('e2', { name: 'orders-endpoint' });
const described = { kind: 'endpoint-gateway', id: 'e1', name: 'orders-endpoint', crn: 'crn:e1', address: undefined };

describe('An endpoint gateway', () => {
  it('is asked for as it was specified', async () => {
    const { context, deeds } = scripted({ createEndpointGateway: () => Promise.resolve(ours) });
    assert.equal(await endpointGatewayMaker.make(context, specification), ours);
    assert.deepEqual(deeds, [['createEndpointGateway', specification]]);
  });

  it('is found by its name in its VPC, and described', async () => {
    const { context, deeds } = scripted({ listEndpointGateways: inTurn<readonly EndpointGateway[]>([[other, ours, second], [other]]) });
    assert.equal(await endpointGatewayMaker.find(context, specification), ours);
    assert.equal(await endpointGatewayMaker.find(context, specification), undefined);
    assert.deepEqual(deeds[0], ['listEndpointGateways', { vpcId: 'v' }]);
    assert.deepEqual(endpointGatewayMaker.describe(ours, specification), described);
  });

  it('of someone else’s serves when it leads to the same instance, since a VPC has one a target', async () => {
    const theirs = gatewayOf('e9');
    const { context, deeds } = scripted({ listEndpointGateways: inTurn<readonly EndpointGateway[]>([[other, theirs, gatewayOf('e10')], [other]]) });
    assert.equal(await endpointGatewayMaker.findOther?.(context, specification), theirs);
    assert.equal(await endpointGatewayMaker.findOther?.(context, specification), undefined);
    assert.deepEqual(deeds, [['listEndpointGateways', { vpcId: 'v' }], ['listEndpointGateways', { vpcId: 'v' }]]);
  });

  it('is recovered by the name that a lost request gave it', async () => {
    const { context, deeds } = scripted({ listEndpointGateways: inTurn<readonly EndpointGateway[]>([[other, ours], [other]]) });
    const lost = { kind: 'endpoint-gateway', name: 'orders-endpoint' };
    assert.deepEqual(await endpointGatewayMaker.recover(context, lost), described);
    assert.equal(await endpointGatewayMaker.recover(context, lost), undefined);
    assert.deepEqual(deeds[0], ['listEndpointGateways', {}]);
  });

  it('costs what the catalog says of so many addresses in the region', async () => {
    const price = { kind: 'priced', monthly: 7, currency: 'USD', basis: 'b' } as const;
    const { context, deeds } = scripted({ region: 'ca-mon' }, {}, { catalog: { monthlyPrice: () => Promise.resolve(price) } });
    assert.equal(await endpointGatewayMaker.price?.(context, { addresses: 3 }), price);
    assert.deepEqual(deeds, [['monthlyPrice', { kind: 'endpoint-gateway', addresses: 3 }, 'ca-mon']]);
  });

  it('is removed, and gone when a read says so, which takes up to half an hour', async () => {
    for (const deleteEndpointGateway of [() => Promise.resolve(), absent]) {
      const { context, deeds } = scripted({ deleteEndpointGateway, getEndpointGateway: absent });
      await endpointGatewayMaker.remove(context, { ...described, origin: 'made' });
      assert.deepEqual(deeds, [
        ['discard'], ['deleteEndpointGateway', 'e1'], ['untilGone', 'the endpoint gateway orders-endpoint', 1_800_000], ['getEndpointGateway', 'e1'],
      ]);
    }
  });
});

describe('An endpoint gateway is ready', () => {
  async function waits(...reads: [EndpointGateway, ...EndpointGateway[]]): Promise<readonly string[]> {
    const { context, waits: words } = scripted({ getEndpointGateway: inTurn(reads) });
    assert.deepEqual(await untilReady(context, endpointGatewayMaker, gatewayOf('e1', { lifecycleState: 'pending' })), reads.at(-1));
    return words;
  }

  it('when it is stable, healthy, and every address is allocated', async () => {
    assert.deepEqual(await waits(ours), []);
  });

  it('within half an hour, by a read every ten seconds', async () => {
    const { context, deeds } = scripted({ getEndpointGateway: () => Promise.resolve(ours) });
    const wait = endpointGatewayMaker.wait?.(context, ours);
    assert.deepEqual([wait?.what, wait?.everyMs, wait?.limitMs], ['the endpoint gateway orders-endpoint', 10_000, 1_800_000]);
    assert.equal(await wait?.read(), ours);
    assert.deepEqual(deeds, [['getEndpointGateway', 'e1']]);
  });

  it('not while it is pending, updating or waiting', async () => {
    for (const lifecycleState of ['pending', 'updating', 'waiting']) {
      assert.deepEqual(await waits(gatewayOf('e1', { lifecycleState }), ours), [`it is stable (now: ${lifecycleState})`]);
    }
  });

  it('not while its health is anything but ok', async () => {
    for (const healthState of ['degraded', 'inapplicable']) {
      assert.deepEqual(await waits(gatewayOf('e1', { healthState }), ours), [`its health is ok (now: ${healthState})`]);
    }
  });

  it('nor is it over while it is not stable, whatever its health', async () => {
    assert.deepEqual(await waits(gatewayOf('e1', { lifecycleState: 'pending', healthState: 'faulted' }), ours), ['it is stable (now: pending)']);
  });

  it('not while an address is 0.0.0.0, or there is none', async () => {
    const half = gatewayOf('e1', { addresses: [{ id: 'a', name: 'a', address: '10.0.0.4' }, { id: 'b', name: 'b', address: '0.0.0.0' }] });
    assert.deepEqual(await waits(half, gatewayOf('e1', { addresses: [] }), ours), ['its addresses to be allocated', 'its addresses to be allocated']);
  });

  it('not while access to the service is pending; the wait says so in the provider’s words', async () => {
    const pending = gatewayOf('e1', { lifecycleState: 'waiting', lifecycleReasons: [
      { code: 'access_pending', message: 'The provider has not decided.' }, { code: 'queued', message: 'It is the third.' },
    ] });
    assert.deepEqual(await waits(pending, ours), ['it is stable (now: waiting) · The provider has not decided. · It is the third.']);
  });

  const next = 'Undo, then run again; if it stays, ask IBM Cloud support.';
  const over: readonly (readonly [string, Partial<EndpointGateway>, { code: string; why: string }])[] = [
    ['failed', { lifecycleState: 'failed', healthState: 'ok' }, { code: 'state.failed', why: 'Its state is "failed".' }],
    ['is suspended', { lifecycleState: 'suspended' }, { code: 'state.suspended', why: 'Its state is "suspended".' }],
    ['is being deleted', { lifecycleState: 'deleting' }, { code: 'state.deleting', why: 'Its state is "deleting".' }],
    ['is stable and faulted', { healthState: 'faulted' }, { code: 'state.faulted', why: 'Its state is "faulted".' }],
    ...['access_denied', 'access_expired', 'internal_error', 'resource_suspended_by_provider'].map((code) => [
      `waits for what never comes, ${code}`,
      { lifecycleState: 'waiting', lifecycleReasons: [{ code, message: 'In its own words.' }, { code: 'other', message: 'And more.' }] },
      { code, why: `${code}: In its own words. other: And more.` },
    ] as const),
  ];
  for (const [what, more, failure] of over) {
    it(`never when it ${what}: that is said at once`, async () => {
      const { context } = scripted({ getEndpointGateway: inTurn([gatewayOf('e1', more)]) });
      await assert.rejects(untilReady(context, endpointGatewayMaker, ours), { what: 'Could not finish the endpoint gateway e1-name', ...failure, next });
    });
  }
});
