import assert from 'node:assert/strict';
import { Failure } from '../../../../src/model/failure';
import { Secret } from '../../../../src/model/secret';
import type { SecretVault } from '../../../../src/setup/dependencies';
import { presharedKeyMaker } from '../../../../src/setup/makers/presharedKey';
import { vpnConnectionMaker, type VpnConnectionSpecification } from '../../../../src/setup/makers/vpnConnection';
import { vpnConnectionRange, vpnConnectionRangeMaker } from '../../../../src/setup/makers/vpnConnectionRange';
import { absent, scripted } from '../scripted';
import { vpnConnectionOf, vpnGatewayOf } from '../vpnGatewayThings';

const specification: VpnConnectionSpecification = {
  gatewayId: 'g1', name: 'to-office', enabled: true, presharedKey: new Secret('a-key-of-ours'), peer: { address: '203.0.113.9' }, establishMode: 'bidirectional',
  deadPeerDetection: { action: 'restart', interval: 2, timeout: 10 }, ikePolicyId: 'p1', ipsecPolicyId: 'p2',
  traffic: { mode: 'policy', localRanges: ['10.0.0.0/28'], peerRanges: ['192.168.10.0/24'] },
};
const made = { kind: 'vpn-connection', id: 'g1/c1', name: 'to-office', crn: undefined, address: undefined };
const ours = vpnConnectionOf('c1', { name: 'to-office' });

describe('A connection of a VPN gateway', () => {
  it('is asked for on its gateway, found there by its name, and not waited for: it is down until the office dials', async () => {
    const { context, deeds } = scripted({ createVpnConnection: () => Promise.resolve(ours), listVpnConnections: () => Promise.resolve([vpnConnectionOf('c0'), ours]) });
    assert.equal(await vpnConnectionMaker.make(context, specification), ours);
    assert.equal(await vpnConnectionMaker.find(context, specification), ours);
    assert.deepEqual(deeds.map(([what, gateway]) => `${String(what)} ${String(gateway)}`), ['createVpnConnection g1', 'listVpnConnections g1']);
    assert.deepEqual(vpnConnectionMaker.describe(ours, specification), made);
    assert.equal(vpnConnectionMaker.wait, undefined);
  });

  it('is recovered by the name of a lost request, on a gateway of the journal alone', async () => {
    const gateways = [vpnGatewayOf('g0', { connections: [{ id: 'c9', name: 'to-office' }] }), vpnGatewayOf('g1', { connections: [{ id: 'c1', name: 'to-office' }] })];
    const recover = (id: string) => vpnConnectionMaker.recover(scripted({ listVpnGateways: () => Promise.resolve(gateways) }, {
      originOf: (other) => other === id ? 'adopted' : undefined,
    }).context, { kind: 'vpn-connection', name: 'to-office' });
    assert.deepEqual(await recover('g1'), made);
    assert.equal(await recover('g2'), undefined);
  });

  it('is removed from its gateway, and gone when a read says so', async () => {
    const { context, deeds } = scripted({ deleteVpnConnection: () => Promise.resolve(), getVpnConnection: absent });
    await vpnConnectionMaker.remove(context, { ...made, origin: 'made' });
    assert.deepEqual(deeds, [['discard'], ['deleteVpnConnection', 'g1', 'c1'], ['untilGone', 'the VPN connection to-office'], ['getVpnConnection', 'g1', 'c1']]);
  });

  for (const [code, why] of [
    ['vpn_connections_quota_exceeded', /takes ten connections/], ['vpn_connection_pair_cidrs_duplicated', /take the tunnel of the other away/],
    ['vpn_connection_peer_subnets_quota_exceeded', /50 ranges/], ['vpn_connection_local_subnets_quota_exceeded_for_connection', /15 ranges/],
  ] as const) {
    it(`that is refused with ${code} says what that means and what mends it`, async () => {
      const refusal = new Failure({ code: `vpc.${code}`, status: 400, what: 'Could not', why: 'No.', next: 'Ask.' });
      const { context } = scripted({ createVpnConnection: () => Promise.reject(refusal) });
      await assert.rejects(Promise.resolve(vpnConnectionMaker.make(context, specification)), (error: Failure) => why.test(error.why) && error.next.startsWith('Choose '));
    });
  }
});

describe('A range that is added to a connection', () => {
  const range = vpnConnectionRange({ gatewayId: 'g1', connectionId: 'c1', side: 'local', range: '10.0.1.0/28' });
  const found = { kind: 'vpn-connection-range', id: 'g1/c1 local 10.0.1.0/28', name: 'g1/c1 local 10.0.1.0/28' };

  it('is added where it is not, found, recovered by what its name says, and taken off again', async () => {
    const { context, deeds } = scripted({
      hasVpnConnectionRange: () => Promise.resolve(deeds.some(([what]) => what === 'addVpnConnectionRange')),
      addVpnConnectionRange: () => Promise.resolve(), removeVpnConnectionRange: () => Promise.resolve(),
    });
    assert.equal(await vpnConnectionRangeMaker.recover(context, { kind: found.kind, name: range.name }), undefined);
    assert.equal(await vpnConnectionRangeMaker.make(context, range), '10.0.1.0/28');
    assert.equal(await vpnConnectionRangeMaker.find(context, range), '10.0.1.0/28');
    assert.deepEqual(vpnConnectionRangeMaker.describe('10.0.1.0/28', range), found);
    assert.deepEqual(await vpnConnectionRangeMaker.recover(context, { kind: found.kind, name: range.name }), found);
    await vpnConnectionRangeMaker.remove(context, { ...found, origin: 'made' });
    assert.deepEqual(deeds.at(-1), ['removeVpnConnectionRange', 'g1', 'c1', 'local', '10.0.1.0/28']);
    assert.match(vpnConnectionRangeMaker.inUndo('VPN connection to-office', range.name), /^the range 10\.0\.1\.0\/28 on: VPN connection to-office$/);
  });

  it('is left to whoever added it a moment before: it is not asked for', async () => {
    const { context, deeds } = scripted({ hasVpnConnectionRange: () => Promise.resolve(true) });
    await assert.rejects(vpnConnectionRangeMaker.make(context, range), { code: 'setup.added-meanwhile' });
    assert.deepEqual(deeds.map(([what]) => what), ['hasVpnConnectionRange']);
  });
});

describe('The pre-shared key of a connection', () => {
  function vaultOf(text?: string): SecretVault & { readonly kept: Map<string, Secret> } {
    const kept = new Map(text === undefined ? [] : [['preshared-key/orders-pc', new Secret(text)]]);
    return {
      kept, get: (key) => Promise.resolve(kept.get(key)), store: (key, secret) => Promise.resolve(void kept.set(key, secret)), delete: (key) => Promise.resolve(void kept.delete(key)),
    };
  }
  const name = 'orders-pc-preshared-key';

  it('is made and kept once: asked for again it is the same', async () => {
    const vault = vaultOf();
    const { context } = scripted({}, {}, { secrets: vault });
    const first = await presharedKeyMaker.make(context, { name, isBrought: false });
    assert.equal((await presharedKeyMaker.make(context, { name, isBrought: false })).reveal(), first.reveal());
    assert.equal((await presharedKeyMaker.find(context, { name, isBrought: false }))?.reveal(), first.reveal());
    assert.deepEqual([...vault.kept.values()].map((secret) => secret.reveal()), [first.reveal()]);
  });

  it('that was typed is taken as it is, and none is made in its place', async () => {
    assert.equal((await presharedKeyMaker.make(scripted({}, {}, { secrets: vaultOf('typed-key') }).context, { name, isBrought: true })).reveal(), 'typed-key');
    const vault = vaultOf();
    await assert.rejects(Promise.resolve(presharedKeyMaker.make(scripted({}, {}, { secrets: vault }).context, { name, isBrought: true })), TypeError);
    assert.equal(vault.kept.size, 0);
  });

  it('stays with a VPN connection of ours that stays, and goes with it', async () => {
    const used = (connections: readonly { readonly id: string; readonly name: string }[]) => presharedKeyMaker.usedBy?.(
      scripted({ listVpnGateways: () => Promise.resolve([vpnGatewayOf('g1', { connections })]) }, { originOf: (id) => id === 'g1/c1' ? 'made' : undefined }).context,
      { kind: 'preshared-key', id: name, name, origin: 'made' },
    );
    assert.equal(await used([{ id: 'c1', name: 'to-office' }]), 'the VPN connection to-office');
    assert.equal(await used([{ id: 'c2', name: 'theirs' }]), undefined);
    const vault = vaultOf('key-of-ours');
    await presharedKeyMaker.remove(scripted({}, {}, { secrets: vault }).context, { kind: 'preshared-key', id: name, name, origin: 'made' });
    assert.equal(vault.kept.size, 0);
  });
});
