import { route, type Route } from '../http/router';
import { createAddressPrefix, deleteAddressPrefix, getAddressPrefix, listAddressPrefixes } from './addressPrefixes';
import { getRegion, getZone, listRegions, listZones } from './regions';
import type { Scope } from './scope';
import { createSubnet, deleteSubnet, getSubnet, listSubnets, updateSubnet } from './subnets';
import { createVpc, deleteVpc, getVpc, listVpcs, updateVpc } from './vpcs';

export const vpcRoutes: readonly Route<Scope>[] = [
  route('GET', '/regions', listRegions),
  route('GET', '/regions/{name}', getRegion),
  route('GET', '/regions/{region_name}/zones', listZones),
  route('GET', '/regions/{region_name}/zones/{name}', getZone),

  route('GET', '/vpcs', listVpcs),
  route('POST', '/vpcs', createVpc),
  route('GET', '/vpcs/{id}', getVpc),
  route('PATCH', '/vpcs/{id}', updateVpc),
  route('DELETE', '/vpcs/{id}', deleteVpc),
  route('GET', '/vpcs/{vpc_id}/address_prefixes', listAddressPrefixes),
  route('POST', '/vpcs/{vpc_id}/address_prefixes', createAddressPrefix),
  route('GET', '/vpcs/{vpc_id}/address_prefixes/{id}', getAddressPrefix),
  route('DELETE', '/vpcs/{vpc_id}/address_prefixes/{id}', deleteAddressPrefix),

  route('GET', '/subnets', listSubnets),
  route('POST', '/subnets', createSubnet),
  route('GET', '/subnets/{id}', getSubnet),
  route('PATCH', '/subnets/{id}', updateSubnet),
  route('DELETE', '/subnets/{id}', deleteSubnet),
];
