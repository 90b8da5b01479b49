import type { Report } from '../../../../src/model/check';
import type { Instance } from '../../../../src/model/instance';

/** A report that says one thing. */
export function reportOf({ crn, name, region }: Instance, state: Report['headline']['state'], text = 'text', connectionId?: string): Report {
  return {
    instance: { crn, name, region, description: 'Gen 2' }, connectionId, checkedAt: '2026-05-01T12:00:00Z',
    meant: 'local', vantages: [], checks: [], hops: [], results: [], headline: { state, text }, members: [],
  };
}
