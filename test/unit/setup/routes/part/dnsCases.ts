import assert from 'node:assert/strict';
import type { DnsServicesInstance } from '../../../../../src/model/dnsServices';
import { never } from '../../support';
import type { Case } from './cases';
import type { PartPeer } from './partPeer';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** One for each part of DNS Services, with all that it may make. */
export const dnsCases: Readonly<Record<string, Case>> = {
  'dns-services': { choices: ({ resourceGroupId }) => Promise.resolve({ part: 'dns-services', name: 'mine', resourceGroupId }), more: 1 },
  'custom-resolver': {
    choices: async (bench) => ({
      part: 'custom-resolver', name: 'mine', vpc: await bench.vpcNamed('payments-vpc'), instance: await dnsInstance(bench),
      subnets: [await bench.subnetNamed('payments-app-1'), await bench.subnetNamed('payments-app-2')],
    }),
    more: 3, stride: 2,
  },
  'resolver-enabling': {
    choices: async (bench) => {
      const resolver = await standingResolver(bench);
      return { part: 'resolver-enabling', name: resolver.name, instance: await dnsInstance(bench), resolver };
    },
    more: 0, writes: 'PATCH',
  },
  'forwarding-rule': {
    choices: async (bench) => {
      const resolver = await standingResolver(bench);
      return { part: 'forwarding-rule', name: resolver.name, instance: await dnsInstance(bench), resolver, match: 'office.example', forwardTo: ['192.168.7.53'] };
    },
    more: 1,
  },
};

/** One that is there, which nothing of ours made. */
export async function dnsInstance({ peer: { cloud: { dnsServices } }, resourceGroupId }: PartPeer): Promise<DnsServicesInstance> {
  const there = (await dnsServices.list(never)).find(({ name }) => name === 'keeper');
  const { crn } = there ?? await dnsServices.create({ name: 'keeper', resourceGroupId }, never);
  for (;;) {
    const made = await dnsServices.get(crn, never);
    if (made.state === 'active') {
      return made;
    }
  }
}

/** One that is there, with a location that is up. */
export async function standingResolver(bench: PartPeer): Promise<Named> {
  const api = bench.peer.cloud.dnsServices.open(await dnsInstance(bench));
  const [there] = await api.listResolvers(never);
  if (there !== undefined) {
    return { id: there.id, name: there.name };
  }
  const { id: subnetId } = await bench.subnetNamed('payments-app-1');
  const { crn: subnetCrn } = await bench.peer.cloud.vpc('ca-mon').getSubnet(subnetId, never);
  const { id, name } = await api.createResolver({ name: 'theirs', locations: [{ subnetCrn, enabled: true }] }, never);
  for (let reads = 0; (await api.getResolver(id, never)).health !== 'HEALTHY'; reads += 1) {
    assert.ok(reads < 1_000, 'the resolver does not come up');
  }
  return { id, name };
}
