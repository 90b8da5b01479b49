import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { PricedItem } from '../../../../../src/cloud/catalogService';
import type { EndpointGateway, Image, Profile } from '../../../../../src/model/landscape';
import type { Cost } from '../../../../../src/model/plan';
import { newKeyPath } from '../../../../../src/setup/paths';
import { floatingIpOf } from '../../../../../src/setup/offer/floatingIps';
import { loadOffer, proposedServer, type Offer } from '../../../../../src/setup/routes/vsi/defaults';
import { later, refused, scripted, type Deed } from '../../scripted';
import { addressOf, gatewayOf, interfaceOf, serverOf, vpcOf } from '../../things';

const image = (name: string, system: string): Image => (
  { id: `id-${name}`, name, status: 'available', operatingSystem: { name: system, family: 'Linux', vendor: '', version: '', architecture: 'amd64' } }
);
const profile = (name: string, vcpu: number): Profile => ({ name, vcpu, memory: 4, architecture: 'amd64', family: 'balanced' });
const price = (monthly: number): Cost => ({ kind: 'priced', monthly, currency: 'USD', basis: '' });
/** As the plan will have it: of the server, and of its boot volume. */
const whole = (machine: number, volume: number): Cost => ({ kind: 'priced', monthly: machine + volume, currency: 'USD', basis: '; ' });
const [plain, standard] = [{ id: '1', name: 'a', isDefault: false }, { id: '2', name: 'b', isDefault: true }];
const [closed, open] = [{ name: 'ca-mon-1', region: 'ca-mon', available: false }, { name: 'ca-mon-2', region: 'ca-mon', available: true }];
const [debian, ubuntu] = [image('debian', 'debian-12-amd64'), image('ubuntu', 'ubuntu-24-04-amd64')];
const [one, two] = [profile('one', 1), profile('two', 2)];

/** Loads from a region that has something of each kind to leave out and something to put first. */
async function loadWith(
  monthlyPrice: (item: PricedItem) => Promise<Cost>, gateways: () => Promise<readonly EndpointGateway[]> = () => later(() => [gatewayOf('g1')]),
): Promise<{ offer: Offer; deeds: readonly Deed[] }> {
  const { context: { dependencies, vpc, signal }, deeds } = scripted({
    listVpcs: () => later(() => [vpcOf('v0', { status: 'pending' }), vpcOf('v1'), vpcOf('v2')]),
    listVirtualServers: () => later(() => [serverOf('i0', { status: 'stopped' }), serverOf('i1')]),
    listZones: () => later(() => [closed, open]),
    listProfiles: () => later(() => [profile('large', 64), two, one]),
    listEndpointGateways: () => gateways(),
    listFloatingIps: () => later(() => [addressOf('f1')]),
    listImages: () => later(() => [debian, { ...ubuntu, status: 'deprecated' }, ubuntu]),
  }, {}, { resources: { listResourceGroups: () => later(() => [plain, standard]) }, catalog: { monthlyPrice } });
  const cloud = { ...dependencies.cloud, vpc: (region: string) => {
    deeds.push(['vpc', region]);
    return new Proxy(vpc, { get: (target, name, receiver): unknown => (name === 'region' ? region : Reflect.get(target, name, receiver)) });
  } };
  return { offer: await loadOffer(cloud, 'a', 'ca-mon', signal), deeds };
}

describe('What an account offers', () => {
  it('is what can be used now, of each kind the proposed one first', async () => {
    const { offer } = await loadWith(() => Promise.resolve(price(7)));
    assert.deepEqual(offer, {
      vpcs: [vpcOf('v1'), vpcOf('v2')], servers: [serverOf('i1')], zones: [open],
      profiles: [{ profile: one, price: whole(7, 7) }, { profile: two, price: whole(7, 7) }], images: [ubuntu, debian], resourceGroups: [standard, plain],
      gateways: [gatewayOf('g1')], floatingIps: [addressOf('f1')],
      systems: new Map([ubuntu, debian].map(({ id, operatingSystem }) => [id, operatingSystem.name])),
    });
  });

  it('is asked of the region and the account, prices of the small profiles alone', async () => {
    const { deeds } = await loadWith(() => Promise.resolve(price(7)));
    assert.deepEqual(deeds, [
      ['vpc', 'ca-mon'], ['listVpcs'], ['listVirtualServers', {}], ['listZones'], ['listProfiles'], ['listImages'], ['listResourceGroups', 'a'],
      ['listEndpointGateways', {}], ['listFloatingIps'],
      ...['two', 'one'].flatMap((profile) => [
        ['monthlyPrice', { kind: 'virtual-server', profile }, 'ca-mon'], ['monthlyPrice', { kind: 'boot-volume', gigabytes: 100 }, 'ca-mon'],
      ]),
    ]);
  });

  it('does without gateways and addresses that the account may not see, and no other failure is taken for that', async () => {
    const { offer } = await loadWith(() => Promise.resolve(price(7)), () => Promise.reject(refused(403)));
    assert.deepEqual(offer.gateways, []);
    await assert.rejects(loadWith(() => Promise.resolve(price(7)), () => Promise.reject(refused(500))), { status: 500 });
  });

  it('has the cheapest profile first, and does without the prices that cannot be read', async () => {
    const { offer } = await loadWith((item) =>
      item.kind === 'virtual-server' && item.profile === 'two' ? Promise.resolve(price(3)) : Promise.reject(refused(503)));
    assert.deepEqual(offer.profiles.map(({ profile: { name }, price: cost }) => [name, cost.kind === 'priced' ? cost.monthly : cost.kind]), [
      ['two', 3], ['one', 'unpublished'],
    ]);
  });
});

describe('What is proposed', () => {
  const offer: Offer = {
    vpcs: [vpcOf('v1'), vpcOf('v2')], servers: [], zones: [open, { ...open, name: 'ca-mon-3' }], images: [ubuntu, debian], systems: new Map(), resourceGroups: [], gateways: [], floatingIps: [],
    profiles: [{ profile: one, price: price(7) }, { profile: two, price: price(8) }],
  };
  const server = { kind: 'new', name: 'orders-pc-server', zone: 'ca-mon-2', profile: 'one', imageId: 'id-ubuntu', imageName: 'ubuntu' };

  it('as a server is the first of each kind, in the first zone or the one that was chosen', () => {
    assert.deepEqual(proposedServer(offer, 'orders-pc'), server);
    assert.deepEqual(proposedServer(offer, 'orders-pc', 'ca-mon-3'), { ...server, zone: 'ca-mon-3' });
    assert.deepEqual(proposedServer({ ...offer, zones: [] }, 'orders-pc', 'ca-mon-3'), { ...server, zone: 'ca-mon-3' });
  });

  it('as a server is none where the region has no profile, no image or no zone for it', () => {
    for (const lacking of [{ profiles: [] }, { images: [] }, { zones: [] }]) {
      assert.equal(proposedServer({ ...offer, ...lacking }, 'orders-pc'), undefined);
    }
  });

  it('as a floating IP is the server’s own, if it has one', () => {
    const [free, other, mine] = [addressOf('f1'), addressOf('f2', { targetId: 'n2' }), addressOf('f3', { targetId: 'n1' })];
    const box = serverOf('i1', { primaryInterface: interfaceOf('n1') });
    assert.deepEqual(floatingIpOf({ floatingIps: [free, other, mine] }, box), mine);
    assert.equal(floatingIpOf({ floatingIps: [free, other] }, box), undefined);
    assert.equal(floatingIpOf({ floatingIps: [free, other] }, serverOf('i2')), undefined);
  });

  it('as a key’s file is one of the connection’s name, inside the SSH folder', () => {
    assert.equal(newKeyPath('/home/me/.ssh', 'orders-pc-1a2b'), join('/home/me/.ssh', 'orders-pc-1a2b'));
    assert.throws(() => newKeyPath('/home/me/.ssh', '../authorized_keys'), RangeError);
  });
});
