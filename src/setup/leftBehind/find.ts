import type { Cloud } from '../../cloud/cloud';
import type { VpcService } from '../../cloud/vpcService';
import { parseCrn } from '../../model/crn';
import type { Connection } from '../../model/connection';
import type { Total } from '../../model/plan';
import { orUnpublished } from '../catalogPrice';
import { listingOnce } from '../engine/listingOnce';
import { sumOf } from '../engine/progress';
import { isRecorded } from '../journal/history';
import type { Journal } from '../journal/journal';
import type { LeftBehindChoices, LeftThing } from './choices';
import { inSecretsManagers, type RegionsThing, type SecretsAccount } from './secrets';
import { inDnsServices, inVpnGateways } from './siteVpn';
import { findableOf, findables } from './things';
import { foundRule } from '../makers/rule';
import { newConnectionId } from '../newConnection';
import type { SetupDependencies } from '../setupDependencies';
import { baseBehind, everyName, everyTag } from '../names';

/** What one connection left in one region. */
export interface LeftBehind {
  /** What the names of the connection's things begin with. */
  readonly base: string;
  readonly region: string;
  /** In the order in which they were made. */
  readonly things: readonly LeftThing[];
  /** A tag says so; otherwise their names alone do. */
  readonly tagged: boolean;
}

/** The same with what a month of it costs. */
export interface PricedLeftBehind extends LeftBehind {
  readonly total: Total;
}

interface Known extends RegionsThing {
  readonly tags: readonly string[];
}

/** All that carries our tag or a name of our form, by the connection that made it, without what the journals know. */
export async function findLeftBehind(account: SecretsAccount, journals: readonly Journal[], signal: AbortSignal): Promise<readonly PricedLeftBehind[]> {
  const { search, resources } = account.cloud;
  const [tagged, named, keys, secrets, tunnels] = await Promise.all([
    search.find(everyTag, signal), search.find(everyName, signal), resources.listAllKeys(signal), inSecretsManagers(account, signal),
    inVpnGateways(account, signal),
  ]);
  const tags = new Map(tagged.map((each) => [each.crn, each.tags]));
  const shown = new Map([...named, ...tagged].map((each) => [each.crn, { ...each, id: parseCrn(each.crn)?.resource ?? '' }]));
  const found = [
    ...[...shown.values(), ...keys].flatMap(({ id, crn, name }) => {
      const kind = findableOf(crn)?.kind;
      return kind === undefined || id === '' ? [] : [{ kind, id, name, crn, region: regionOf(crn) }];
    }),
    ...secrets, ...tunnels,
  ];
  const names = await inDnsServices(account, found, signal);
  const groups = grouped(
    [...found, ...names].map((each) => ({ ...each, tags: tags.get(each.crn) ?? [] })), (thing) => journals.some(({ history }) => isRecorded(history, thing)),
  );
  return await Promise.all(groups.map((group) => priced(account.cloud, group, signal)));
}

async function priced(cloud: Cloud, group: LeftBehind, signal: AbortSignal): Promise<PricedLeftBehind> {
  const context = { dependencies: { cloud }, vpc: listingOnce(cloud.vpc(group.region)), signal };
  const parts = findables.flatMap((findable) => group.things.filter(({ kind }) => kind === findable.kind).map(async ({ id, name }) => {
    const there = await findable.read(context, id);
    return { title: `${findable.title} ${name}`, cost: await orUnpublished(there?.cost() ?? Promise.resolve({ kind: 'none' })) };
  }));
  return { ...group, total: sumOf(await Promise.all(parts)) };
}

function grouped(found: readonly Known[], isKnown: (thing: LeftThing) => boolean): readonly LeftBehind[] {
  const groups = new Map<string, { base: string; region: string; things: LeftThing[]; tagged: boolean }>();
  for (const { kind, id, name, crn, region, tags, base = baseBehind(name, tags) } of found) {
    if (base === undefined || isKnown({ kind, id, name, crn })) {
      continue;
    }
    const group = groups.get(`${base} ${region}`) ?? { base, region, things: [], tagged: false };
    group.things.push({ kind, id, name, crn });
    group.tagged ||= baseBehind('', tags) !== undefined;
    groups.set(`${base} ${region}`, group);
  }
  return [...groups.values()].map((group) => ({ ...group, things: inOrder(group.things) })).sort((one, other) => one.base.localeCompare(other.base));
}

/** The CRN of a thing that is in one zone names the zone. */
function regionOf(crn: string): string {
  return (parseCrn(crn)?.region ?? '').replace(/-\d+$/, '');
}

function inOrder(things: readonly LeftThing[]): readonly LeftThing[] {
  return findables.flatMap(({ kind }) => things.filter((thing) => thing.kind === kind));
}

/** The same with the rules that let its security groups name each other: as long as one is named, it cannot be deleted. */
export async function withRules(left: LeftBehind, vpc: Pick<VpcService, 'listSecurityGroups'>, signal: AbortSignal): Promise<LeftBehind> {
  const ids = new Set(left.things.map(({ id }) => id));
  const groups = (await vpc.listSecurityGroups({}, signal)).filter(({ id }) => ids.has(id));
  const rules = groups.flatMap(({ id, rules: all }) => all
    .filter(({ remote }) => remote.kind === 'security-group' && remote.id !== id && ids.has(remote.id))
    .map((rule): LeftThing => ({ ...foundRule(id, rule, rule), crn: '' })));
  return { ...left, things: inOrder([...left.things, ...rules]) };
}

/** What was left behind as a connection that holds it: it leads to no instance, and is there to be undone. */
export function holding(
  { base, region, things }: LeftBehind, { accountId, services: [service] }: SetupDependencies, now: number,
): Connection<LeftBehindChoices> {
  return {
    id: newConnectionId(base), accountId, service: service?.id ?? '', createdAt: new Date(now).toISOString(),
    instance: { crn: '', guid: '', name: base, region },
    route: 'left-behind', role: '', choices: { base, things: [...things] },
  };
}
