import assert from 'node:assert/strict';
import { Catalog } from '../../../src/cloud/catalog';
import { createTransport } from '../../../src/cloud/transport';
import type { Failure } from '../../../src/model/failure';
import { Secret } from '../../../src/model/secret';
import { startPeer, type Peer, type Received, type Reply } from './peer';

const { signal } = new AbortController();
const price = (amount: number) => ({
  charge_unit: 'INSTANCE_HOURS', amounts: [{ country: 'USA', currency: 'USD', prices: [{ quantity_tier: 1, price: amount }] }],
});

describe('Global Catalog', () => {
  let peer: Peer;
  let fallbacks: Failure[];

  const catalogOn = async (answers: Readonly<Record<string, unknown>>) => {
    fallbacks = [];
    peer = await startPeer(({ path }: Received): Reply => {
      const json = answers[path];
      return json === undefined ? { status: 404, json: { message: 'The catalog entry does not exist.' } } : { json };
    });
    return new Catalog({
      baseUrl: `${peer.url}/api/v1`, transport: createTransport({ sleep: () => Promise.resolve() }),
      tokens: { token: () => Promise.resolve(new Secret('t')) }, onFallback: (failure) => fallbacks.push(failure),
    });
  };
  const asked = () => peer.received.map(({ path }) => path);

  afterEach(() => peer.stop());

  it('takes the entry of exactly the name: its query also finds what resembles it', async () => {
    const catalog = await catalogOn({ '/api/v1': { resources: [{ id: 'a', name: 'messagehub-dev' }, { id: 'b', name: 'messagehub' }] } });
    assert.equal(await catalog.serviceId('messagehub', signal), 'b');
    assert.equal(peer.received[0]?.query.get('q'), 'name:messagehub');
    assert.equal(await catalog.serviceId('none', signal), undefined);
  });

  it('names a plan once for all who ask, and gives its id where the name cannot be read', async () => {
    const catalog = await catalogOn({ '/api/v1/plan-1': { id: 'plan-1', name: 'enterprise-gen2', kind: 'plan' } });
    const named = { name: 'enterprise-gen2', title: undefined };
    assert.deepEqual(await Promise.all([catalog.plan('plan-1', signal), catalog.plan('plan-1', signal)]), [named, named]);
    assert.deepEqual(await catalog.plan('plan/2', signal), { name: 'plan/2' });
    assert.deepEqual(asked(), ['/api/v1/plan-1', '/api/v1/plan%2F2']);
    assert.deepEqual(fallbacks.map(({ code }) => code), ['catalog.http-404']);
  });

  it('gives the title that the console shows beside a plan\'s name, and none where the catalog has none that can be read', async () => {
    const titled = (overview: unknown) => ({ name: 'enterprise-3nodes-2tb', overview_ui: overview });
    const catalog = await catalogOn({
      '/api/v1/full': titled({ en: { display_name: ' Enterprise ' }, de: { display_name: 'Unternehmen' } }),
      '/api/v1/blank': titled({ en: { display_name: ' ' } }), '/api/v1/other': titled({ de: { display_name: 'Unternehmen' } }),
      '/api/v1/odd': titled({ en: { display_name: 3 } }), '/api/v1/null': titled(null),
    });
    const plans = await Promise.all(['full', 'blank', 'other', 'odd', 'null'].map((id) => catalog.plan(id, signal)));
    assert.deepEqual(plans.map(({ title }) => title), ['Enterprise', undefined, undefined, undefined, undefined]);
    assert.deepEqual(new Set(plans.map(({ name }) => name)), new Set(['enterprise-3nodes-2tb']));
  });

  it('does not take a cancellation for a name that cannot be read', async () => {
    const catalog = await catalogOn({});
    await assert.rejects(catalog.plan('plan-1', AbortSignal.abort()), { name: 'AbortError' });
    assert.deepEqual(fallbacks, []);
  });

  it('takes the region\'s price of the entry\'s plan, and asks once for all items', async () => {
    const catalog = await catalogOn({
      '/api/v1': { resources: [{ id: 'fip', name: 'is.floating-ip' }] },
      '/api/v1/fip/plan': { resources: [{ id: 'fip-plan', name: 'gen2' }] },
      '/api/v1/fip-plan/pricing/deployment': {
        resources: [{ deployment_region: 'us-south', metrics: [price(9)] }, { deployment_location: 'eu-de', metrics: [price(0.1)] }],
      },
    });
    const costs = await Promise.all([1, 2].map(() => catalog.monthlyPrice({ kind: 'floating-ip' }, 'eu-de', signal)));
    assert.deepEqual(costs.map((cost) => cost.kind === 'priced' ? cost.monthly : 0), [73, 73]);
    assert.equal(peer.received.length, 3);
  });

  it('takes the entry\'s own price where it has no plans', async () => {
    const catalog = await catalogOn({
      '/api/v1': { resources: [{ id: 'fip', name: 'is.floating-ip' }] },
      '/api/v1/fip/pricing': { metrics: [price(1)] },
    });
    const cost = await catalog.monthlyPrice({ kind: 'floating-ip' }, 'eu-de', signal);
    assert.equal(cost.kind === 'priced' ? cost.monthly : 0, 730);
    assert.equal(peer.received.at(-1)?.query.get('deployment_region'), 'eu-de');
  });

  it('says that nothing is published for what the catalog does not know', async () => {
    const catalog = await catalogOn({ '/api/v1': { resources: [] } });
    assert.deepEqual(await catalog.monthlyPrice({ kind: 'endpoint-gateway', addresses: 3 }, 'eu-de', signal), { kind: 'unpublished' });
  });

  it('fails when the catalog does, instead of calling a price unpublished', async () => {
    const catalog = await catalogOn({});
    await peer.stop();
    await assert.rejects(catalog.monthlyPrice({ kind: 'floating-ip' }, 'eu-de', signal), { code: 'http.refused' });
  });
});
