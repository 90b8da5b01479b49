import type { Cloud } from '../../cloud/cloud';
import type { VpcService } from '../../cloud/vpcService';
import type { Profile } from '../../model/landscape';
import type { Cost } from '../../model/plan';
import { orUnpublished } from '../catalogPrice';
import { virtualServerMaker } from '../makers/virtualServer';
import { cheapestFirst, fitting } from './profiles';

/** A profile with its price a month. */
export interface PricedProfile {
  readonly profile: Profile;
  readonly price: Cost;
}

/** The small ones, cheapest first: each with the price of a server with its boot volume, as the plan will have it. */
export async function pricedProfiles(cloud: Cloud, vpc: VpcService, profiles: readonly Profile[], signal: AbortSignal): Promise<readonly PricedProfile[]> {
  const context = { dependencies: { cloud }, vpc, signal };
  return cheapestFirst(await Promise.all(fitting(profiles).map(async (profile) => ({
    profile, price: await orUnpublished(virtualServerMaker.price?.(context, { profile: profile.name }) ?? Promise.resolve({ kind: 'none' })),
  }))));
}
