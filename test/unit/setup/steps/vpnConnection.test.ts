import assert from 'node:assert/strict';
import type { NewVpnConnection } from '../../../../src/cloud/vpcVpnGatewayRequests';
import { Secret } from '../../../../src/model/secret';
import type { IkePolicy, IpsecPolicy, VpnConnection, VpnGateway } from '../../../../src/model/vpnGateway';
import type { RunContext } from '../../../../src/setup/context';
import { Fact, Facts } from '../../../../src/setup/facts';
import type { OfficeChoices } from '../../../../src/setup/office/choices';
import type { Standing } from '../../../../src/setup/standing';
import { vpnConnectionStep, type VpnConnectionStep } from '../../../../src/setup/steps/vpnConnection';
import { scripted } from '../scripted';
import { ikePolicyOf, ipsecPolicyOf, officeOf, vpnConnectionOf, vpnGatewayOf } from '../vpnGatewayThings';

const facts = {
  gateway: new Fact<VpnGateway>('The gateway'), ikePolicy: new Fact<IkePolicy>('The IKE policy'), ipsecPolicy: new Fact<IpsecPolicy>('The IPsec policy'),
  into: new Fact<VpnConnection>('The connection'),
};
const stepOf = (more: Partial<VpnConnectionStep> = {}) => vpnConnectionStep({
  id: 'vpn-connection', choice: { kind: 'new', name: 'to-office' }, why: 'w', ...facts, office: officeOf(), localRanges: () => ['10.0.0.0/28'], keyIsBrought: false, ...more,
});

function bench(connections: readonly VpnConnection[], more: Partial<RunContext> = {}, gateway: Partial<VpnGateway> = {}, kept: readonly [string, Secret][] = []) {
  const vault = new Map(kept);
  const asked: NewVpnConnection[] = [];
  const made = scripted({
    listVpnConnections: () => Promise.resolve(connections), hasVpnConnectionRange: () => Promise.resolve(false), addVpnConnectionRange: () => Promise.resolve(),
    createVpnConnection: (_gateway, request) => {
      asked.push(request);
      return Promise.resolve(vpnConnectionOf('c9', { name: request.name, presharedKey: request.presharedKey }));
    },
    getVpnConnection: (_gateway, id) => Promise.resolve(connections.find((each) => each.id === id) ?? vpnConnectionOf(id)),
  }, { facts: new Facts(), ...more }, { secrets: {
    get: (key) => Promise.resolve(vault.get(key)), store: (key, secret) => Promise.resolve(void vault.set(key, secret)), delete: (key) => Promise.resolve(void vault.delete(key)),
  } });
  made.context.facts.set(facts.gateway, vpnGatewayOf('g1', gateway));
  made.context.facts.set(facts.ikePolicy, ikePolicyOf('p1'));
  made.context.facts.set(facts.ipsecPolicy, ipsecPolicyOf('p2'));
  return { ...made, asked, vault };
}

const ours = { recorded: () => ({ kind: 'vpn-connection', id: 'g1/c1', name: 'to-office', origin: 'made' as const }) };
const chosen = { choice: { kind: 'existing', id: 'c1', name: 'theirs' } } as const;
const whyOf = (standing: Standing): string => standing.kind === 'blocked' ? `${standing.why} ${standing.remedy}` : standing.kind;

describe('The step of a VPN connection', () => {
  async function asks(office: Partial<OfficeChoices>, gateway: Partial<VpnGateway> = {}): Promise<NewVpnConnection> {
    const { context, asked } = bench([], {}, gateway);
    const step = stepOf({ office: officeOf(office) });
    assert.equal((await step.find(context)).kind, 'missing');
    await step.create(context);
    const [request] = asked;
    assert.ok(request !== undefined);
    return request;
  }

  it('asks for it switched on, with both policies, both sides\' ranges and the key that was kept before', async () => {
    const { context, asked, vault, deeds } = bench([]);
    await stepOf().create(context);
    const [key] = [...vault.values()];
    assert.deepEqual(deeds.map(([what]) => what).filter((what) => what === 'store' || what === 'createVpnConnection'), ['store', 'createVpnConnection']);
    const { presharedKey, ...rest } = asked[0] ?? assert.fail();
    assert.equal(presharedKey.reveal(), key?.reveal());
    assert.deepEqual(rest, {
      name: 'to-office', enabled: true, peer: { address: '203.0.113.9' }, peerIdentity: undefined, establishMode: 'bidirectional',
      deadPeerDetection: { action: 'restart', interval: 2, timeout: 10 }, ikePolicyId: 'p1', ipsecPolicyId: 'p2',
      traffic: { mode: 'policy', localRanges: ['10.0.0.0/28'], peerRanges: ['192.168.10.0/24'] },
    });
  });

  it('has no ranges in route mode, where routes say what goes through', async () => {
    assert.deepEqual((await asks({}, { mode: 'route' })).traffic, { mode: 'route', distributeTraffic: false });
  });

  for (const [what, office, wanted] of [
    ['an address that the gateway says itself', {}, [{ address: '203.0.113.9' }, undefined, 'bidirectional']],
    ['an address, and another identity behind NAT', { isBehindNat: true, identity: { type: 'ipv4_address', value: '192.168.10.1' } },
      [{ address: '203.0.113.9' }, { type: 'ipv4_address', value: '192.168.10.1' }, 'bidirectional']],
    ['a name', { peer: { kind: 'name', name: 'vpn.example.com' }, identity: { type: 'fqdn', value: 'vpn.example.com' } }, [{ fqdn: 'vpn.example.com' }, undefined, 'bidirectional']],
    ['a name, and a host name as identity', { peer: { kind: 'name', name: 'vpn.example.com' }, identity: { type: 'hostname', value: 'vpn.example.com' } },
      [{ fqdn: 'vpn.example.com' }, { type: 'hostname', value: 'vpn.example.com' }, 'bidirectional']],
    ['no address of its own: only it begins, known by what it says', { peer: undefined, identity: { type: 'fqdn', value: 'office.example.com' } },
      [{ fqdn: 'office.example.com' }, undefined, 'peer_only']],
  ] as const) {
    it(`names an office with ${what}`, async () => {
      const { peer, peerIdentity, establishMode } = await asks(office);
      assert.deepEqual([peer, peerIdentity, establishMode], wanted);
    });
  }

  it('takes a key that was typed, and is blocked where that is not kept', async () => {
    const typed = bench([], {}, {}, [['preshared-key/orders-pc', new Secret('typed-key')]]);
    await stepOf({ keyIsBrought: true }).create(typed.context);
    assert.equal(typed.asked[0]?.presharedKey.reveal(), 'typed-key');
    assert.match(whyOf(await stepOf({ keyIsBrought: true }).find(bench([]).context)), /typed is not kept on this machine/);
  });

  it('is not known yet as long as its gateway or the cloud\'s ranges are not', async () => {
    const { context } = bench([]);
    assert.deepEqual(await stepOf({ localRanges: () => undefined }).find(context), { kind: 'missing', detail: '203.0.113.9 · 192.168.10.0/24' });
    context.facts.set(facts.gateway, undefined);
    assert.equal((await stepOf().find(context)).kind, 'missing');
    assert.equal((await stepOf(chosen).find(context)).kind, 'missing');
  });

  it('is done when it is made: it says that it is down until the office dials, or that it is up', async () => {
    for (const [status, words] of [['down', 'down until the office’s gateway dials · No response from the peer.'], ['up', 'up']] as const) {
      const { context } = bench([vpnConnectionOf('c1', { status })], { ...ours, originOf: () => 'made' });
      assert.equal((await stepOf().find(context)).kind, 'exists');
      assert.equal(await stepOf().ready(context), words);
    }
  });

  it('puts the key of one of ours back into a vault that lost it, and that of somebody else\'s never', async () => {
    const mine = bench([vpnConnectionOf('c1')], { ...ours, originOf: () => 'made' });
    await stepOf().find(mine.context);
    await stepOf().ready(mine.context);
    assert.deepEqual([...mine.vault.values()].map((secret) => secret.reveal()), ['key-of-the-cloud']);
    const theirs = bench([vpnConnectionOf('c1')], { originOf: () => 'adopted' });
    await stepOf(chosen).find(theirs.context);
    await stepOf(chosen).ready(theirs.context);
    assert.equal(theirs.vault.size, 0);
  });
});

describe('A VPN connection is blocked, before anything is made,', () => {
  const sibling = (more: Partial<VpnConnection>): VpnConnection => vpnConnectionOf('c0', more);
  for (const [what, connections, more, why] of [
    ['by one of its name', [sibling({ name: 'to-office', peerRanges: ['192.168.99.0/24'] })], {}, /named "to-office" exists already/],
    ['by one with the same peer and ranges', [sibling({})], {}, /192\.168\.10\.0\/24 of the office overlaps 192\.168\.10\.0\/24, which the VPN connection "c0-name"/],
    ['by one to another office whose ranges overlap', [sibling({ peer: { address: '203.0.113.77' }, peerRanges: ['192.168.0.0/16'] })], {}, /overlaps 192\.168\.0\.0\/16, which/],
    ['where both sides overlap', [], { localRanges: () => ['192.168.0.0/16'] }, /192\.168\.0\.0\/16 of the VPC overlaps 192\.168\.10\.0\/24/],
    ['by ten others', Array.from({ length: 10 }, (_each, at) => vpnConnectionOf(`c${at}`, { peerRanges: [] })), {}, /has 10 connections/],
    ['by more ranges than it takes', [], { localRanges: () => Array.from({ length: 16 }, (_each, at) => `10.0.${at}.0/28`) }, /would have 16 ranges on one side; it takes 15/],
    ['by more ranges than the gateway takes', [sibling({ peerRanges: Array.from({ length: 50 }, (_each, at) => `172.16.${at}.0/24`) })], {}, /would have 51 ranges on one side; it takes 50/],
    ['where nothing tells the cloud who dials', [], { office: officeOf({ peer: undefined, identity: { type: 'key_id', value: 'b2ZmaWNl' } }) }, /nothing tells the cloud who dials/],
  ] as const) {
    it(what, async () => {
      const { context, asked } = bench(connections);
      assert.match(whyOf(await stepOf(more).find(context)), why);
      assert.deepEqual(asked, []);
    });
  }

  it('in route mode by one to the same office', async () => {
    const { context } = bench([sibling({ localRanges: [], peerRanges: [], mode: 'route' })], {}, { mode: 'route' });
    assert.match(whyOf(await stepOf().find(context)), /"c0-name" of this VPN gateway leads to 203\.0\.113\.9 already/);
    const elsewhere = bench([sibling({ peer: { address: '203.0.113.77' }, localRanges: [], peerRanges: [], mode: 'route' })], {}, { mode: 'route' });
    assert.equal((await stepOf().find(elsewhere.context)).kind, 'missing');
    const nameless = officeOf({ peer: undefined, identity: { type: 'fqdn', value: 'office.example.com' } });
    assert.equal((await stepOf({ office: nameless }).find(elsewhere.context)).kind, 'missing', 'an office that only begins is told from others by what it says');
  });
});

describe('A VPN connection that was chosen', () => {
  const wanted = { ...chosen, localRanges: () => ['10.0.0.0/28', '10.0.1.0/28'], office: officeOf({ ranges: ['192.168.10.0/24', '192.168.11.0/24'] }) };

  it('is used as it is where its ranges hold all that is needed, wider ones too', async () => {
    const { context, deeds } = bench([vpnConnectionOf('c1', { localRanges: ['10.0.0.0/16'], peerRanges: ['192.168.0.0/16'] })]);
    assert.equal((await stepOf(wanted).find(context)).kind, 'exists');
    assert.deepEqual(deeds.map(([what]) => what), ['listVpnConnections']);
  });

  it('gets the ranges that it lacks, each as an addition of ours, and nothing else of it is changed', async () => {
    const { context, deeds, asked, vault } = bench([vpnConnectionOf('c1')]);
    const standing = await stepOf(wanted).find(context);
    assert.deepEqual(standing.kind === 'missing' ? [standing.detail, standing.extends, standing.there?.id] : standing, [
      'adds 10.0.1.0/28, 192.168.11.0/24', 'without the ranges that the run adds to it', 'g1/c1',
    ]);
    await stepOf(wanted).create(context);
    assert.deepEqual(deeds.filter(([what]) => what === 'claim' || what === 'addVpnConnectionRange'), [
      ['claim', { kind: 'vpn-connection', id: 'g1/c1', name: 'c1-name', crn: undefined, address: undefined }],
      ['addVpnConnectionRange', 'g1', 'c1', 'local', '10.0.1.0/28'], ['addVpnConnectionRange', 'g1', 'c1', 'peer', '192.168.11.0/24'],
    ]);
    assert.deepEqual([asked, vault.size], [[], 0]);
    assert.deepEqual(await stepOf(wanted).price(context), { kind: 'none' });
  });

  for (const [what, connections, why] of [
    ['is gone', [], /not there any more/],
    ['leads to another office', [vpnConnectionOf('c1', { peer: { address: '203.0.113.77' } })], /leads to 203\.0\.113\.77, and the office is at 203\.0\.113\.9/],
    ['has a part of a range that is needed', [vpnConnectionOf('c1', { peerRanges: ['192.168.10.0/24', '192.168.11.128/25'] })], /has the range 192\.168\.11\.128\/25, which is a part of 192\.168\.11\.0\/24/],
    ['would take what another one leads to', [vpnConnectionOf('c1'), vpnConnectionOf('c2', { peerRanges: ['192.168.11.0/24'] })], /"c2-name" of this VPN gateway leads to already/],
  ] as const) {
    it(`blocks where it ${what}`, async () => {
      assert.match(whyOf(await stepOf(wanted).find(bench(connections).context)), why);
    });
  }
});
