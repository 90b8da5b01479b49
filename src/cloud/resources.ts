import { array, boolean, nullish, object, optional, string, unknown, type InferOutput } from 'valibot';
import { parseCrn } from '../model/crn';
import { Failure } from '../model/failure';
import type { Instance } from '../model/instance';
import { t } from '../model/l10n';
import type { ServiceEntry } from '../model/service';
import type { OnUnreadable } from '../model/unreadable';
import type { CatalogService } from './catalogService';
import { Client } from './client';
import { queryOfLink } from './paging';
import type { NamedServiceKey, NewServiceKey, ResourceGroup, ResourceService, ServiceKey } from './resourceService';
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
  state: optional(string()),
  created_at: nullish(string()),
  onetime_credentials: nullish(boolean()),
  dashboard_url: nullish(string()),
  extensions: optional(unknown()),
  parameters: optional(unknown()),
});

const groupDocument = object({ id: string(), name: string(), default: nullish(boolean()), state: nullish(string()) });

const nextUrl = nullish(string());
const instancePage = object({ resources: array(instanceDocument), next_url: nextUrl });
const keyPage = object({ resources: array(keyDocument), next_url: nextUrl });
const namedKeyPage = object({ resources: array(object({ id: string(), crn: string(), name: string(), source_crn: nullish(string()) })), next_url: nextUrl });
const groupList = object({ resources: array(groupDocument) });

type InstanceDocument = InferOutput<typeof instanceDocument>;

export interface ResourcesOptions {
  readonly controllerUrl: string;
  readonly managerUrl: string;
  readonly transport: Transport;
  readonly tokens: TokenSource;
  readonly catalog: Pick<CatalogService, 'serviceId' | 'plan'>;
  readonly services: readonly ServiceEntry[];
}

/** Instances, service credentials and resource groups over Resource Controller and Resource Manager. */
export class Resources implements ResourceService {
  readonly #controller: Client;
  readonly #manager: Client;
  readonly #catalog: ResourcesOptions['catalog'];
  readonly #services: readonly ServiceEntry[];

  constructor({ controllerUrl, managerUrl, transport, tokens, catalog, services }: ResourcesOptions) {
    this.#controller = new Client({ service: 'resource-controller', baseUrl: controllerUrl, transport, tokens });
    this.#manager = new Client({ service: 'resource-manager', baseUrl: managerUrl, transport, tokens });
    this.#catalog = catalog;
    this.#services = services;
  }

  async listInstances(signal: AbortSignal, unreadable?: OnUnreadable): Promise<readonly Instance[]> {
    const lists = await Promise.all(this.#services.map((service) => this.#instancesOf(service, signal, unreadable)));
    return lists.flat();
  }

  async getInstance(crn: string, signal: AbortSignal): Promise<Instance> {
    const what = t('Could not read the instance');
    const entry = this.#serviceOf(crn, what);
    const document = await this.#controller.ask(instanceDocument, {
      method: 'GET', path: instancePath(crn), what, permission: t('Viewer on {0}', entry.title),
    }, signal);
    return this.#instance(entry, document, signal);
  }

  async listKeys(instanceCrn: string, signal: AbortSignal): Promise<readonly ServiceKey[]> {
    const what = t('Could not list the service credentials');
    const { credential } = await this.#serviceOf(instanceCrn, what).load();
    const documents = await this.#controller.list(keyPage, {
      method: 'GET', path: `${instancePath(instanceCrn)}/resource_keys`, query: { limit: '100' }, what, secret: true, permission: t('Viewer on the instance'),
    }, (page) => ({ items: page.resources, next: queryOfLink(page.next_url) }), signal);
    return documents.map((document) => toServiceKey(document, credential));
  }

  async listAllKeys(signal: AbortSignal): Promise<readonly NamedServiceKey[]> {
    const documents = await this.#controller.list(namedKeyPage, {
      method: 'GET', path: '/v2/resource_keys', query: { limit: '100' }, what: t('Could not list the service credentials of the account'), secret: true,
      permission: t('Viewer on the instances'),
    }, (page) => ({ items: page.resources, next: queryOfLink(page.next_url) }), signal);
    return documents.map(({ id, crn, name, source_crn: source }) => ({ id, crn, name, instanceCrn: source ?? '' }));
  }

  async createKey({ name, instanceCrn, role, parameters }: NewServiceKey, signal: AbortSignal): Promise<ServiceKey> {
    const what = t('Could not create the service credential "{0}"', name);
    // Before the call: its answer is the only one that shows the secret, so what reads it must be there.
    const { credential } = await this.#serviceOf(instanceCrn, what).load();
    return toServiceKey(await this.#controller.ask(keyDocument, {
      method: 'POST', path: '/v2/resource_keys', what, secret: true,
      body: { name, source: instanceCrn, role, ...(Object.keys(parameters).length === 0 ? {} : { parameters }) },
      permission: t('Editor on the instance, and a service role at least as high as {0}', role),
    }, signal), credential);
  }

  deleteKey(id: string, signal: AbortSignal): Promise<void> {
    return this.#controller.tell({
      method: 'DELETE', path: `/v2/resource_keys/${encodeURIComponent(id)}`,
      what: t('Could not delete the service credential'), permission: t('Editor on the instance'),
    }, signal);
  }

  async listResourceGroups(accountId: string, signal: AbortSignal): Promise<readonly ResourceGroup[]> {
    const { resources } = await this.#manager.ask(groupList, {
      method: 'GET', path: '/v2/resource_groups', query: { account_id: accountId },
      what: t('Could not list the resource groups'), permission: t('Viewer on a resource group'),
    }, signal);
    return resources
      .filter(({ state }) => state === null || state === undefined || state === 'ACTIVE')
      .map((group) => ({ id: group.id, name: group.name, isDefault: group.default === true }));
  }

  readRaw(crn: string, signal: AbortSignal): Promise<unknown> {
    return this.#controller.document({ method: 'GET', path: instancePath(crn), what: t('Could not read the details') }, signal);
  }

  async #instancesOf(entry: ServiceEntry, signal: AbortSignal, unreadable?: OnUnreadable): Promise<readonly Instance[]> {
    const { title, catalog } = entry;
    const resourceId = await this.#catalog.serviceId(catalog.name, signal) ?? catalog.id;
    const documents = await this.#controller.list(instancePage, {
      method: 'GET', path: '/v2/resource_instances', query: { resource_id: resourceId, type: 'service_instance', limit: '100' },
      what: t('Could not list the {0} instances', title), permission: t('Viewer on {0}', title),
    }, (page) => ({ items: page.resources, next: queryOfLink(page.next_url) }), signal, unreadable);
    const here = documents.filter(({ crn, state }) => parseCrn(crn)?.service === catalog.name && state !== 'removed');
    return Promise.all(here.map((document) => this.#instance(entry, document, signal)));
  }

  async #instance(entry: ServiceEntry, document: InstanceDocument, signal: AbortSignal): Promise<Instance> {
    const { crn, guid, name, state = 'unknown', resource_plan_id: planId, extensions, parameters } = document;
    const service = await entry.load();
    const words = planId === null || planId === undefined ? { name: '' } : await this.#catalog.plan(planId, signal);
    const plan = { plan: words.name, planTitle: words.title };
    return {
      crn, guid, name, state, ...plan,
      service: entry.id,
      region: document.region_id ?? parseCrn(crn)?.region ?? '',
      resourceGroupId: document.resource_group_id ?? '',
      planId: planId ?? '',
      ...service.read({ ...plan, state, extensions, parameters }),
      oneTimeCredentials: document.onetime_credentials === true,
      createdAt: document.created_at ?? '',
      ...consolePage(document.dashboard_url),
    };
  }

  #serviceOf(crn: string, what: string): ServiceEntry {
    const name = parseCrn(crn)?.service;
    const entry = this.#services.find(({ catalog }) => catalog.name === name);
    if (entry === undefined) {
      throw new Failure({
        code: 'instance.unknown-service', what,
        why: name === undefined ? t('"{0}" is not the CRN of an instance.', crn) : t('This version knows no service "{0}".', name),
        next: t('Choose another instance, or update the extension.'),
      });
    }
    return entry;
  }
}

function instancePath(crn: string): string {
  return `/v2/resource_instances/${encodeURIComponent(crn)}`;
}

/** A link is opened only where it leads to IBM Cloud's own console, whatever an answer says. */
function consolePage(link: string | null | undefined): Pick<Instance, 'page'> {
  if (link === null || link === undefined || !URL.canParse(link)) {
    return {};
  }
  const { protocol, hostname, href } = new URL(link);
  return protocol === 'https:' && (hostname === 'cloud.ibm.com' || hostname.endsWith('.cloud.ibm.com')) ? { page: href } : {};
}
