import type { Cost } from '../../model/plan';
import type { Profile } from '../../model/landscape';

/** A server that only forwards SSH needs little; more than this is not offered unasked. */
const most = { vcpu: 4, memory: 16 };

/** Profiles that can run the images offered, and are small enough. */
export function fitting(profiles: readonly Profile[]): readonly Profile[] {
  return profiles.filter(({ architecture, vcpu, memory }) =>
    architecture === 'amd64' && vcpu <= most.vcpu && memory <= most.memory && vcpu > 0);
}

/** By price; those without a published price come after, by size. */
export function cheapestFirst<T extends { readonly profile: Profile; readonly price: Cost }>(offers: readonly T[]): readonly T[] {
  return [...offers].sort((left, right) =>
    priceOf(left.price) - priceOf(right.price)
    || left.profile.vcpu - right.profile.vcpu
    || left.profile.memory - right.profile.memory
    || left.profile.name.localeCompare(right.profile.name));
}

/** A number that sorts: no infinity, whose difference with itself would be no number. */
function priceOf(price: Cost): number {
  return price.kind === 'priced' ? price.monthly : Number.MAX_VALUE;
}
