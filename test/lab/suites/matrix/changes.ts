import type { Reference } from '../../../../src/model/landscape';
import { networkAclRuleText, securityGroupRuleText } from '../../../../src/reach/rules';
import type { NetworkTruth, ServerTruth } from '../../../../src/sandbox/dataPlane';
import type { Region } from '../../../../src/sandbox/state/region';
import type { State } from '../../../../src/sandbox/state/state';
import type { VpcApi } from './api';

/** One thing that is taken away from a path that works. */
export interface Change {
  readonly title: string;
  make(api: VpcApi): Promise<void>;
}

/**
 * Everything that the path hangs on, each as a change that takes it away: read from what is there, so that nothing is forgotten when
 * the product makes something new.
 */
export function everyChange(truth: NetworkTruth, state: State, region: Region, server: ServerTruth): Change[] {
  const groups = truth.securityGroups.filter(({ vpc }) => vpc.id === server.vpcId);
  const gateways = truth.endpointGateways.filter(({ vpc }) => vpc.id === server.vpcId);
  return [
    ...groups.filter(({ targets }) => targets.length > 0).flatMap((group) => group.rules.map((rule) => removal(
      `rule of ${group.name}: ${rule.direction} ${securityGroupRuleText(rule)}`, `/security_groups/${group.id}/rules/${rule.id}`))),
    ...groups.flatMap((group) => group.targets.map((target) => intoDefaultGroup(group, target, region.vpcs.get(server.vpcId)?.defaultGroup ?? ''))),
    ...everyAclRule(truth, server),
    ...gateways.flatMap((gateway) => gateway.addresses.map(({ id, address }) => removal(`address ${address} of ${gateway.name}`, `/endpoint_gateways/${gateway.id}/ips/${id}`))),
    ...gateways.map((gateway) => removal(`endpoint gateway ${gateway.name}`, `/endpoint_gateways/${gateway.id}`)),
    ...gateways.flatMap((gateway) => gateway.serviceEndpoints.map((name) => byHand(`name ${name}`, () => {
      const row = region.gateways.get(gateway.id);
      if (row !== undefined) row.serviceEndpoints = row.serviceEndpoints.filter((each) => each !== name);
    }))),
    ...[...region.floatingIps.values()].filter(({ target }) => target === server.interfaceId)
      .map((ip) => removal(`floating IP ${ip.address}`, `/virtual_network_interfaces/${server.interfaceId}/floating_ips/${ip.id}`)),
    { title: `power of ${server.name}`, make: async (api) => { await api.call('POST', `/instances/${server.id}/actions`, { type: 'stop' }); } },
    ...[...state.serviceKeys.values()].map((key) => byHand(`service credential ${key.name}`, () => state.serviceKeys.delete(key.id))),
  ];
}

/** The rules of the network ACLs before the subnets of the path. */
export function everyAclRule(truth: NetworkTruth, server: ServerTruth): Change[] {
  return truth.networkAcls.filter(({ vpc, subnets }) => vpc.id === server.vpcId && subnets.length > 0)
    .flatMap((acl) => acl.rules.map((rule) => removal(`rule of ${acl.name}: ${networkAclRuleText(rule)}`, `/network_acls/${acl.id}/rules/${rule.id}`)));
}

function removal(title: string, path: string): Change {
  return { title, make: async (api) => { await api.call('DELETE', path); } };
}

/** The last group of something cannot be taken off it, so it gets the VPC's default group instead. */
function intoDefaultGroup(group: Reference, target: Reference, defaultGroup: string): Change {
  return {
    title: `${target.name} out of ${group.name}, into the default group`,
    make: async (api) => {
      await api.call('PUT', `/security_groups/${defaultGroup}/targets/${target.id}`);
      await api.call('DELETE', `/security_groups/${group.id}/targets/${target.id}`);
    },
  };
}

/** What this API cannot take away alone: the service's provider would. */
function byHand(title: string, change: () => unknown): Change {
  return {
    title,
    make: () => {
      change();
      return Promise.resolve();
    },
  };
}
