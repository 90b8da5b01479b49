import assert from 'node:assert/strict';
import type { SecurityGroup } from '../../../../src/model/landscape';
import { inRange, parseAddress } from '../../../../src/model/range';
import type { NetworkTruth } from '../../../../src/sandbox/dataPlane';

/** The first addresses of a subnet and its last one are the cloud's own, the second being its router's. */
const firstFree = 4;

/** Throws where no real network could be as the truth says, so that no behaviour is shown by what cannot be. */
export function assertMakeable(truth: NetworkTruth): void {
  assertNames(truth);
  assertPlaces(truth);
  assertReferences(truth);
}

/** What nobody can change of what is there, by its id: a server stays in its subnet, a gateway keeps its names. */
export function unchangeable({ subnets, endpointGateways, servers }: NetworkTruth): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>([
    ...subnets.map(({ id, vpc, zone, cidr }) => [id, { vpc: vpc.id, zone, cidr }] as const),
    ...endpointGateways.map(({ id, vpc, targetCrn, serviceEndpoints }) => [id, { vpc: vpc.id, targetCrn, serviceEndpoints }] as const),
    ...servers.map(({ id, name, vpcId, subnetId, zone, interfaceId, address, loginUser, authorizedKeys }) =>
      [id, { name, vpcId, subnetId, zone, interfaceId, address, loginUser, authorizedKeys }] as const),
  ]);
}

function assertNames({ subnets, securityGroups, networkAcls, endpointGateways, servers }: NetworkTruth): void {
  const all = [...subnets, ...securityGroups, ...networkAcls, ...endpointGateways, ...servers];
  assertDistinct(all.map(({ id }) => id));
  assertDistinct(servers.map(({ interfaceId }) => interfaceId));
  for (const { name } of all) {
    assert.match(name, /^[a-z][a-z0-9-]*$/);
  }
  assertDistinct(endpointGateways.map(({ vpc, targetCrn }) => `${vpc.id} ${targetCrn}`));
}

function assertPlaces({ subnets, endpointGateways, servers, publicGateways }: NetworkTruth): void {
  const places = [
    ...servers.map(({ vpcId, subnetId, address }) => ({ vpcId, subnetId, address })),
    ...endpointGateways.flatMap(({ vpc, addresses }) => addresses.map(({ subnetId, address }) => ({ vpcId: vpc.id, subnetId, address }))),
  ];
  for (const { vpcId, subnetId, address } of places) {
    const subnet = subnets.find(({ id }) => id === subnetId);
    assert.ok(subnet?.vpc.id === vpcId && inRange(address, subnet.cidr), `${address} is in no subnet`);
    const size = 2 ** (32 - Number(subnet.cidr.split('/')[1]));
    const host = (parseAddress(address) ?? 0) % size;
    assert.ok(host >= firstFree && host < size - 1, `${address} is the cloud's own`);
  }
  assertDistinct(places.map(({ vpcId, address }) => `${vpcId} ${address}`));
  assertDistinct([...servers.flatMap(({ floatingAddress }) => floatingAddress ?? []), ...publicGateways.map(({ address }) => address)]);
  for (const { addresses } of endpointGateways) {
    assertDistinct(addresses.map(({ subnetId }) => subnetId ?? ''));
  }
}

function assertReferences({ subnets, securityGroups, networkAcls, endpointGateways, servers, publicGateways }: NetworkTruth): void {
  const groups = new Map(securityGroups.map((group) => [group.id, group.vpc.id]));
  const acls = new Map(networkAcls.map((acl) => [acl.id, acl.vpc.id]));
  for (const { networkAcl, publicGateway, vpc } of subnets) {
    assert.equal(acls.get(networkAcl.id), vpc.id, `network ACL ${networkAcl.id}`);
    assert.ok(publicGateway === undefined || publicGateways.some(({ id, vpcId }) => id === publicGateway.id && vpcId === vpc.id), 'public gateway');
  }
  const named = [
    ...servers.flatMap(({ vpcId, securityGroupIds }) => securityGroupIds.map((id) => ({ id, vpcId }))),
    ...endpointGateways.flatMap(({ vpc, securityGroups: own }) => own.map(({ id }) => ({ id, vpcId: vpc.id }))),
    ...securityGroups.flatMap((group) => remotesOf(group).map((id) => ({ id, vpcId: group.vpc.id }))),
  ];
  for (const { id, vpcId } of named) {
    assert.equal(groups.get(id), vpcId, `security group ${id}`);
  }
}

function remotesOf({ rules }: SecurityGroup): string[] {
  return rules.flatMap(({ remote }) => remote.kind === 'security-group' ? [remote.id] : []);
}

function assertDistinct(words: readonly string[]): void {
  assert.deepEqual(words.filter((word, at) => words.indexOf(word) !== at), [], 'the same twice');
}
