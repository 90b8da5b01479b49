import type { Cloud } from '../cloud/cloud';
import type { Cost, MadeResource } from '../model/plan';
import { orUnpublished } from './catalogPrice';
import { listingOnce } from './engine/listingOnce';
import type { Progress } from './engine/progress';
import { resourcesOf } from './journal/history';
import type { Findable } from './leftBehind/findable';
import { findables } from './leftBehind/things';

/** A thing in the cloud that a journal says we made, and who made it. */
export interface MadeThing extends MadeResource {
  readonly kind: string;
  /** "Virtual server". */
  readonly what: string;
  readonly region: string;
  readonly connectionId: string;
}

/** The same of one that is there now, with what a month of it costs. */
export interface PricedThing extends MadeThing {
  readonly cost: Cost;
}

/** What one connection, or one part, made and did not delete since. What goes with another thing unseen, such as a key's file, is left out. */
export function madeThings({ connection, journal }: Pick<Progress, 'connection' | 'journal'>): readonly MadeThing[] {
  return resourcesOf(journal.history).flatMap((made) => {
    const title = findableAs(made.kind)?.title;
    return made.origin !== 'made' || title === undefined ? [] : [{ ...made, what: title, region: connection.instance.region, connectionId: connection.id }];
  });
}

/** Those that the cloud has now. */
export async function thereNow(cloud: Cloud, things: readonly MadeThing[], signal: AbortSignal): Promise<readonly PricedThing[]> {
  const regions = new Map([...new Set(things.map(({ region }) => region))].map((region) => [region, listingOnce(cloud.vpc(region))]));
  const priced = await Promise.all(things.map(async (thing): Promise<readonly PricedThing[]> => {
    const context = { dependencies: { cloud }, vpc: regions.get(thing.region) ?? cloud.vpc(thing.region), signal };
    const there = await findableAs(thing.kind)?.read(context, thing.id);
    return there === undefined ? [] : [{ ...thing, cost: await orUnpublished(there.cost()) }];
  }));
  return priced.flat();
}

function findableAs(kind: string): Findable | undefined {
  return findables.find((findable) => findable.kind === kind);
}
