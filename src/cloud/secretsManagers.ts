import { array, is, nullish, object, optional, string, unknown, type InferOutput } from 'valibot';
import type { Endpoints } from '../model/account';
import { parseCrn } from '../model/crn';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import type { SecretsManagerInstance } from '../model/secretsManager';
import type { CatalogService, PlanWords } from './catalogService';
import { Client } from './client';
import { queryOfLink } from './paging';
import { createSecretsManager } from './secretsManager';
import type { SecretsManagers } from './secretsManagerService';
import type { TokenSource } from './tokens';
import type { Transport } from './transport';

/** Its entry in Global Catalog, whose id stands here for where the catalog does not tell. */
const catalogEntry = { name: 'secrets-manager', id: 'ebc0cdb0-af2a-11ea-98c7-29e5db822649' } as const;

/** cloud.ibm.com/docs/secrets-manager?topic=secrets-manager-create-instance */
const planIds = { standard: '7713c3a8-3be8-4a9a-81bb-ee822fcaac3d', trial: '869c191a-3c2a-4faf-98be-18d48f95ba1f' } as const;

/** Whether it is a Trial, which ends: 30 days after it was made, with access to all that it holds. The same page. */
export function isTrial({ planId }: Pick<SecretsManagerInstance, 'planId'>): boolean {
  return planId === planIds.trial;
}

const instanceDocument = object({
  guid: string(), crn: string(), name: string(), region_id: nullish(string()), resource_group_id: nullish(string()), resource_plan_id: nullish(string()),
  state: optional(string()), created_at: nullish(string()), parameters: optional(unknown()), extensions: optional(unknown()),
});
const instancePage = object({ resources: array(instanceDocument), next_url: nullish(string()) });
const reclamationList = object({
  resources: nullish(array(object({ id: string(), entity_crn: nullish(string()), resource_instance_id: nullish(string()) }))),
});

export interface SecretsManagersOptions {
  readonly endpoints: Pick<Endpoints, 'resourceController' | 'secretsManager'>;
  readonly transport: Transport;
  readonly tokens: TokenSource;
  readonly catalog: Pick<CatalogService, 'serviceId' | 'plan'>;
}

export function createSecretsManagers({ endpoints, transport, tokens, catalog }: SecretsManagersOptions): SecretsManagers {
  const controller = new Client({ service: 'resource-controller', baseUrl: endpoints.resourceController, transport, tokens });
  const one = (crn: string) => `/v2/resource_instances/${encodeURIComponent(crn)}`;
  const toInstance = async (document: InferOutput<typeof instanceDocument>, signal: AbortSignal): Promise<SecretsManagerInstance> =>
    instanceOf(document, await planOf(document.resource_plan_id, catalog, signal));
  return {
    async list(signal, unreadable) {
      const resourceId = await catalog.serviceId(catalogEntry.name, signal) ?? catalogEntry.id;
      const documents = await controller.list(instancePage, {
        method: 'GET', path: '/v2/resource_instances', query: { resource_id: resourceId, type: 'service_instance', limit: '100' },
        what: t('Could not list the Secrets Manager instances'), permission: t('Viewer on {0}', 'Secrets Manager'),
      }, (page) => ({ items: page.resources, next: queryOfLink(page.next_url) }), signal, unreadable);
      const here = documents.filter(({ crn, state }) => parseCrn(crn)?.service === catalogEntry.name && state !== 'removed');
      return Promise.all(here.map((document) => toInstance(document, signal)));
    },
    get: async (crn, signal) => toInstance(await controller.ask(instanceDocument, {
      method: 'GET', path: one(crn), what: t('Could not read the Secrets Manager instance'), permission: t('Viewer on {0}', 'Secrets Manager'),
    }, signal), signal),
    create: async ({ name, region, resourceGroupId, plan }, signal) => toInstance(await controller.ask(instanceDocument, {
      method: 'POST', path: '/v2/resource_instances', what: t('Could not create the Secrets Manager instance "{0}"', name),
      permission: t('Editor on {0}', 'Secrets Manager'),
      // Without this word it is private: cloud.ibm.com/docs/secrets-manager?topic=secrets-manager-endpoints
      body: {
        name, target: region, resource_group: resourceGroupId, resource_plan_id: planIds[plan], parameters: { 'service-endpoints': 'public-and-private' },
      },
    }, signal), signal),
    delete: (crn, signal) => controller.tell({
      method: 'DELETE', path: one(crn), what: t('Could not delete the Secrets Manager instance'), permission: t('Editor on {0}', 'Secrets Manager'),
    }, signal),
    async listReclamations(signal) {
      const { resources } = await controller.ask(reclamationList, {
        method: 'GET', path: '/v1/reclamations', what: t('Could not list the deleted instances'), permission: t('Viewer on the instances'),
      }, signal);
      return (resources ?? []).map(({ id, entity_crn: crn, resource_instance_id: guid }) => ({ id, instanceCrn: crn ?? '', instanceGuid: guid ?? '' }))
        .filter(({ instanceCrn }) => parseCrn(instanceCrn)?.service === catalogEntry.name);
    },
    reclaim: (id, signal) => controller.tell({
      method: 'POST', path: `/v1/reclamations/${encodeURIComponent(id)}/actions/reclaim`, body: {},
      what: t('Could not end the deleted instance for good'), permission: t('Editor on {0}', 'Secrets Manager'),
    }, signal),
    open: (instance) => createSecretsManager(instance.name, addressOf(endpoints.secretsManager, instance), transport, tokens),
  };
}

async function planOf(id: string | null | undefined, catalog: SecretsManagersOptions['catalog'], signal: AbortSignal): Promise<PlanWords> {
  return id === null || id === undefined ? { name: '' } : catalog.plan(id, signal);
}

// What one label of a host name is made of: nothing that could lead the token to another host.
const label = /^[a-z0-9-]+$/i;

/** Where an instance's own API is. Made of its guid and region, and of nothing else that an answer says. */
function addressOf(template: string, { guid, name, region, access }: Parameters<SecretsManagers['open']>[0]): string {
  const what = t('Could not open the Secrets Manager instance "{0}"', name);
  if (access === 'private') {
    throw new Failure({
      code: 'secrets-manager.private-only', what,
      why: t('It has only a private endpoint: it can be reached from within IBM Cloud\'s private network, and not from this machine.'),
      next: t('Choose an instance with a public endpoint, let a new one be made, or change this one\'s endpoints to public and private.'),
    });
  }
  if (!label.test(guid) || !label.test(region)) {
    throw new Failure({
      code: 'secrets-manager.no-address', what,
      why: t('No address can be made of its id "{0}" and its region "{1}".', guid.slice(0, 100), region.slice(0, 100)),
      next: t('Refresh; if it stays, report this message.'),
    });
  }
  return template.replace('{instance}', guid).replace('{region}', region);
}

const accessParameters = object({ 'service-endpoints': string() });

function instanceOf(document: InferOutput<typeof instanceDocument>, { name: plan, title: planTitle }: PlanWords): SecretsManagerInstance {
  const { guid, crn, name, state = 'unknown', resource_plan_id: planId, parameters, extensions } = document;
  return {
    guid, crn, name, state, plan, planTitle,
    region: document.region_id ?? parseCrn(crn)?.region ?? '',
    resourceGroupId: document.resource_group_id ?? '',
    planId: planId ?? '',
    createdAt: document.created_at ?? '',
    access: accessOf(parameters),
    extensions,
  };
}

function accessOf(parameters: unknown): SecretsManagerInstance['access'] {
  if (!is(accessParameters, parameters)) {
    return 'unknown';
  }
  const { 'service-endpoints': endpoints } = parameters;
  return endpoints === 'private' ? 'private' : endpoints.startsWith('public') ? 'public' : 'unknown';
}
