import { array, nullish, object, optional, string, type InferOutput } from 'valibot';
import type { Endpoints } from '../model/account';
import { parseCrn } from '../model/crn';
import type { DnsServicesInstance } from '../model/dnsServices';
import { t } from '../model/l10n';
import type { CatalogService } from './catalogService';
import { Client } from './client';
import { createCustomResolvers, createResolverLocations } from './customResolvers';
import type { DnsServices } from './dnsServicesService';
import { createForwardingRules } from './forwardingRules';
import { queryOfLink } from './paging';
import type { TokenSource } from './tokens';
import type { Transport } from './transport';
import { segment } from './vpcParts';

/** Its entry in Global Catalog, whose id stands here for where the catalog does not tell. */
const catalogEntry = { name: 'dns-svcs', id: 'b4ed8a30-936f-11e9-b289-1d079699cbe5' } as const;

/** Of `standard-dns`, the only one: https://cloud.ibm.com/apidocs/dns-svcs */
const planId = '2c8fa097-d7c2-4df2-b53e-2efb7874cdf7';

const instanceDocument = object({
  guid: string(), crn: string(), name: string(), resource_group_id: nullish(string()), state: optional(string()), created_at: nullish(string()),
});
const instancePage = object({ resources: array(instanceDocument), next_url: nullish(string()) });

export interface DnsServicesOptions {
  readonly endpoints: Pick<Endpoints, 'resourceController' | 'dnsServices'>;
  readonly transport: Transport;
  readonly tokens: TokenSource;
  readonly catalog: Pick<CatalogService, 'serviceId'>;
}

export function createDnsServices({ endpoints, transport, tokens, catalog }: DnsServicesOptions): DnsServices {
  const controller = new Client({ service: 'resource-controller', baseUrl: endpoints.resourceController, transport, tokens });
  const client = new Client({ service: 'dns-services', baseUrl: endpoints.dnsServices, transport, tokens });
  const one = (crn: string) => `/v2/resource_instances/${encodeURIComponent(crn)}`;
  return {
    async list(signal, unreadable) {
      const resourceId = await catalog.serviceId(catalogEntry.name, signal) ?? catalogEntry.id;
      const documents = await controller.list(instancePage, {
        method: 'GET', path: '/v2/resource_instances', query: { resource_id: resourceId, type: 'service_instance', limit: '100' },
        what: t('Could not list the DNS Services instances'), permission: t('Viewer on {0}', 'DNS Services'),
      }, (page) => ({ items: page.resources, next: queryOfLink(page.next_url) }), signal, unreadable);
      return documents.filter(({ crn, state }) => parseCrn(crn)?.service === catalogEntry.name && state !== 'removed').map(toInstance);
    },
    get: async (crn, signal) => toInstance(await controller.ask(instanceDocument, {
      method: 'GET', path: one(crn), what: t('Could not read the DNS Services instance'), permission: t('Viewer on {0}', 'DNS Services'),
    }, signal)),
    create: async ({ name, resourceGroupId }, signal) => toInstance(await controller.ask(instanceDocument, {
      method: 'POST', path: '/v2/resource_instances', what: t('Could not create the DNS Services instance "{0}"', name),
      permission: t('Editor on {0}', 'DNS Services'),
      body: { name, target: 'global', resource_group: resourceGroupId, resource_plan_id: planId },
    }, signal)),
    delete: (crn, signal) => controller.tell({
      method: 'DELETE', path: one(crn), what: t('Could not delete the DNS Services instance'), permission: t('Editor on {0}', 'DNS Services'),
    }, signal),
    open: ({ guid, name }) => {
      const base = `/instances/${segment(guid)}/custom_resolvers`;
      return { ...createCustomResolvers(client, base, name), ...createResolverLocations(client, base, name), ...createForwardingRules(client, base) };
    },
  };
}

function toInstance(document: InferOutput<typeof instanceDocument>): DnsServicesInstance {
  const { guid, crn, name, resource_group_id: group, state = 'unknown', created_at: createdAt } = document;
  return { guid, crn, name, resourceGroupId: group ?? '', state, createdAt: createdAt ?? '' };
}
