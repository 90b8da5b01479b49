import { messagehubId, plans, type PlanName } from '../catalog/plans';
import { generation1, generation2, shared, type Extensions } from '../resources/extensions';
import { seededUuid } from '../state/ids';
import type { ServiceInstanceRow } from '../state/records';
import type { AccountRow } from '../state/state';
import { seededAt } from './account';

/** The account's Event Streams instances, by what each is there to show. */
export type SeedInstances = ReturnType<typeof seedInstances>;

export function seedInstances(account: AccountRow) {
  const make = (name: string, region: string, plan: PlanName, extensions: (guid: string) => Extensions, more: Partial<ServiceInstanceRow> = {}): ServiceInstanceRow => {
    const guid = seededUuid('event-streams', name);
    return {
      id: guid, name, createdAt: seededAt, group: account.groups[0]?.id ?? '', region, service: messagehubId, plan: plans[plan].id,
      crn: `crn:v1:bluemix:public:messagehub:${region}:a/${account.id}:${guid}::`, state: 'active', oneTimeCredentials: plan === 'gen2',
      parameters: {}, tokenOnly: false, ...extensions(guid), ...more,
    };
  };
  const big = { storageGb: 2000, throughput: 100 };
  const provisioning = { state: 'provisioning', extensions: {}, brokers: [], privateNames: [] } as const;
  return {
    orders: make('orders', 'ca-mon', 'gen2', (guid) => generation2('ca-mon', guid, big)),
    telemetry: make('telemetry', 'ca-mon', 'gen2', (guid) => generation2('ca-mon', guid, big)),
    newcomer: make('fraud-detection', 'ca-mon', 'gen2', (guid) => generation2('ca-mon', guid, big), { ...provisioning, brokers: [], privateNames: [] }),
    ledger: make('ledger-legacy', 'eu-de', 'enterprise', () => generation1('eu-de', 'kqzbxvnhfdwjtlgs', 'private'), { parameters: { 'service-endpoints': 'private' } }),
    clickstream: make('clickstream', 'eu-de', 'enterprise', () => generation1('eu-de', 'pwmrcyshtnvkzqfd', 'public'), { parameters: { 'service-endpoints': 'public' } }),
    playground: make('playground', 'us-south', 'lite', () => shared('us-south', 'lqwkdnzrx3fvbtgm')),
    reports: make('reports', 'eu-de', 'standard', () => shared('eu-de', 'm5wqtzkhvnxcpdlr')),
  };
}
