import { isDomain } from './words';

/**
 * The fewest domains that hold an instance's private names, as its document has them: `*.x` and `x` are both x, and what lies below another is in it.
 * Nothing is cut off a name: a level higher, other people's instances would be asked for in the cloud too.
 */
export function domainsOf(names: readonly string[]): readonly string[] {
  const domains = [...new Set(names.map((name) => name.replace(/^\*\./, '').toLowerCase()))].filter(isDomain);
  return domains.filter((domain) => !domains.some((other) => domain.endsWith(`.${other}`)));
}
