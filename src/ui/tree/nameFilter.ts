import type { Instance } from '../../model/instance';
import type { RegionLandscape } from '../../model/landscape';

interface Named {
  readonly name: string;
}

/** Whether a name is shown under a filter; case and blanks around the filter do not matter, and no filter shows all. */
export function matches(name: string, filter: string): boolean {
  return name.toLowerCase().includes(filter.trim().toLowerCase());
}

/** What a region shows under a filter: a VPC whose own name matches keeps all it has, another one only what matches. */
export function filterRegion(landscape: RegionLandscape, filter: string): RegionLandscape {
  if (filter.trim() === '') {
    return landscape;
  }
  const whole = new Set(landscape.vpcs.filter((vpc) => matches(vpc.name, filter)).map((vpc) => vpc.id));
  const keep = <Item extends Named & { readonly vpc: { readonly id: string } }>(items: readonly Item[]): Item[] =>
    items.filter((item) => whole.has(item.vpc.id) || matches(item.name, filter));
  const kept = {
    subnets: keep(landscape.subnets),
    securityGroups: keep(landscape.securityGroups),
    endpointGateways: keep(landscape.endpointGateways),
    virtualServers: keep(landscape.virtualServers),
    vpnServers: keep(landscape.vpnServers),
    vpnGateways: keep(landscape.vpnGateways),
    vpnConnections: keep(landscape.vpnConnections),
  };
  const parents = new Set(Object.values(kept).flatMap((items) => items.map((item) => item.vpc.id)));
  return { ...landscape, ...kept, vpcs: landscape.vpcs.filter((vpc) => whole.has(vpc.id) || parents.has(vpc.id)) };
}

/** The instances of one region that a filter lets through. */
export function instancesOf(region: string, instances: readonly Instance[], filter: string): Instance[] {
  return instances.filter((instance) => instance.region === region && matches(instance.name, filter));
}
