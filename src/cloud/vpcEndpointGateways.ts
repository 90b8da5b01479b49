import { array, object, optional, string, type InferOutput } from 'valibot';
import { t } from '../model/l10n';
import type { EndpointGateway } from '../model/landscape';
import { nextLink, type RegionApi } from './regionApi';
import {
  reasonsDocument, referenceDocument, reservedIpDocument, resourceFields, segment, toReasons, toReference, toReservedIp, toResource,
} from './vpcParts';
import type { NewEndpointGateway } from './vpcRequests';
import type { EndpointGateways } from './vpcService';

const gatewayDocument = object({
  ...resourceFields,
  vpc: referenceDocument,
  // A provider's infrastructure service, such as `ibm-ntp-server`, has a name and no CRN.
  target: object({ crn: optional(string()) }),
  lifecycle_state: string(),
  lifecycle_reasons: reasonsDocument,
  health_state: string(),
  ips: array(reservedIpDocument),
  security_groups: array(referenceDocument),
  service_endpoints: optional(array(string())),
  dns_resolution_binding_mode: optional(string()),
});

const gatewayPage = object({ endpoint_gateways: array(gatewayDocument), next: nextLink });

/** VPE gateways. */
export function createEndpointGateways(api: RegionApi): EndpointGateways {
  const one = (id: string) => `/endpoint_gateways/${segment(id)}`;
  return {
    listEndpointGateways: ({ vpcId }, signal, unreadable) => api.list(
      gatewayPage, t('endpoint gateways'), '/endpoint_gateways', { 'vpc.id': vpcId },
      (page) => page.endpoint_gateways.map(toEndpointGateway), signal, unreadable,
    ),
    getEndpointGateway: async (id, signal) =>
      toEndpointGateway(await api.read(gatewayDocument, t('endpoint gateway {0}', id), one(id), signal)),
    createEndpointGateway: async (request, signal) => toEndpointGateway(await api.create(gatewayDocument, {
      path: '/endpoint_gateways', body: gatewayBody(request),
      what: t('Could not create the endpoint gateway "{0}"', request.name),
      permission: t('Editor on VPE (is.endpoint-gateway), Operator on the subnets, and Viewer on the instance'),
    }, signal)),
    deleteEndpointGateway: (id, signal) => api.remove({
      path: one(id), what: t('Could not delete the endpoint gateway {0}', id), permission: t('Editor on VPE (is.endpoint-gateway)'),
    }, signal),
  };
}

function gatewayBody(request: NewEndpointGateway): Readonly<Record<string, unknown>> {
  return {
    name: request.name,
    vpc: { id: request.vpcId },
    target: { crn: request.targetCrn, resource_type: 'provider_cloud_service' },
    // Each is made on its subnet and goes with the gateway.
    ips: request.addresses.map(({ subnetId, name }) => ({ subnet: { id: subnetId }, name, auto_delete: true })),
    security_groups: request.securityGroupIds.map((id) => ({ id })),
    resource_group: { id: request.resourceGroupId },
    // Until version 2025-11-18 this was the flag `allow_dns_resolution_binding`. It is said, since clients differ in what they take for the default.
    dns_resolution_binding_mode: request.dnsMode,
  };
}

function toEndpointGateway(document: InferOutput<typeof gatewayDocument>): EndpointGateway {
  return {
    ...toResource(document),
    vpc: toReference(document.vpc),
    targetCrn: document.target.crn ?? '',
    lifecycleState: document.lifecycle_state,
    lifecycleReasons: toReasons(document.lifecycle_reasons),
    healthState: document.health_state,
    addresses: document.ips.map(toReservedIp),
    securityGroups: document.security_groups.map(toReference),
    dnsMode: document.dns_resolution_binding_mode,
    serviceEndpoints: document.service_endpoints ?? [],
  };
}
