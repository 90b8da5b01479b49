import { route, type Route } from '../http/router';
import * as prefixes from './addressPrefixes';
import * as dnsBindings from './dnsBindings';
import * as gatewayIps from './endpointGatewayIps';
import * as gateways from './endpointGateways';
import * as floatingIps from './floatingIps';
import * as images from './images';
import * as instanceNetwork from './instanceNetwork';
import { updateInstance } from './instancePatch';
import * as instances from './instances';
import * as interfaces from './interfaces';
import * as keys from './keys';
import * as aclRules from './networkAclRules';
import * as acls from './networkAcls';
import * as profiles from './profiles';
import * as publicGateways from './publicGateways';
import * as regions from './regions';
import * as reservedIps from './reservedIps';
import * as routingTables from './routingTables';
import type { Scope } from './scope';
import * as groupRules from './securityGroupRules';
import * as groups from './securityGroups';
import * as targets from './securityGroupTargets';
import * as subnetParts from './subnetParts';
import * as subnets from './subnets';
import * as tableRoutes from './tableRoutes';
import * as vpcs from './vpcs';
import { vpnGatewayPaths } from './vpnGatewayPaths';
import { vpnServerPaths } from './vpnServerPaths';

const networkRoutes: readonly Route<Scope>[] = [
  route('GET', '/regions', regions.listRegions),
  route('GET', '/regions/{name}', regions.getRegion),
  route('GET', '/regions/{region_name}/zones', regions.listZones),
  route('GET', '/regions/{region_name}/zones/{name}', regions.getZone),
  route('GET', '/vpcs', vpcs.listVpcs),
  route('POST', '/vpcs', vpcs.createVpc),
  route('GET', '/vpcs/{id}', vpcs.getVpc),
  route('PATCH', '/vpcs/{id}', vpcs.updateVpc),
  route('DELETE', '/vpcs/{id}', vpcs.deleteVpc),
  route('GET', '/vpcs/{id}/default_security_group', groups.getDefaultSecurityGroup),
  route('GET', '/vpcs/{id}/default_network_acl', acls.getDefaultNetworkAcl),
  route('GET', '/vpcs/{id}/default_routing_table', routingTables.getDefaultRoutingTable),
  route('GET', '/vpcs/{vpc_id}/address_prefixes', prefixes.listAddressPrefixes),
  route('POST', '/vpcs/{vpc_id}/address_prefixes', prefixes.createAddressPrefix),
  route('GET', '/vpcs/{vpc_id}/address_prefixes/{id}', prefixes.getAddressPrefix),
  route('DELETE', '/vpcs/{vpc_id}/address_prefixes/{id}', prefixes.deleteAddressPrefix),
  route('GET', '/vpcs/{vpc_id}/routing_tables', routingTables.listRoutingTables),
  route('POST', '/vpcs/{vpc_id}/routing_tables', routingTables.createRoutingTable),
  route('GET', '/vpcs/{vpc_id}/routing_tables/{id}', routingTables.getRoutingTable),
  route('PATCH', '/vpcs/{vpc_id}/routing_tables/{id}', routingTables.updateRoutingTable),
  route('DELETE', '/vpcs/{vpc_id}/routing_tables/{id}', routingTables.deleteRoutingTable),
  route('GET', '/vpcs/{vpc_id}/routing_tables/{routing_table_id}/routes', tableRoutes.listRoutes),
  route('POST', '/vpcs/{vpc_id}/routing_tables/{routing_table_id}/routes', tableRoutes.createRoute),
  route('GET', '/vpcs/{vpc_id}/routing_tables/{routing_table_id}/routes/{id}', tableRoutes.getRoute),
  route('PATCH', '/vpcs/{vpc_id}/routing_tables/{routing_table_id}/routes/{id}', tableRoutes.updateRoute),
  route('DELETE', '/vpcs/{vpc_id}/routing_tables/{routing_table_id}/routes/{id}', tableRoutes.deleteRoute),
  route('GET', '/vpcs/{vpc_id}/dns_resolution_bindings', dnsBindings.listDnsBindings),
  route('POST', '/vpcs/{vpc_id}/dns_resolution_bindings', dnsBindings.createDnsBinding),
  route('GET', '/vpcs/{vpc_id}/dns_resolution_bindings/{id}', dnsBindings.getDnsBinding),
  route('PATCH', '/vpcs/{vpc_id}/dns_resolution_bindings/{id}', dnsBindings.updateDnsBinding),
  route('DELETE', '/vpcs/{vpc_id}/dns_resolution_bindings/{id}', dnsBindings.deleteDnsBinding),
  route('GET', '/subnets', subnets.listSubnets),
  route('POST', '/subnets', subnets.createSubnet),
  route('GET', '/subnets/{id}', subnets.getSubnet),
  route('PATCH', '/subnets/{id}', subnets.updateSubnet),
  route('DELETE', '/subnets/{id}', subnets.deleteSubnet),
  route('GET', '/subnets/{id}/network_acl', subnetParts.getSubnetNetworkAcl),
  route('PUT', '/subnets/{id}/network_acl', subnetParts.replaceSubnetNetworkAcl),
  route('GET', '/subnets/{id}/public_gateway', subnetParts.getSubnetPublicGateway),
  route('PUT', '/subnets/{id}/public_gateway', subnetParts.setSubnetPublicGateway),
  route('DELETE', '/subnets/{id}/public_gateway', subnetParts.unsetSubnetPublicGateway),
  route('GET', '/subnets/{id}/routing_table', routingTables.getSubnetRoutingTable),
  route('PUT', '/subnets/{id}/routing_table', routingTables.replaceSubnetRoutingTable),
  route('GET', '/subnets/{subnet_id}/reserved_ips', reservedIps.listReservedIps),
  route('POST', '/subnets/{subnet_id}/reserved_ips', reservedIps.createReservedIp),
  route('GET', '/subnets/{subnet_id}/reserved_ips/{id}', reservedIps.getReservedIp),
  route('PATCH', '/subnets/{subnet_id}/reserved_ips/{id}', reservedIps.updateReservedIp),
  route('DELETE', '/subnets/{subnet_id}/reserved_ips/{id}', reservedIps.deleteReservedIp),
  route('GET', '/public_gateways', publicGateways.listPublicGateways),
  route('POST', '/public_gateways', publicGateways.createPublicGateway),
  route('GET', '/public_gateways/{id}', publicGateways.getPublicGateway),
  route('PATCH', '/public_gateways/{id}', publicGateways.updatePublicGateway),
  route('DELETE', '/public_gateways/{id}', publicGateways.deletePublicGateway),
];

const ruleRoutes: readonly Route<Scope>[] = [
  route('GET', '/network_acls', acls.listNetworkAcls),
  route('POST', '/network_acls', acls.createNetworkAcl),
  route('GET', '/network_acls/{id}', acls.getNetworkAcl),
  route('PATCH', '/network_acls/{id}', acls.updateNetworkAcl),
  route('DELETE', '/network_acls/{id}', acls.deleteNetworkAcl),
  route('GET', '/network_acls/{network_acl_id}/rules', aclRules.listNetworkAclRules),
  route('POST', '/network_acls/{network_acl_id}/rules', aclRules.createNetworkAclRule),
  route('GET', '/network_acls/{network_acl_id}/rules/{id}', aclRules.getNetworkAclRule),
  route('PATCH', '/network_acls/{network_acl_id}/rules/{id}', aclRules.updateNetworkAclRule),
  route('DELETE', '/network_acls/{network_acl_id}/rules/{id}', aclRules.deleteNetworkAclRule),
  route('GET', '/security_groups', groups.listSecurityGroups),
  route('POST', '/security_groups', groups.createSecurityGroup),
  route('GET', '/security_groups/{id}', groups.getSecurityGroup),
  route('PATCH', '/security_groups/{id}', groups.updateSecurityGroup),
  route('DELETE', '/security_groups/{id}', groups.deleteSecurityGroup),
  route('GET', '/security_groups/{security_group_id}/rules', groupRules.listSecurityGroupRules),
  route('POST', '/security_groups/{security_group_id}/rules', groupRules.createSecurityGroupRule),
  route('GET', '/security_groups/{security_group_id}/rules/{id}', groupRules.getSecurityGroupRule),
  route('PATCH', '/security_groups/{security_group_id}/rules/{id}', groupRules.updateSecurityGroupRule),
  route('DELETE', '/security_groups/{security_group_id}/rules/{id}', groupRules.deleteSecurityGroupRule),
  route('GET', '/security_groups/{security_group_id}/targets', targets.listSecurityGroupTargets),
  route('GET', '/security_groups/{security_group_id}/targets/{id}', targets.getSecurityGroupTarget),
  route('PUT', '/security_groups/{security_group_id}/targets/{id}', targets.addSecurityGroupTarget),
  route('DELETE', '/security_groups/{security_group_id}/targets/{id}', targets.removeSecurityGroupTarget),
];

const serverRoutes: readonly Route<Scope>[] = [
  route('GET', '/keys', keys.listKeys),
  route('POST', '/keys', keys.createKey),
  route('GET', '/keys/{id}', keys.getKey),
  route('PATCH', '/keys/{id}', keys.updateKey),
  route('DELETE', '/keys/{id}', keys.deleteKey),
  route('GET', '/images', images.listImages),
  route('GET', '/images/{id}', images.getImage),
  route('GET', '/instance/profiles', profiles.listProfiles),
  route('GET', '/instance/profiles/{name}', profiles.getProfile),
  route('GET', '/instances', instances.listInstances),
  route('POST', '/instances', instances.createInstance),
  route('GET', '/instances/{id}', instances.getInstance),
  route('PATCH', '/instances/{id}', updateInstance),
  route('DELETE', '/instances/{id}', instances.deleteInstance),
  route('GET', '/instances/{id}/initialization', instances.getInstanceInitialization),
  route('POST', '/instances/{instance_id}/actions', instances.createInstanceAction),
  route('GET', '/instances/{instance_id}/network_attachments', instanceNetwork.listNetworkAttachments),
  route('GET', '/instances/{instance_id}/network_attachments/{id}', instanceNetwork.getNetworkAttachment),
  route('GET', '/instances/{instance_id}/cluster_network_attachments', instanceNetwork.listClusterNetworkAttachments),
  route('GET', '/instances/{instance_id}/network_interfaces', instanceNetwork.listNetworkInterfaces),
  route('GET', '/instances/{instance_id}/network_interfaces/{id}', instanceNetwork.getNetworkInterface),
  route('GET', '/instances/{instance_id}/network_interfaces/{network_interface_id}/floating_ips', instanceNetwork.listInterfaceFloatingIps),
  route('PUT', '/instances/{instance_id}/network_interfaces/{network_interface_id}/floating_ips/{id}', instanceNetwork.addInterfaceFloatingIp),
  route('DELETE', '/instances/{instance_id}/network_interfaces/{network_interface_id}/floating_ips/{id}', instanceNetwork.removeInterfaceFloatingIp),
  route('GET', '/virtual_network_interfaces', interfaces.listInterfaces),
  route('GET', '/virtual_network_interfaces/{id}', interfaces.getInterface),
  route('PATCH', '/virtual_network_interfaces/{id}', interfaces.updateInterface),
  route('GET', '/virtual_network_interfaces/{virtual_network_interface_id}/ips', interfaces.listInterfaceIps),
  route('GET', '/virtual_network_interfaces/{virtual_network_interface_id}/floating_ips', interfaces.listInterfaceFloatingIps),
  route('GET', '/virtual_network_interfaces/{virtual_network_interface_id}/floating_ips/{id}', interfaces.getInterfaceFloatingIp),
  route('PUT', '/virtual_network_interfaces/{virtual_network_interface_id}/floating_ips/{id}', interfaces.addInterfaceFloatingIp),
  route('DELETE', '/virtual_network_interfaces/{virtual_network_interface_id}/floating_ips/{id}', interfaces.removeInterfaceFloatingIp),
  route('GET', '/floating_ips', floatingIps.listFloatingIps),
  route('POST', '/floating_ips', floatingIps.createFloatingIp),
  route('GET', '/floating_ips/{id}', floatingIps.getFloatingIp),
  route('PATCH', '/floating_ips/{id}', floatingIps.updateFloatingIp),
  route('DELETE', '/floating_ips/{id}', floatingIps.deleteFloatingIp),
  route('GET', '/endpoint_gateways', gateways.listEndpointGateways),
  route('POST', '/endpoint_gateways', gateways.createEndpointGateway),
  route('GET', '/endpoint_gateways/{id}', gateways.getEndpointGateway),
  route('PATCH', '/endpoint_gateways/{id}', gateways.updateEndpointGateway),
  route('DELETE', '/endpoint_gateways/{id}', gateways.deleteEndpointGateway),
  route('GET', '/endpoint_gateways/{endpoint_gateway_id}/ips', gatewayIps.listEndpointGatewayIps),
  route('GET', '/endpoint_gateways/{endpoint_gateway_id}/ips/{id}', gatewayIps.getEndpointGatewayIp),
  route('PUT', '/endpoint_gateways/{endpoint_gateway_id}/ips/{id}', gatewayIps.addEndpointGatewayIp),
  route('DELETE', '/endpoint_gateways/{endpoint_gateway_id}/ips/{id}', gatewayIps.removeEndpointGatewayIp),
];

export const vpcRoutes: readonly Route<Scope>[] = [...networkRoutes, ...ruleRoutes, ...serverRoutes, ...vpnServerPaths, ...vpnGatewayPaths];
