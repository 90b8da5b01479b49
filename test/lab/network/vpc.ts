import type { NetworkTruth } from '../../../src/sandbox/dataPlane';
import { iaasRange, internetGateway, providerGateway, vpcAtProvider, vpcOnInternet, vpcResolvers } from './addresses';
import { fixed } from './fixedHosts';
import { privateRecords, resolver } from './names';
import type { LabNumbers } from './numbers';
import type { PlanPart } from './plan';
import { egress, floatingPlaces, routerOf, routerPlan, type VpcPart } from './router';
import type { Members } from './securityGroups';
import { spoke } from './spoke';

/** A VPC's router, its ways to the internet and to the provider, and its private resolvers there. */
export function vpcPlan(vpc: VpcPart, truth: NetworkTruth, members: Members, numbers: LabNumbers): PlanPart {
  const { id, number } = vpc;
  const router = routerOf(id);
  const onInternet = vpcOnInternet(number);
  const publicAddresses = [...floatingPlaces(vpc).map(({ publicAddress }) => publicAddress), ...new Set(egress(vpc, truth).map(({ address }) => address))];
  const records = privateRecords(truth, id);
  return {
    hosts: [routerPlan(vpc, truth, members, numbers)],
    wires: [
      spoke(
        { host: fixed.internet, device: `vpc${number}`, gateway: internetGateway, routes: publicAddresses.map((address) => `${address}/32 via ${onInternet}`) },
        { host: router, device: 'north', address: onInternet },
      ),
      spoke(
        { host: fixed.provider, device: `vpc${number}`, gateway: providerGateway },
        { host: router, device: 'provider', address: vpcAtProvider(number), routes: [`${iaasRange} via ${providerGateway}`] },
      ),
    ],
    // One after the other, so that a change of names leaves one of the two answering.
    daemons: vpcResolvers(number).map((address, at) => resolver(`names/${id}/${at}`, fixed.provider, [address], records)),
  };
}
