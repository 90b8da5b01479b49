import assert from 'node:assert/strict';
import type { PartOf } from '../../../../../src/setup/routes/part/choices';
import { never } from '../../support';
import type { Case } from './cases';
import type { PartPeer } from './partPeer';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** One for each part of the cloud's side of a site-to-site VPN, with all that it may make. */
export const siteVpnCases: Readonly<Record<string, Case>> = {
  'vpn-gateway': { choices: (bench) => vpnGateway(bench), more: 2, stride: 3 },
  'vpn-gateway in route mode': { choices: (bench) => vpnGateway(bench, { mode: 'route' }), more: 2, stride: 5 },
  'vpn-connection': { choices: (bench) => vpnConnection(bench), more: 3, stride: 4 },
};

/** With a subnet of its own. */
export async function vpnGateway(bench: PartPeer, more: Partial<PartOf<'vpn-gateway'>> = {}): Promise<PartOf<'vpn-gateway'>> {
  return {
    part: 'vpn-gateway', name: 'mine', vpc: await bench.vpcNamed('payments-vpc'), zone: 'ca-mon-1', mode: 'policy', resourceGroupId: bench.resourceGroupId,
    subnet: { kind: 'new' }, ...more,
  };
}

/** On a gateway that stands by itself. */
export async function vpnConnection(bench: PartPeer, more: Partial<PartOf<'vpn-connection'>> = {}): Promise<PartOf<'vpn-connection'>> {
  return {
    part: 'vpn-connection', name: 'to-office', gateway: await standingGateway(bench), localRanges: ['10.240.0.0/24'], keyIsBrought: false,
    office: {
      peer: { kind: 'address', address: '203.0.113.9' }, isBehindNat: false, identity: { type: 'ipv4_address', value: '203.0.113.9' }, ranges: ['192.168.10.0/24'],
    },
    ike: { version: 2, cipher: 'aes256', integrity: 'sha256', group: 14, lifetime: 28_800 },
    esp: { cipher: 'aes256', integrity: 'sha256', lifetime: 3600 }, resourceGroupId: bench.resourceGroupId, ...more,
  };
}

export async function standingGateway(bench: PartPeer, mode: 'policy' | 'route' = 'policy'): Promise<Named> {
  const name = `office-${mode}`;
  const vpc = bench.peer.cloud.vpc('ca-mon');
  const there = async (): Promise<Named | undefined> => (await vpc.listVpnGateways({}, never)).find((gateway) => gateway.name === name);
  if (await there() === undefined) {
    await bench.made(await bench.part(`${name}-pc-1a2b`, await vpnGateway(bench, { name, mode })));
  }
  const gateway = await there();
  assert.ok(gateway !== undefined);
  return { id: gateway.id, name: gateway.name };
}
