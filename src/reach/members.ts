import type { EndpointGateway, RegionLandscape } from '../model/landscape';
import type { Ground, Member } from './flow';

/** What `reach` needs of a region's part of the picture. */
export function groundOf(landscape: RegionLandscape): Ground {
  const { subnets, securityGroups, networkAcls } = landscape;
  return { subnets, securityGroups, networkAcls, members: membersOf(landscape) };
}

/** Everything of a region that has an address in a VPC. */
export function membersOf(landscape: Pick<RegionLandscape, 'virtualServers' | 'endpointGateways'>): Member[] {
  const servers = landscape.virtualServers.flatMap((server): Member[] => server.primaryInterface === undefined ? [] : [{
    kind: 'member',
    id: server.primaryInterface.id,
    name: server.name,
    vpcId: server.vpc.id,
    address: server.primaryInterface.address,
    subnetId: server.primaryInterface.subnet.id,
    securityGroupIds: server.primaryInterface.securityGroups.map((group) => group.id),
    startsConnections: true,
  }]);
  return [...servers, ...landscape.endpointGateways.flatMap(gatewayMembers)];
}

/** One member for each reserved IP that the cloud has allocated. */
export function gatewayMembers(gateway: EndpointGateway): Member[] {
  return gateway.addresses.filter((ip) => ip.address !== '0.0.0.0').map((ip) => ({
    kind: 'member',
    id: gateway.id,
    name: gateway.name,
    vpcId: gateway.vpc.id,
    address: ip.address,
    subnetId: ip.subnetId,
    securityGroupIds: gateway.securityGroups.map((group) => group.id),
    startsConnections: false,
  }));
}
