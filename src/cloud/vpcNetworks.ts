import { array, boolean, nullish, number, object, optional, string, type InferOutput } from 'valibot';
import { t } from '../model/l10n';
import type { AddressPrefix, PublicGateway, Subnet, TakenAddress, Vpc } from '../model/landscape';
import { nextLink, type RegionApi } from './regionApi';
import { dnsDocument, toDns } from './vpcDns';
import { toNetworkAcl, networkAclDocument } from './vpcNetworkAcls';
import { identified, named, reasonsDocument, referenceDocument, resourceFields, segment, toReasons, toReference, toResource } from './vpcParts';
import type { NewSubnet, VpcFilter } from './vpcRequests';
import type { Networks } from './vpcService';

const vpcDocument = object({
  ...resourceFields,
  status: string(),
  resource_group: optional(identified),
  default_security_group: referenceDocument,
  default_network_acl: referenceDocument,
  dns: nullish(dnsDocument),
  health_reasons: reasonsDocument,
});

const prefixDocument = object({ id: string(), name: string(), cidr: string(), zone: named, is_default: optional(boolean()) });

const subnetDocument = object({
  ...resourceFields,
  vpc: referenceDocument,
  zone: named,
  status: string(),
  ipv4_cidr_block: string(),
  available_ipv4_address_count: number(),
  network_acl: referenceDocument,
  public_gateway: nullish(referenceDocument),
});

// What an address belongs to is of many kinds; not each has a name.
const takerDocument = object({ id: string(), name: optional(string()), crn: optional(string()), resource_type: optional(string()) });
const reservedIpDocument = object({ name: string(), address: string(), owner: string(), target: nullish(takerDocument) });

const publicGatewayDocument = object({ ...resourceFields, vpc: referenceDocument, zone: named, status: string() });

const vpcPage = object({ vpcs: array(vpcDocument), next: nextLink });
const prefixPage = object({ address_prefixes: array(prefixDocument), next: nextLink });
const subnetPage = object({ subnets: array(subnetDocument), next: nextLink });
const reservedIpPage = object({ reserved_ips: array(reservedIpDocument), next: nextLink });
const networkAclPage = object({ network_acls: array(networkAclDocument), next: nextLink });
const publicGatewayPage = object({ public_gateways: array(publicGatewayDocument), next: nextLink });

/** VPCs, their address ranges, subnets, network ACLs and public gateways. */
export function createNetworks(api: RegionApi): Networks {
  const toVpc = vpcOf(api.region);
  return {
    listVpcs: (signal, unreadable) => api.list(vpcPage, t('VPCs'), '/vpcs', {}, (page) => page.vpcs.map(toVpc), signal, unreadable),
    getVpc: async (id, signal) => toVpc(await api.read(vpcDocument, t('VPC {0}', id), `/vpcs/${segment(id)}`, signal)),
    createVpc: async ({ name, resourceGroupId }, signal) => toVpc(await api.create(vpcDocument, {
      path: '/vpcs',
      body: { name, resource_group: { id: resourceGroupId }, address_prefix_management: 'auto' },
      what: t('Could not create the VPC "{0}"', name),
      permission: t('Editor on VPC, and Viewer on its resource group'),
    }, signal)),
    deleteVpc: (id, signal) => api.remove({
      path: `/vpcs/${segment(id)}`, what: t('Could not delete the VPC {0}', id), permission: t('Editor on VPC'),
    }, signal),
    listAddressPrefixes: (vpcId, signal) => api.list(
      prefixPage, t('address prefixes'), `/vpcs/${segment(vpcId)}/address_prefixes`, {},
      (page) => page.address_prefixes.map(toAddressPrefix), signal,
    ),
    listSubnets: ({ vpcId }, signal, unreadable) => api.list(
      subnetPage, t('subnets'), '/subnets', { 'vpc.id': vpcId }, (page) => page.subnets.map(toSubnet), signal, unreadable,
    ),
    getSubnet: async (id, signal) =>
      toSubnet(await api.read(subnetDocument, t('subnet {0}', id), `/subnets/${segment(id)}`, signal)),
    createSubnet: async (request, signal) => toSubnet(await api.create(subnetDocument, {
      path: '/subnets', body: subnetBody(request),
      what: t('Could not create the subnet "{0}"', request.name),
      permission: t('Editor on subnet, and Operator on its VPC'),
    }, signal)),
    deleteSubnet: (id, signal) => api.remove({
      path: `/subnets/${segment(id)}`, what: t('Could not delete the subnet {0}', id), permission: t('Editor on subnet'),
    }, signal),
    listTakenAddresses: (subnetId, signal) => api.list(
      reservedIpPage, t('reserved IPs'), `/subnets/${segment(subnetId)}/reserved_ips`, {},
      (page) => page.reserved_ips.filter(({ owner }) => owner !== 'provider').map(toTakenAddress), signal,
    ),
    listNetworkAcls: (filter, signal, unreadable) => api.list(
      networkAclPage, t('network ACLs'), '/network_acls', {},
      (page) => page.network_acls.map(toNetworkAcl).filter(inVpc(filter)), signal, unreadable,
    ),
    listPublicGateways: (filter, signal, unreadable) => api.list(
      publicGatewayPage, t('public gateways'), '/public_gateways', {},
      (page) => page.public_gateways.map(toPublicGateway).filter(inVpc(filter)), signal, unreadable,
    ),
  };
}

/** For the lists that the API itself cannot narrow to a VPC. */
function inVpc({ vpcId }: VpcFilter): (resource: { readonly vpc: { readonly id: string } }) => boolean {
  return ({ vpc }) => vpcId === undefined || vpc.id === vpcId;
}

function subnetBody({ name, vpcId, zone, size, resourceGroupId }: NewSubnet): Readonly<Record<string, unknown>> {
  return {
    name, vpc: { id: vpcId }, zone: { name: zone }, resource_group: { id: resourceGroupId },
    ...('cidr' in size ? { ipv4_cidr_block: size.cidr } : { total_ipv4_address_count: size.addresses }),
  };
}

function vpcOf(region: string): (document: InferOutput<typeof vpcDocument>) => Vpc {
  return (document) => ({
    ...toResource(document),
    region,
    status: document.status,
    resourceGroupId: document.resource_group?.id ?? '',
    defaultSecurityGroup: toReference(document.default_security_group),
    defaultNetworkAcl: toReference(document.default_network_acl),
    healthReasons: toReasons(document.health_reasons),
    dns: document.dns === null || document.dns === undefined ? undefined : toDns(document.dns),
  });
}

function toAddressPrefix({ id, name, cidr, zone, is_default: isDefault = false }: InferOutput<typeof prefixDocument>): AddressPrefix {
  return { id, name, cidr, zone: zone.name, isDefault };
}

function toSubnet(document: InferOutput<typeof subnetDocument>): Subnet {
  const { id, name, crn, href = '', created_at: createdAt = '', vpc, zone, status } = document;
  const gateway = document.public_gateway ?? undefined;
  return {
    id, name, crn, href, createdAt, status,
    vpc: toReference(vpc),
    zone: zone.name,
    cidr: document.ipv4_cidr_block,
    availableAddresses: document.available_ipv4_address_count,
    networkAcl: toReference(document.network_acl),
    publicGateway: gateway === undefined ? undefined : toReference(gateway),
  };
}

function toTakenAddress({ name, address, target }: InferOutput<typeof reservedIpDocument>): TakenAddress {
  return target === null || target === undefined ? { name, address } : {
    name, address, target: { id: target.id, name: target.name ?? target.id, crn: target.crn, kind: target.resource_type ?? 'unknown' },
  };
}

function toPublicGateway(document: InferOutput<typeof publicGatewayDocument>): PublicGateway {
  return {
    ...toResource(document), vpc: toReference(document.vpc), zone: document.zone.name, status: document.status,
  };
}
