import { array, boolean, nullish, object, optional, string, unknown, type InferOutput } from 'valibot';
import { parseCrn } from '../model/crn';
import type { EventStreamsInstance } from '../model/instance';
import type { CatalogService } from './catalogService';
import { Client } from './client';
import { readReach } from './extensions';
import { queryOfLink } from './paging';
import type { NewServiceKey, ResourceGroup, ResourceService, ServiceKey } from './resourceService';
import { keyDocument, toServiceKey } from './serviceKeys';
import type { TokenSource } from './tokens';
import type { Transport } from './transport';

const instanceDocument = object({
  guid: string(),
  crn: string(),
  name: string(),
  region_id: nullish(string()),
  resource_group_id: nullish(string()),
  resource_plan_id: nullish(string()),
  state: string(),
  created_at: nullish(string()),
  onetime_credentials: nullish(boolean()),
  extensions: optional(unknown()),
  parameters: optional(unknown()),
});

const groupDocument = object({ id: string(), name: string(), default: nullish(boolean()), state: nullish(string()) });

const nextUrl = nullish(string());
const instancePage = object({ resources: array(instanceDocument), next_url: nextUrl });
const keyPage = object({ resources: array(keyDocument), next_url: nextUrl });
const groupList = object({ resources: array(groupDocument) });

const serviceName = 'messagehub';
// Where the catalog does not tell. Source: IBM-CLOUD A.1.
const knownServiceId = '6a7f4e38-f218-48ef-9dd2-df408747568e';

export interface ResourcesOptions {
  readonly controllerUrl: string;
  readonly managerUrl: string;
  readonly transport: Transport;
  readonly tokens: TokenSource;
  readonly catalog: Pick<CatalogService, 'serviceId' | 'planName'>;
}

/** Instances, service credentials and resource groups over Resource Controller and Resource Manager. */
export class Resources implements ResourceService {
  readonly #controller: Client;
  readonly #manager: Client;
  readonly #catalog: ResourcesOptions['catalog'];

  constructor({ controllerUrl, managerUrl, transport, tokens, catalog }: ResourcesOptions) {
    this.#controller = new Client({ service: 'resource-controller', baseUrl: controllerUrl, transport, tokens });
    this.#manager = new Client({ service: 'resource-manager', baseUrl: managerUrl, transport, tokens });
    this.#catalog = catalog;
  }

  async listEventStreams(signal: AbortSignal): Promise<readonly EventStreamsInstance[]> {
    const resourceId = await this.#catalog.serviceId(serviceName, signal) ?? knownServiceId;
    const documents = await this.#controller.list(instancePage, {
      method: 'GET', path: '/v2/resource_instances', query: { resource_id: resourceId, type: 'service_instance', limit: '100' },
      what: 'Could not list the Event Streams instances', permission: 'Viewer on Event Streams',
    }, (page) => ({ items: page.resources, next: queryOfLink(page.next_url) }), signal);
    const here = documents.filter(({ crn, state }) => parseCrn(crn)?.service === serviceName && state !== 'removed');
    return Promise.all(here.map((document) => this.#instance(document, signal)));
  }

  async getInstance(crn: string, signal: AbortSignal): Promise<EventStreamsInstance> {
    const document = await this.#controller.ask(instanceDocument, {
      method: 'GET', path: instancePath(crn), what: 'Could not read the instance', permission: 'Viewer on Event Streams',
    }, signal);
    return this.#instance(document, signal);
  }

  async listKeys(instanceCrn: string, signal: AbortSignal): Promise<readonly ServiceKey[]> {
    const documents = await this.#controller.list(keyPage, {
      method: 'GET', path: `${instancePath(instanceCrn)}/resource_keys`, query: { limit: '100' },
      what: 'Could not list the service credentials', permission: 'Viewer on the instance',
    }, (page) => ({ items: page.resources, next: queryOfLink(page.next_url) }), signal);
    return documents.map(toServiceKey);
  }

  async createKey({ name, instanceCrn, role, privateEndpoints }: NewServiceKey, signal: AbortSignal): Promise<ServiceKey> {
    return toServiceKey(await this.#controller.ask(keyDocument, {
      method: 'POST', path: '/v2/resource_keys',
      body: {
        name, source: instanceCrn, role,
        ...(privateEndpoints ? { parameters: { 'service-endpoints': 'private' } } : {}),
      },
      what: `Could not create the service credential "${name}"`,
      permission: `Editor on the instance, and a service role at least as high as ${role}`,
    }, signal));
  }

  deleteKey(id: string, signal: AbortSignal): Promise<void> {
    return this.#controller.tell({
      method: 'DELETE', path: `/v2/resource_keys/${encodeURIComponent(id)}`,
      what: 'Could not delete the service credential', permission: 'Editor on the instance',
    }, signal);
  }

  async listResourceGroups(accountId: string, signal: AbortSignal): Promise<readonly ResourceGroup[]> {
    const { resources } = await this.#manager.ask(groupList, {
      method: 'GET', path: '/v2/resource_groups', query: { account_id: accountId },
      what: 'Could not list the resource groups', permission: 'Viewer on a resource group',
    }, signal);
    return resources
      .filter(({ state }) => state === null || state === undefined || state === 'ACTIVE')
      .map((group) => ({ id: group.id, name: group.name, isDefault: group.default === true }));
  }

  readRaw(crn: string, signal: AbortSignal): Promise<unknown> {
    return this.#controller.document({ method: 'GET', path: instancePath(crn), what: 'Could not read the details' }, signal);
  }

  async #instance(document: InferOutput<typeof instanceDocument>, signal: AbortSignal): Promise<EventStreamsInstance> {
    const { crn, guid, name, state, resource_plan_id: planId } = document;
    return {
      crn, guid, name, state,
      region: document.region_id ?? parseCrn(crn)?.region ?? '',
      resourceGroupId: document.resource_group_id ?? '',
      planId: planId ?? '',
      plan: planId === null || planId === undefined ? '' : await this.#catalog.planName(planId, signal),
      ...readReach(document.extensions, document.parameters),
      oneTimeCredentials: document.onetime_credentials === true,
      createdAt: document.created_at ?? '',
    };
  }
}

function instancePath(crn: string): string {
  return `/v2/resource_instances/${encodeURIComponent(crn)}`;
}
