import { array, boolean, nullish, number, object, optional, string, type InferOutput } from 'valibot';
import type { VpnAuthentication, VpnServer } from '../model/vpnServer';
import {
  identified, reasonsDocument, referenceDocument, reservedIpDocument, resourceFields, toReasons, toReference, toReservedIp, toResource,
} from './vpcParts';

const certificateDocument = object({ crn: string() });
const addressDocument = object({ address: string() });

const authenticationDocument = object({ method: string(), client_ca: optional(certificateDocument), crl: nullish(string()) });

export const vpnServerDocument = object({
  ...resourceFields,
  vpc: referenceDocument,
  resource_group: optional(identified),
  subnets: array(referenceDocument),
  private_ips: array(reservedIpDocument),
  security_groups: array(referenceDocument),
  hostname: string(),
  port: number(),
  protocol: string(),
  client_ip_pool: string(),
  certificate: certificateDocument,
  client_authentication: array(authenticationDocument),
  client_dns_server_ips: nullish(array(addressDocument)),
  client_idle_timeout: number(),
  enable_split_tunneling: boolean(),
  health_state: string(),
  health_reasons: reasonsDocument,
  lifecycle_state: string(),
  lifecycle_reasons: reasonsDocument,
});

export function toVpnServer(document: InferOutput<typeof vpnServerDocument>): VpnServer {
  return {
    ...toResource(document),
    vpc: toReference(document.vpc),
    resourceGroupId: document.resource_group?.id ?? '',
    subnets: document.subnets.map(toReference),
    addresses: document.private_ips.map(toReservedIp),
    securityGroups: document.security_groups.map(toReference),
    hostname: document.hostname,
    port: document.port,
    protocol: document.protocol,
    clientPool: document.client_ip_pool,
    certificateCrn: document.certificate.crn,
    authentication: document.client_authentication.map(toAuthentication),
    dnsServers: (document.client_dns_server_ips ?? []).map(({ address }) => address),
    idleTimeout: document.client_idle_timeout,
    splitTunnel: document.enable_split_tunneling,
    healthState: document.health_state,
    healthReasons: toReasons(document.health_reasons),
    lifecycleState: document.lifecycle_state,
    lifecycleReasons: toReasons(document.lifecycle_reasons),
  };
}

/** A method is known by its word; one that says no more than the word is not one that we know. */
function toAuthentication({ method, client_ca: authority, crl }: InferOutput<typeof authenticationDocument>): VpnAuthentication {
  if (method === 'username') {
    return { method };
  }
  return method === 'certificate' && authority !== undefined
    ? { method, authorityCrn: authority.crn, revocationList: crl ?? undefined }
    : { method: 'other', word: method };
}
