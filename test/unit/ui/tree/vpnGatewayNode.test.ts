import assert from 'node:assert/strict';
import { connectionReasonWords } from '../../../../src/model/vpnConnectionReasons';
import type { SeenVpnConnection, VpnGateway } from '../../../../src/model/vpnGateway';
import { partsByVpc, vpcNode } from '../../../../src/ui/tree/vpcNode';
import { vpnConnectionNode, vpnGatewayNode } from '../../../../src/ui/tree/vpnGatewayNode';
import { landscape, subnet, vpc, vpnConnection, vpnGateway } from '../fixtures';

const payments = vpc('payments');
const office = vpnGateway('to-office', payments);
const gatewayRow = (more: Partial<VpnGateway> = {}) => vpnGatewayNode({ ...office, ...more }, 'ca-mon').view;
const connectionRow = (more: Partial<SeenVpnConnection> = {}) => vpnConnectionNode(vpnConnection('branch', office, more), office, 'ca-mon').view;
const down = (code: string): Partial<SeenVpnConnection> => ({ status: 'down', reasons: [{ code, message: 'The cloud *says* so.' }] });

describe('the row of a VPN gateway', () => {
  it('says what offices dial, once, and nothing of a health that is the usual one', () => {
    const { label, description, spoken, health, tooltip } = gatewayRow({ connections: [{ id: 'c', name: 'branch' }] });
    assert.deepEqual([label, description, health], ['to-office', 'stable · policy mode · 198.51.100.7', undefined]);
    assert.equal(spoken, 'to-office, VPN gateway, stable · policy mode · 198.51.100.7');
    assert.match(tooltip, /Member active: 10\.249\.0\.4 · public address 198\.51\.100\.7\n\nMember standby: 10\.249\.0\.5\n\n/);
    assert.match(tooltip, /Connections: branch$/);
    assert.doesNotMatch(tooltip, /0\.0\.0\.0/);
  });

  it('says that there is no public address yet, whatever the cloud shows in its place', () => {
    const members = office.members.map((member) => ({ ...member, publicAddress: '0.0.0.0', privateAddress: undefined }));
    assert.equal(gatewayRow({ lifecycleState: 'pending', healthState: 'inapplicable', members }).description, 'pending · policy mode · no public address yet');
  });

  it('says what it suffers from, in the cloud\'s words', () => {
    const { description, health, tooltip } = gatewayRow({ healthState: 'degraded', healthReasons: [{ code: 'brand_new', message: 'Something *new*.' }] });
    assert.deepEqual([description?.split(' · ')[1], health], ['degraded', undefined]);
    assert.match(tooltip, /\n\nSomething &#42;new&#42;\.\n\n/);
    const full = gatewayRow({ healthState: 'faulted', healthReasons: [{ code: 'cannot_reserve_ip_address', message: 'Full.' }] });
    assert.match(full.tooltip, /Full\.\n\nThe subnet of the VPN gateway has no free address.*\n\nFree some addresses/);
    assert.deepEqual([gatewayRow({ healthState: 'faulted' }).health, gatewayRow({ lifecycleState: 'deleting' }).health], ['broken', 'going']);
  });

  it('has a page in the console, can be shown and copied', () => {
    for (const tag of ['vpnGateway', 'hasPage', 'hasCrn', 'hasDetails']) assert.ok(gatewayRow().tags.includes(tag), tag);
  });
});

describe('the row of a VPN connection', () => {
  it('says whether it is up, to whom it leads and what goes through it', () => {
    const { description, spoken, health, tooltip } = connectionRow();
    assert.deepEqual([description, spoken, health], [
      'up · 203.0.113.9 · 192.168.0.0/24', 'branch, VPN connection, up · 203.0.113.9 · 192.168.0.0/24', undefined,
    ]);
    assert.match(tooltip, /Through the VPN gateway to-office\n\nFrom 10\.249\.0\.0\/24 to 192\.168\.0\.0\/24 and back\n\nEither side starts it$/);
    assert.match(connectionRow({ peer: { fqdn: 'vpn.example.com' }, establishMode: 'peer_only' }).tooltip, /vpn\.example\.com.*\n\nOnly the office starts it$/s);
  });

  it('says why it is down in a few words, and in the tooltip what that means and what to do, for each of the cloud\'s reasons', () => {
    const codes = [
      'peer_not_responding', 'cannot_authenticate_connection', 'ike_policy_mismatch', 'ipsec_policy_mismatch', 'ike_v1_id_local_remote_cidr_mismatch',
      'ike_v2_local_remote_cidr_mismatch', 'internal_error',
    ];
    for (const code of codes) {
      const { description = '', health, tooltip } = connectionRow(down(code));
      assert.match(description, /^down · [A-Za-z ]+ · 203/, code);
      assert.equal(health, 'broken');
      const words = connectionReasonWords(code);
      assert.ok(words !== undefined && tooltip.includes(`The cloud &#42;says&#42; so.\n\n${words.cause}\n\n${words.cure}`), tooltip);
    }
    assert.match(connectionRow(down('brand_new')).description ?? '', /^down · brand_new · /);
  });

  it('is in no bad state where it is switched off, whatever it says', () => {
    const { description, health, tooltip } = connectionRow({ ...down('peer_not_responding'), enabled: false });
    assert.deepEqual([description?.split(' · ')[0], health], ['switched off', undefined]);
    assert.match(tooltip, /neither dials nor answers/);
    assert.doesNotMatch(tooltip, /The cloud/);
  });

  it('works in part with one of two tunnels, and says which one is down and why', () => {
    const tunnel = (publicAddress: string, status: string, code?: string) =>
      ({ publicAddress, status, reasons: code === undefined ? [] : [{ code, message: 'x' }] });
    const { description, health, tooltip } = connectionRow({
      mode: 'route', localRanges: [], peerRanges: [], tunnels: [tunnel('198.51.100.7', 'up'), tunnel('198.51.100.8', 'down', 'peer_not_responding')],
    });
    assert.deepEqual([description, health], ['up · 1 of 2 tunnels · 203.0.113.9', 'partly']);
    assert.match(tooltip, /Tunnel of 198\.51\.100\.7: up\n\nTunnel of 198\.51\.100\.8: down · no answer from the office\n\n/);
    assert.match(tooltip, /Routes decide what goes through it/);
  });

  it('is called as the journals call it, so that what was made here can be deleted from it, and has no CRN that were another thing\'s', () => {
    const { view, subject } = vpnConnectionNode(vpnConnection('branch', office), office, 'ca-mon');
    assert.deepEqual([view.id, subject.kind === 'resource' ? [subject.id, subject.crn, subject.href] : []], [
      'id-to-office/id-branch', ['id-to-office/id-branch', '', `${office.href}/connections/id-branch`],
    ]);
    assert.ok(!view.tags.includes('hasCrn'));
    assert.ok(!vpnConnectionNode(vpnConnection('branch', office), undefined, 'ca-mon').view.tags.includes('hasDetails'), 'a gateway that a filter hides has no address');
  });

  it('stands in its own VPC alone, in a list of its kind', async () => {
    const far = vpnGateway('far', vpc('other'));
    const region = landscape('ca-mon', {
      vpcs: [payments], subnets: [subnet('a', payments)], vpnGateways: [office, far], vpnConnections: [vpnConnection('branch', office), vpnConnection('away', far)],
    });
    const kinds = await vpcNode(payments, partsByVpc(region)(payments.id), new Map()).children?.() ?? [];
    assert.deepEqual(kinds.map(({ view }) => view.label), ['VPN gateways (1)', 'VPN connections (1)', 'Subnets (1)']);
  });
});
