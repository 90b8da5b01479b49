import type { SecurityGroup } from './landscape';

/** Of groups that guard the same thing, the one first that guards the fewest others: a rule on it lets in, or out, the least. */
export function leastFirst(groups: readonly SecurityGroup[]): readonly SecurityGroup[] {
  return [...groups].sort((one, other) => one.targets.length - other.targets.length);
}
