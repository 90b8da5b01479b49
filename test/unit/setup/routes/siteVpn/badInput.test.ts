import assert from 'node:assert/strict';
import type { Subnet, Vpc } from '../../../../../src/model/landscape';
import type { SiteVpnChoices } from '../../../../../src/setup/routes/siteVpn/choices';
import { Peer, never, states, stepOf } from '../../support';
import { placeIn, siteChoices } from './choices';
import { assertAsBefore, madeBy, siteConnection, wholeAccount } from './sitePeer';

const id = 'orders-pc-1a2b';
const { office } = siteChoices();

describe('A site-to-site VPN in a VPC that is there', function suite() {
  this.timeout(60_000);
  let peer: Peer;
  let vpc: Vpc;
  let subnets: readonly Subnet[];
  beforeEach(async () => {
    peer = await Peer.start();
    const cloud = peer.cloud.vpc('ca-mon');
    const there = (await cloud.listVpcs(never)).find(({ name }) => name === 'payments-vpc');
    assert.ok(there !== undefined);
    vpc = there;
    subnets = await cloud.listSubnets({ vpcId: vpc.id }, never);
  });
  afterEach(() => peer.stop());

  const within = (): Pick<SiteVpnChoices, 'vpc'> => ({ vpc: { kind: 'existing', id: vpc.id, name: vpc.name } });

  /** "why remedy" of the step that blocks; a run is refused as well, and makes nothing. */
  async function blockedBy(step: string, more: Partial<SiteVpnChoices>): Promise<string> {
    const [setup, before] = [peer.setup(), await wholeAccount(peer)];
    const plan = await setup.plan(await siteConnection(peer, id, { ...within(), ...more }), never);
    assert.equal(stepOf(plan, step).state, 'blocked', states(plan));
    await assert.rejects(setup.run(id, never), { code: 'setup.blocked' });
    await assertAsBefore(peer, before);
    return stepOf(plan, step).detail;
  }

  it('is made beside what is there, and undone to it: the default group’s and the routing table’s own stay', async () => {
    const region = peer.sandbox.state.regions.get('ca-mon');
    for (const table of region?.routingTables.values() ?? []) {
      table.accepts = [];
    }
    const [setup, before] = [peer.setup(), await wholeAccount(peer)];
    const connection = await siteConnection(peer, id, within());
    await madeBy(setup, connection);
    const cloud = peer.cloud.vpc('ca-mon');
    const [gateway] = await cloud.listVpnGateways({ vpcId: vpc.id }, never);
    const [made] = await cloud.listVpnConnections(gateway?.id ?? '', never);
    const own = (await cloud.listSubnets({ vpcId: vpc.id }, never)).filter(({ name }) => name.startsWith(`${id}-resolver`)).map(({ cidr }) => cidr);
    assert.equal(own.length, 2);
    assert.ok(own.every((cidr) => made?.localRanges.includes(cidr) === true), 'the office reaches both locations of the resolver');
    assert.deepEqual(made?.peerRanges, office.ranges);
    const { rules } = await cloud.getSecurityGroup(vpc.defaultSecurityGroup.id, never);
    assert.deepEqual(rules.filter(({ portMin }) => portMin === 53).map(({ protocol }) => protocol).sort(), ['tcp', 'udp']);
    assert.equal((await setup.undo(id, never)).state, 'undone');
    await assertAsBefore(peer, before);
  });

  it('is refused where the office has addresses of the VPC', async () => {
    const [prefix] = await peer.cloud.vpc('ca-mon').listAddressPrefixes(vpc.id, never);
    assert.ok(prefix !== undefined);
    assert.match(await blockedBy('office-ranges', { office: { ...office, ranges: [prefix.cidr] } }), /an address prefix of the VPC payments-vpc.*Choose other ranges/);
  });

  it('is refused where another office is reached at the same addresses, and not for its own connection', async () => {
    const setup = peer.setup();
    const first = await siteConnection(peer, 'branch-pc-0001', {
      ...within(), resolver: { kind: 'none' }, places: [{ ...placeIn('ca-mon-1'), connection: { kind: 'new', name: 'branch' } }],
    });
    await madeBy(setup, first);
    const again = await setup.plan(first, never);
    assert.deepEqual(again.steps.filter(({ state }) => state === 'blocked'), []);
    assert.match(await blockedBy('office-ranges', {
      places: [{ ...placeIn('ca-mon-2'), connection: { kind: 'new', name: 'other' } }], zones: ['ca-mon-2'],
      office: { ...office, peer: { kind: 'address', address: '198.51.100.77' }, ranges: ['192.168.50.128/25'] }, resolver: { kind: 'none' },
    }), /VPN connection branch leads to already/);
    assert.equal((await setup.undo(first.id, never)).state, 'undone');
  });

  it('is refused where a network ACL drops the tunnel or an answer, with the ACL, the packet and what to allow', async () => {
    const acls = peer.sandbox.state.regions.get('ca-mon')?.acls;
    const acl = acls?.get(vpc.defaultNetworkAcl.id);
    assert.ok(acl !== undefined);
    const rules = acl.rules;
    acl.rules = rules.filter(({ direction }) => direction === 'inbound');
    assert.match(
      await blockedBy('network-acls', {}),
      /outbound rule.*In the network ACL ".+" allow (UDP 500|TCP \d+) from .* to .*, and the answers from there/,
    );
    acl.rules = rules;
    const plan = await peer.setup().plan(await siteConnection(peer, id, within()), never);
    assert.equal(stepOf(plan, 'network-acls').detail, 'not needed · they let the office in, and the answers out');
  });

  it('is refused in policy mode where the endpoint gateway answers with an address of a zone that no VPN gateway serves', async () => {
    const setup = peer.setup();
    const first = await siteConnection(peer, 'wide-pc-0001', { ...within(), mode: 'route', zones: ['ca-mon-1', 'ca-mon-2'], resolver: { kind: 'none' } });
    await madeBy(setup, first);
    assert.match(
      await blockedBy('gateway', { office: { ...office, ranges: ['172.30.0.0/24'] }, resolver: { kind: 'none' } }),
      /has an address in ca-mon-2 too.*Choose a VPN gateway in ca-mon-2 as well/,
    );
    assert.equal((await setup.undo(first.id, never)).state, 'undone');
  });

  it('is refused in a subnet that is too small, in use, or in another zone', async () => {
    const used = subnets.find(({ zone }) => zone === 'ca-mon-1');
    assert.ok(used !== undefined);
    const inSubnet = (zone: string): Partial<SiteVpnChoices> => ({
      places: [{ ...placeIn(zone), subnet: { kind: 'existing', id: used.id, name: used.name } }], zones: [zone], resolver: { kind: 'none' },
    });
    assert.match(await blockedBy('vpn-subnet-ca-mon-1', inSubnet('ca-mon-1')), /is used by .*its tunnel does not reach/);
    assert.match(await blockedBy('vpn-subnet-ca-mon-2', inSubnet('ca-mon-2')), /is in ca-mon-1, and the VPN gateway was planned for ca-mon-2/);
    const [group] = await peer.cloud.resources.listResourceGroups(peer.sandbox.accountId, never);
    const small = await peer.cloud.vpc('ca-mon').createSubnet(
      { name: 'small', vpcId: vpc.id, zone: 'ca-mon-1', size: { addresses: 8 }, resourceGroupId: group?.id ?? '' }, never,
    );
    const places: SiteVpnChoices['places'] = [{ ...placeIn('ca-mon-1'), subnet: { kind: 'existing', id: small.id, name: small.name } }];
    assert.match(await blockedBy('vpn-subnet-ca-mon-1', { places, resolver: { kind: 'none' } }), /too small: a VPN gateway needs a \/28/);
  });

  it('uses a VPN gateway and a resolver that are there, and leaves them as they were', async () => {
    const setup = peer.setup();
    const first = await siteConnection(peer, 'first-pc-0001', within());
    await madeBy(setup, first);
    const [gateway] = await peer.cloud.vpc('ca-mon').listVpnGateways({ vpcId: vpc.id }, never);
    const resolver = [...peer.sandbox.state.customResolvers.values()][0];
    const instance = (await peer.cloud.dnsServices.list(never)).find(({ state }) => state === 'active');
    assert.ok(gateway !== undefined && resolver !== undefined && instance !== undefined);
    const before = await wholeAccount(peer);
    const second = await siteConnection(peer, 'second-pc-0002', {
      ...within(), office: { ...office, peer: { kind: 'address', address: '198.51.100.77' }, identity: { type: 'ipv4_address', value: '198.51.100.77' }, ranges: ['172.30.0.0/24'] },
      places: [{
        zone: 'ca-mon-1', gateway: { kind: 'existing', id: gateway.id, name: gateway.name }, connection: { kind: 'new', name: 'second' },
        subnet: { kind: 'existing', id: gateway.subnet.id, name: gateway.subnet.name },
      }],
      resolver: { kind: 'existing', id: resolver.id, name: resolver.name, instance: { crn: instance.crn, name: instance.name } },
    });
    await madeBy(setup, second);
    const connections = await peer.cloud.vpc('ca-mon').listVpnConnections(gateway.id, never);
    assert.deepEqual(connections.map(({ localRanges }) => [...localRanges].sort()).map((ranges, _at, all) => ranges.join() === all[0]?.join()), [true, true]);
    assert.equal((await setup.undo(second.id, never)).state, 'undone');
    await assertAsBefore(peer, before);
    assert.equal((await setup.undo(first.id, never)).state, 'undone');
  });
});
