import type { Reference, SecurityGroupRule } from '../../../../src/model/landscape';
import type { NetworkTruth } from '../../../../src/sandbox/dataPlane';
import { workingTruth } from './truths';

export const otherFloatingAddress = '198.51.100.20';

/** A second VPC beside what is there, just like that of `workingTruth` and with a gateway to the same service, at addresses of its own: 10.250. */
export function withOtherVpc(truth: NetworkTruth, authorizedKeys: readonly string[]): NetworkTruth {
  return withVpcLikeTheFirst(truth, authorizedKeys, 'other', '10.250');
}

/** The same at the very addresses of the first one, which is as good. */
export function withTwinVpc(truth: NetworkTruth, authorizedKeys: readonly string[]): NetworkTruth {
  return withVpcLikeTheFirst(truth, authorizedKeys, 'twin', '10.240');
}

function withVpcLikeTheFirst(truth: NetworkTruth, authorizedKeys: readonly string[], word: string, prefix: string): NetworkTruth {
  const other = workingTruth(authorizedKeys);
  const newName = (name: string): string => `${word}-${name}`;
  const renamed = <T extends Reference>(each: T): T => ({ ...each, id: newName(each.id), name: newName(each.name) });
  const renamedRule = (rule: SecurityGroupRule): SecurityGroupRule =>
    ({ ...rule, id: newName(rule.id), remote: rule.remote.kind === 'security-group' ? renamed(rule.remote) : rule.remote });
  const inPrefix = (address: string): string => address.replace(/^10\.240/, prefix);
  return {
    ...truth,
    subnets: [...truth.subnets, ...other.subnets.map((each) => ({
      ...renamed(each), vpc: renamed(each.vpc), networkAcl: renamed(each.networkAcl), cidr: inPrefix(each.cidr),
    }))],
    securityGroups: [...truth.securityGroups, ...other.securityGroups.map((each) => ({
      ...renamed(each), vpc: renamed(each.vpc), rules: each.rules.map(renamedRule),
    }))],
    networkAcls: [...truth.networkAcls, ...other.networkAcls.map((each) => ({
      ...renamed(each), vpc: renamed(each.vpc), rules: each.rules.map(renamed),
    }))],
    endpointGateways: [...truth.endpointGateways, ...other.endpointGateways.map((each) => ({
      ...renamed(each), vpc: renamed(each.vpc), securityGroups: each.securityGroups.map(renamed),
      addresses: each.addresses.map((ip) => ({ ...renamed(ip), address: inPrefix(ip.address), subnetId: newName(ip.subnetId ?? '') })),
    }))],
    servers: [...truth.servers, ...other.servers.map((each) => ({
      ...renamed(each), vpcId: newName(each.vpcId), subnetId: newName(each.subnetId), interfaceId: newName(each.interfaceId),
      securityGroupIds: each.securityGroupIds.map(newName), address: inPrefix(each.address),
      floatingAddress: each.floatingAddress === undefined ? undefined : otherFloatingAddress,
    }))],
  };
}
