import { setTimeout as pause } from 'node:timers/promises';
import { Secret } from '../../../src/model/secret';
import { never, type Peer } from './support';

const detection = { action: 'restart', interval: 2, timeout: 10 };

/** All that joins an office to a VPC of the account, named after `base` and made by nobody whom a journal knows. */
export async function standingOffice({ cloud, sandbox }: Peer, base: string): Promise<void> {
  const vpc = cloud.vpc('ca-mon');
  const resourceGroupId = (await cloud.resources.listResourceGroups(sandbox.accountId, never)).find(({ isDefault }) => isDefault)?.id ?? '';
  const subnets = (await vpc.listSubnets({}, never)).filter((subnet) => subnet.vpc.name === 'payments-vpc');
  const { id } = await vpc.createVpnGateway({ name: base, subnetId: subnets[0]?.id ?? '', mode: 'policy', resourceGroupId }, never);
  await until(async () => (await vpc.getVpnGateway(id, never)).lifecycleState === 'stable');
  const algorithms = { authentication: 'sha256', encryption: 'aes256', resourceGroupId } as const;
  const ike = await vpc.createIkePolicy({ name: `${base}-ike`, ...algorithms, version: 2, dhGroup: 14, keyLifetime: 28_800 }, never);
  const ipsec = await vpc.createIpsecPolicy({ name: `${base}-ipsec`, ...algorithms, pfs: 'group_14', keyLifetime: 3600 }, never);
  await vpc.createVpnConnection(id, {
    name: base, enabled: true, presharedKey: new Secret('Standing-Key_2026'), peer: { address: '203.0.113.9' }, establishMode: 'bidirectional',
    deadPeerDetection: detection, ikePolicyId: ike.id, ipsecPolicyId: ipsec.id,
    traffic: { mode: 'policy', localRanges: ['10.249.0.0/24'], peerRanges: ['192.168.7.0/24'] },
  }, never);
  await standingNames(cloud.dnsServices, base, resourceGroupId, subnets.slice(0, 2).map(({ crn }) => crn));
}

async function standingNames(dnsServices: Peer['cloud']['dnsServices'], base: string, resourceGroupId: string, subnetCrns: readonly string[]): Promise<void> {
  const { crn } = await dnsServices.create({ name: base, resourceGroupId }, never);
  await until(async () => (await dnsServices.get(crn, never)).state === 'active');
  const api = dnsServices.open(await dnsServices.get(crn, never));
  const { id } = await api.createResolver({ name: `${base}-names`, description: base, locations: subnetCrns.map((subnetCrn) => ({ subnetCrn, enabled: true })) }, never);
  await until(async () => (await api.getResolver(id, never)).health === 'HEALTHY');
  await api.updateResolver(id, { enabled: true }, never);
  await api.createRule(id, { match: 'office.example', forwardTo: ['192.168.7.53'], description: base }, never);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let reads = 0; !await isSo(); reads += 1) {
    if (reads === 1000) {
      throw new Error('It does not come');
    }
    await pause(1);
  }
}

/** What an account has of such things. */
export function officesOf({ sandbox: { state } }: Peer): readonly string[] {
  return [
    ...[...state.regions.values()].flatMap(({ vpnGateways, vpnConnections, ikePolicies, ipsecPolicies, vpcRoutes }) =>
      [vpnGateways, vpnConnections, ikePolicies, ipsecPolicies, vpcRoutes].flatMap((table) => [...table.keys()])),
    ...state.customResolvers.keys(),
    ...[...state.instances.values()].filter(({ crn, state: word }) => crn.includes(':dns-svcs:') && word === 'active').map(({ crn }) => crn),
  ];
}
