import type { PartChoices } from '../../../../../src/setup/routes/part/choices';
import { makeKeyFile } from '../../../../../src/ssh/keyFile';
import { never } from '../../support';
import type { PartPeer } from './partPeer';

export interface Case {
  readonly choices: (bench: PartPeer) => Promise<PartChoices>;
  readonly instance?: string;
  /** How many things the account has more when it is made. */
  readonly more: number;
  /** Of a long journal every so-manieth line is enough: 1 where it is left out. */
  readonly stride?: number;
  /** What its writes are: POST where it is left out. */
  readonly writes?: 'PATCH';
}

/** One for each part, with all that it may make. */
export const plainCases: Readonly<Record<string, Case>> = {
  'vpc': { choices: ({ resourceGroupId }) => Promise.resolve({ part: 'vpc', name: 'mine', resourceGroupId }), more: 2 },
  'subnet': {
    choices: async (bench) => ({
      part: 'subnet', name: 'mine', vpc: await bench.vpcNamed('payments-vpc'), zone: 'ca-mon-1', resourceGroupId: bench.resourceGroupId,
    }),
    more: 1,
  },
  'endpoint-gateway': {
    choices: async (bench) => ({
      part: 'endpoint-gateway', name: 'mine', vpc: await bench.vpcNamed('payments-vpc'), zones: ['ca-mon-1'], resourceGroupId: bench.resourceGroupId,
      admits: await bench.groupNamed('orders-gateway-sg'),
    }),
    instance: 'telemetry', more: 2, stride: 3,
  },
  'credential': { choices: () => Promise.resolve({ part: 'credential', name: 'mine' }), instance: 'telemetry', more: 1 },
  'rule': {
    choices: async (bench) => {
      const group = await bench.groupNamed('build-box-sg');
      return { part: 'rule', name: group.name, group, from: { kind: 'cidr', cidr: '198.51.100.0/24' }, port: 9093 };
    },
    more: 0,
  },
  'rule from a group that lets nothing out': {
    choices: async (bench) => {
      const [group, from] = [await bench.groupNamed('build-box-sg'), await bench.groupNamed('orders-gateway-sg')];
      return { part: 'rule', name: group.name, group, from: { kind: 'security-group', ...from }, port: 9093 };
    },
    more: 0,
  },
  'virtual-server': { choices: (bench) => bench.serverChoices(), more: 4, stride: 4 },
  'ssh-key': {
    choices: ({ resourceGroupId, ...bench }) => Promise.resolve({ part: 'ssh-key', name: 'mine', key: { kind: 'new', path: `${bench.peer.sandbox.environment.sshFolder}/mine` }, resourceGroupId }),
    more: 1,
  },
  'ssh-key of a file': {
    choices: async (bench) => {
      const path = bench.keyPath('id');
      await makeKeyFile(path, 'me', never).catch(() => undefined);
      return { part: 'ssh-key', name: 'mine', key: { kind: 'existing', path }, resourceGroupId: bench.resourceGroupId };
    },
    more: 1,
  },
  'floating-ip': {
    choices: async (bench) => {
      const server = await addressless(bench);
      return { part: 'floating-ip', name: 'mine', server, resourceGroupId: bench.resourceGroupId };
    },
    more: 1,
  },
};

/** A server that stands by itself, without an address. */
async function addressless(bench: PartPeer): Promise<{ readonly id: string; readonly name: string }> {
  const servers = await bench.peer.cloud.vpc('ca-mon').listVirtualServers({}, never);
  if (!servers.some(({ name }) => name === 'box')) {
    await bench.made(await bench.part('box-pc-1a2b', await bench.serverChoices()));
  }
  return await bench.serverNamed('box');
}
