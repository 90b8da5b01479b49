import { serviceOf, type InstanceOrder, type SandboxService } from '../services/service';
import { seededUuid } from '../state/ids';
import type { ServiceInstanceRow } from '../state/records';
import type { AccountRow } from '../state/state';
import { seededAt } from './account';

/** An instance that somebody ordered: `code` and `parameters` as in its document's order. */
interface SeedOrder extends Partial<Pick<InstanceOrder, 'code' | 'parameters'>> {
  readonly service: string;
  readonly plan: string;
  readonly name: string;
  readonly region: string;
  /** It never gets any further. */
  readonly provisioning?: boolean;
}

/** The account's instances, by what each is there to show. */
export type SeedInstances = ReturnType<typeof seedInstances>;

export function seedInstances(account: AccountRow, services: readonly SandboxService[]) {
  const make = (order: SeedOrder): ServiceInstanceRow => makeInstance(account, services, order);
  const service = 'event-streams';
  return {
    orders: make({ service, plan: 'enterprise-gen2', name: 'orders', region: 'ca-mon' }),
    telemetry: make({ service, plan: 'enterprise-gen2', name: 'telemetry', region: 'ca-mon' }),
    newcomer: make({ service, plan: 'enterprise-gen2', name: 'fraud-detection', region: 'ca-mon', provisioning: true }),
    ledger: make({
      service, plan: 'enterprise-3nodes-2tb', name: 'ledger-legacy', region: 'eu-de', code: 'kqzbxvnhfdwjtlgs', parameters: { 'service-endpoints': 'private' },
    }),
    clickstream: make({
      service, plan: 'enterprise-3nodes-2tb', name: 'clickstream', region: 'eu-de', code: 'pwmrcyshtnvkzqfd', parameters: { 'service-endpoints': 'public' },
    }),
    playground: make({ service, plan: 'lite', name: 'playground', region: 'us-south', code: 'lqwkdnzrx3fvbtgm' }),
    reports: make({ service, plan: 'standard', name: 'reports', region: 'eu-de', code: 'm5wqtzkhvnxcpdlr' }),
    // Private alone, as one that is ordered without a word about it: nothing outside the cloud's network gets to what it holds.
    secrets: make({ service: 'secrets-manager', plan: 'standard', name: 'team-secrets', region: 'eu-de', parameters: { 'service-endpoints': 'private' } }),
  };
}

function makeInstance(account: AccountRow, services: readonly SandboxService[], order: SeedOrder): ServiceInstanceRow {
  const { name, region, code = '', parameters = {}, provisioning = false } = order;
  const service = services.find(({ id }) => id === order.service);
  const plan = service?.plans.find((each) => each.name === order.plan);
  if (service === undefined || plan === undefined) throw new Error(`The demo account needs the plan ${order.plan} of the service ${order.service}.`);
  const guid = seededUuid(service.id, name);
  return {
    id: guid, name, createdAt: seededAt, group: account.groups[0]?.id ?? '', region, service: service.catalog.id, plan: plan.id,
    crn: `crn:v1:bluemix:public:${service.catalog.name}:${region}:a/${account.id}:${guid}::`,
    state: provisioning ? 'provisioning' : 'active', oneTimeCredentials: plan.oneTimeCredentials, parameters, tokenOnly: false,
    extensions: provisioning ? {} : { ...service.document({ guid, region, plan: plan.name, parameters, code }) },
  };
}

/** Where an instance listens: what security groups and ACLs have to let in. */
export function portOf(services: readonly SandboxService[], instance: ServiceInstanceRow): number {
  const [first] = serviceOf(services, instance)?.members(instance.extensions) ?? [];
  if (first === undefined) throw new Error(`Nobody answers for ${instance.name}.`);
  return first.port;
}
