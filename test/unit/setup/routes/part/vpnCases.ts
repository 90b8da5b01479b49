import assert from 'node:assert/strict';
import type { SecretsManagerInstance } from '../../../../../src/model/secretsManager';
import type { PartOf } from '../../../../../src/setup/routes/part/choices';
import { never } from '../../support';
import type { Case } from './cases';
import type { PartPeer } from './partPeer';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** One for each part of a client VPN, with all that it may make. */
export const vpnCases: Readonly<Record<string, Case>> = {
  'secrets-manager': {
    choices: ({ resourceGroupId }) => Promise.resolve({ part: 'secrets-manager', name: 'mine', plan: 'standard', resourceGroupId }), more: 1, stride: 2,
  },
  'secrets-manager, a Trial': {
    choices: ({ resourceGroupId }) => Promise.resolve({ part: 'secrets-manager', name: 'mine', plan: 'trial', resourceGroupId }), more: 1, stride: 3,
  },
  'vpn-certificates made here': { choices: (bench) => certificates(bench, { kind: 'made', person: 'anna', keepsAuthorityKey: false }), more: 1 },
  'vpn-certificates of Secrets Manager': { choices: (bench) => certificates(bench, { kind: 'private', person: 'anna' }), more: 6, stride: 5 },
  'vpn-authorization': {
    choices: async (bench) => ({
      part: 'vpn-authorization', name: 'keeper', secretsManager: await secretsManager(bench), resourceGroupId: bench.resourceGroupId,
    }),
    more: 1,
  },
  'vpn-server': { choices: vpnServer, more: 4, stride: 5 },
  'vpn-route': {
    choices: async (bench) => {
      const server = await standingServer(bench);
      return { part: 'vpn-route', name: server.name, server, destination: '10.99.0.0/24', action: 'translate' };
    },
    more: 1, stride: 3,
  },
  'vpn-ways-back': {
    choices: async (bench) => {
      const [vpc, subnet] = [await bench.vpcNamed('payments-vpc'), await closedSubnet(bench)];
      return { part: 'vpn-ways-back', name: vpc.name, vpc, subnets: [subnet], resourceGroupId: bench.resourceGroupId };
    },
    more: 0, writes: 'PATCH',
  },
};

/** One that is there, which nothing of ours made. */
export async function secretsManager({ peer: { cloud }, resourceGroupId }: PartPeer): Promise<SecretsManagerInstance> {
  const there = (await cloud.secretsManagers.list(never)).find(({ name }) => name === 'keeper');
  if (there !== undefined) {
    return there;
  }
  const { crn } = await cloud.secretsManagers.create({ name: 'keeper', region: 'ca-mon', plan: 'standard', resourceGroupId }, never);
  for (;;) {
    const made = await cloud.secretsManagers.get(crn, never);
    if (made.state === 'active' && await cloud.secretsManagers.open(made).answers(never)) {
      return made;
    }
  }
}

async function certificates(bench: PartPeer, way: PartOf<'vpn-certificates'>['way']): Promise<PartOf<'vpn-certificates'>> {
  return { part: 'vpn-certificates', name: 'mine', secretsManager: await secretsManager(bench), way, resourceGroupId: bench.resourceGroupId };
}

/** With certificates that a part made before, and a subnet and a group of its own. */
export async function vpnServer(bench: PartPeer): Promise<PartOf<'vpn-server'>> {
  const keeper = await secretsManager(bench);
  const held = bench.peer.cloud.secretsManagers.open(keeper);
  if ((await held.listCertificates({}, never)).length === 0) {
    await bench.made(await bench.part('certs-pc-1a2b', await certificates(bench, { kind: 'made', person: 'anna', keepsAuthorityKey: true })));
  }
  const [certificate] = await held.listCertificates({}, never);
  assert.ok(certificate !== undefined);
  const { id, name, crn } = certificate;
  return {
    part: 'vpn-server', name: 'mine', vpc: await bench.vpcNamed('payments-vpc'), resourceGroupId: bench.resourceGroupId, secretsManager: keeper,
    places: [{ zone: 'ca-mon-1', subnet: { kind: 'new' } }], guard: { kind: 'new', dialledFrom: '203.0.113.7/32' },
    certificate: { id, name, crn }, authority: { id, name, crn }, authentication: ['certificate'], clientPool: '172.20.0.0/22', tunnel: 'split',
    protocol: 'udp', port: 443, idleTimeout: 600, dnsServers: ['161.26.0.7', '161.26.0.8'],
  };
}

/** A VPN server that stands by itself. */
export async function standingServer(bench: PartPeer): Promise<Named> {
  const vpc = bench.peer.cloud.vpc('ca-mon');
  const there = async (): Promise<Named | undefined> => (await vpc.listVpnServers({}, never)).find(({ name }) => name === 'office');
  if (await there() === undefined) {
    await bench.made(await bench.part('office-pc-1a2b', { ...await vpnServer(bench), name: 'office' }));
  }
  const server = await there();
  assert.ok(server !== undefined);
  return { id: server.id, name: server.name };
}

const closed = new WeakMap<PartPeer, Named>();

/** A subnet of the account's VPC; the routing tables there take no routes of VPN servers from the first time on. */
async function closedSubnet(bench: PartPeer): Promise<Named> {
  const subnet = closed.get(bench) ?? await bench.subnetNamed('payments-app-1');
  if (!closed.has(bench)) {
    const [vpc, { id }] = [bench.peer.cloud.vpc('ca-mon'), await bench.vpcNamed('payments-vpc')];
    for (const table of await vpc.listRoutingTables(id, never)) {
      await vpc.acceptRoutesFrom(id, await vpc.getVersionedRoutingTable(id, table.id, never), [], never);
    }
    closed.set(bench, subnet);
  }
  return subnet;
}
