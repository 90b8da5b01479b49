import type { EndpointGateway, NetworkAclRule, SecurityGroupRule } from '../../../../src/model/landscape';
import type { NetworkTruth, ServerTruth } from '../../../../src/sandbox/dataPlane';
import { acl, brokerName, gateway, group, reservedIp, service, serviceCrn } from './truths';

export function withServers(truth: NetworkTruth, ...more: readonly ServerTruth[]): NetworkTruth {
  return { ...truth, servers: [...truth.servers, ...more] };
}

export function withServer(truth: NetworkTruth, change: Partial<ServerTruth>, id = 'server-1'): NetworkTruth {
  return { ...truth, servers: truth.servers.map((each) => each.id === id ? { ...each, ...change } : each) };
}

export function withoutServer(truth: NetworkTruth, id: string): NetworkTruth {
  return { ...truth, servers: truth.servers.filter((each) => each.id !== id) };
}

export function withoutRule(truth: NetworkTruth, id: string): NetworkTruth {
  return {
    ...truth,
    securityGroups: truth.securityGroups.map((each) => ({ ...each, rules: each.rules.filter((one) => one.id !== id) })),
  };
}

/** With one rule changed, whichever group has it. */
export function withRule(truth: NetworkTruth, id: string, change: Partial<SecurityGroupRule>): NetworkTruth {
  return {
    ...truth,
    securityGroups: truth.securityGroups.map((each) => ({ ...each, rules: each.rules.map((one) => one.id === id ? { ...one, ...change } : one) })),
  };
}

/** With these rules more, in a group that is there or in a new one. */
export function withRules(truth: NetworkTruth, groupId: string, ...rules: readonly SecurityGroupRule[]): NetworkTruth {
  const before = truth.securityGroups.find((each) => each.id === groupId) ?? group(groupId, []);
  return {
    ...truth,
    securityGroups: [...truth.securityGroups.filter((each) => each.id !== groupId), { ...before, rules: [...before.rules, ...rules] }],
  };
}

export function withGateway(truth: NetworkTruth, change: Partial<EndpointGateway>): NetworkTruth {
  return { ...truth, endpointGateways: [gateway(change)] };
}

export const secondGatewayAddress = '10.240.64.5';
export const secondBrokerName = brokerName.replace('guid-1', 'guid-2');

/** With one more gateway, to one more service. */
export function withSecondGateway(truth: NetworkTruth): NetworkTruth {
  const crn = serviceCrn.replace('guid-1', 'guid-2');
  return {
    ...truth,
    endpointGateways: [...truth.endpointGateways, gateway({
      id: 'gateway-2', name: 'gateway-2', targetCrn: crn, addresses: [reservedIp(secondGatewayAddress, 'subnet-2')],
      serviceEndpoints: [secondBrokerName.replace('kafka-0', '*')],
    })],
    services: [...truth.services, service({ crn, members: [{ host: secondBrokerName, port: 9093 }], privateNames: [secondBrokerName] })],
  };
}

/** With a public gateway at one of the subnets. */
export function withPublicGateway(truth: NetworkTruth, address: string, subnetId: string): NetworkTruth {
  const here = { id: 'public-gateway-1', name: 'public-gateway-1' };
  return {
    ...truth,
    subnets: truth.subnets.map((each) => each.id === subnetId ? { ...each, publicGateway: here } : each),
    publicGateways: [...truth.publicGateways, { ...here, vpcId: 'vpc-1', address }],
  };
}

export function withAclRules(truth: NetworkTruth, rules: readonly NetworkAclRule[]): NetworkTruth {
  return { ...truth, networkAcls: [acl(rules)] };
}

/** With a list of its own for each of the two subnets. */
export function withTwoAcls(truth: NetworkTruth, near: readonly NetworkAclRule[], far: readonly NetworkAclRule[]): NetworkTruth {
  return {
    ...truth,
    subnets: truth.subnets.map((each) => each.id === 'subnet-2' ? { ...each, networkAcl: { id: 'acl-2', name: 'acl-2' } } : each),
    networkAcls: [acl(near), acl(far, 'acl-2')],
  };
}
