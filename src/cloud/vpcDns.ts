import { array, boolean, nullish, number, object, optional, string, type InferOutput } from 'valibot';
import { t } from '../model/l10n';
import type { DnsBinding, DnsResolver, VpcDns } from '../model/landscape';
import { nextLink, type RegionApi } from './regionApi';
import { identified, referenceDocument, segment, toReference } from './vpcParts';
import type { DnsSharing } from './vpcService';

const resolverDocument = object({
  type: string(),
  /** Of the system's resolver alone. */
  configuration: optional(string()),
  /** What applies, wherever it comes from. */
  servers: optional(array(object({ address: string() })), []),
  vpc: nullish(referenceDocument),
});

/** The `dns` of a VPC. */
export const dnsDocument = object({ enable_hub: boolean(), resolution_binding_count: number(), resolver: resolverDocument });

const bindingDocument = object({
  id: string(),
  name: string(),
  lifecycle_state: string(),
  vpc: object({ ...referenceDocument.entries, remote: nullish(object({ account: nullish(identified) })) }),
  endpoint_gateways: array(referenceDocument),
});

const bindingPage = object({ dns_resolution_bindings: array(bindingDocument), next: nextLink });

/** With whom a VPC shares the names of its endpoint gateways. */
export function createDnsSharing(api: RegionApi): DnsSharing {
  return {
    listDnsBindings: (vpcId, signal) => api.list(
      bindingPage, t('DNS resolution bindings'), `/vpcs/${segment(vpcId)}/dns_resolution_bindings`, {},
      (page) => page.dns_resolution_bindings.map(toDnsBinding), signal,
    ),
  };
}

export function toDns(document: InferOutput<typeof dnsDocument>): VpcDns {
  const { enable_hub: isHub, resolution_binding_count: bindings, resolver } = document;
  return {
    isHub, bindings,
    resolver: {
      kind: kindOf(resolver),
      servers: resolver.servers.map(({ address }) => address),
      vpc: resolver.vpc === null || resolver.vpc === undefined ? undefined : toReference(resolver.vpc),
    },
  };
}

function kindOf({ type, configuration }: InferOutput<typeof resolverDocument>): DnsResolver['kind'] {
  switch (type) {
    case 'system': return configuration === 'custom_resolver' ? 'custom' : 'system';
    case 'manual':
    case 'delegated': return type;
    default: return 'unknown';
  }
}

function toDnsBinding(document: InferOutput<typeof bindingDocument>): DnsBinding {
  const { id, name, vpc } = document;
  return {
    id, name,
    vpc: toReference(vpc),
    isForeign: vpc.remote?.account !== null && vpc.remote?.account !== undefined,
    lifecycleState: document.lifecycle_state,
    endpointGateways: document.endpoint_gateways.map(toReference),
  };
}
