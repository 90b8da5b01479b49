import type { Instance } from '../../model/instance';
import { t } from '../../model/l10n';
import type { EndpointGateway, Reference, RegionLandscape, SecurityGroup, VirtualServer } from '../../model/landscape';
import { leastFirst } from '../../model/guards';
import { visible } from '../../model/text';
import type { PickItem } from '../prompts/answers';
import { counted, describe } from '../tree/node';
import type { Named } from './named';

/** The endpoint gateways of a VPC, with the instance that each leads to; each stands for the security group that guards it. */
export function gatewayItems({ endpointGateways, securityGroups }: RegionLandscape, vpcId: string, instances: readonly Instance[]): readonly PickItem<Named>[] {
  return endpointGateways.filter(({ vpc }) => vpc.id === vpcId).flatMap((gateway) => {
    const instance = instances.find(({ crn }) => crn === gateway.targetCrn);
    return item(gateway, gateway.securityGroups, securityGroups, {
      icon: 'plug', group: t('Endpoint gateways'), about: instance === undefined ? undefined : t('to {0}', visible(instance.name, 80)),
    });
  });
}

/** The virtual servers of a VPC, with their addresses there; each stands for the least of the security groups that guard it. */
export function serverItems({ virtualServers, securityGroups }: RegionLandscape, vpcId: string): readonly PickItem<Named>[] {
  return virtualServers.filter(({ vpc }) => vpc.id === vpcId).flatMap((server) => {
    const { address, securityGroups: guards = [] } = server.primaryInterface ?? {};
    return item(server, guards, securityGroups, { icon: 'vm', group: t('Virtual servers'), about: address });
  });
}

interface Looks {
  readonly icon: string;
  readonly group: string;
  readonly about: string | undefined;
}

function item(
  { name }: EndpointGateway | VirtualServer, guards: readonly Reference[], groups: readonly SecurityGroup[], { about, ...looks }: Looks,
): readonly PickItem<Named>[] {
  const known = guards.flatMap(({ id }) => groups.find((group) => group.id === id) ?? []);
  const [least] = leastFirst(known);
  if (least === undefined) {
    return [];
  }
  const others = least.targets.length - 1;
  const beside = others > 0 ? t('with {0}', counted(others, t('other'), t('others'))) : undefined;
  return [{
    ...looks, label: visible(name, 80), value: { id: least.id, name: least.name },
    description: describe(about, t('guarded by {0}', visible(least.name, 80)), beside),
  }];
}
