import { parseCrn } from '../model/crn';
import type { ServiceEntry } from '../model/service';

const longest = 500;

/**
 * The CRN of the instance that a link of ours shows; undefined for every other link. Anyone may write one, on any page: it can name an
 * instance and nothing else.
 */
export function linkedInstance(path: string, query: string, services: readonly ServiceEntry[]): string | undefined {
  const given = new URLSearchParams(query);
  const [crn, ...others] = given.getAll('crn');
  if (path !== '/instance' || crn === undefined || others.length > 0 || given.size !== 1 || crn.length > longest || !/^[\w:/.-]+$/.test(crn)) {
    return undefined;
  }
  const service = parseCrn(crn)?.service;
  return services.some(({ catalog }) => catalog.name === service) ? crn : undefined;
}
