import type { NetworkTruth } from '../../../src/sandbox/dataPlane';
import { packageMirror, privateResolvers, providerGateway, publicResolvers, serviceAddress, vpcResolvers } from './addresses';
import { fixed, plainHost } from './fixedHosts';
import { publicNames } from './names';
import type { LabNumbers } from './numbers';
import type { DaemonPlan, HostPlan } from './plan';
import type { VpcPart } from './router';

/** IBM's own network: resolvers, the package mirror, and the services behind endpoint gateways. */
export function provider(truth: NetworkTruth, vpcs: readonly VpcPart[], numbers: LabNumbers): HostPlan {
  return {
    ...plainHost, id: fixed.provider, name: 'provider',
    addresses: [
      providerGateway, packageMirror, ...publicResolvers, ...vpcs.flatMap(({ number }) => vpcResolvers(number)),
      ...truth.services.map(({ crn }) => serviceAddress(numbers.services.of(crn))),
    ].map((address) => `${address}/32`),
    tables: { resolvers: ownResolvers(vpcs) },
  };
}

export function providerDaemons(records: readonly string[]): readonly DaemonPlan[] {
  return [publicNames('names/iaas', fixed.provider, publicResolvers, records)];
}

/** Every VPC calls its own private resolvers by the same two addresses. */
function ownResolvers(vpcs: readonly VpcPart[]): string {
  return [
    'chain arrive { type nat hook prerouting priority dstnat; policy accept;',
    ...vpcs.flatMap(({ number }) => privateResolvers.map((address, at) =>
      `iifname "vpc${number}" ip daddr ${address} dnat to ${vpcResolvers(number)[at] ?? address}`)),
    '}',
  ].join('\n');
}
