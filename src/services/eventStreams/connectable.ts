import type { Connectable, Instance } from '../../model/instance';

/** What the answer depends on. */
export interface Marks {
  readonly plan: string;
  readonly state: string;
  /** Undefined where the document has the marks of neither. */
  readonly generation: 1 | 2 | undefined;
  readonly access: Instance['access'];
}

/** States that no waiting ends. Source: https://cloud.ibm.com/docs/account?topic=account-resource-reclamation */
const ended = new Map([
  ['pending_reclamation', {
    why: 'it was deleted, and is kept for some days', next: 'Restore it with "ibmcloud resource reclamation-restore", or choose another instance.',
  }],
  ['removed', { why: 'it was deleted for good', next: 'Choose another instance.' }],
  ['failed', { why: 'it could not be made', next: 'Delete it and make another, or choose another instance.' }],
]);

const publicOnly = 'Use an Enterprise instance for a private connection, or reach this one over the internet.';

/** Decides from what the API says, never from a host name. */
export function connectable({ plan, state, generation, access }: Marks): Connectable {
  const over = ended.get(state);
  if (over !== undefined) {
    return refused(`The instance is ${state}: ${over.why}.`, over.next);
  }
  if (state !== 'active') {
    return refused(`The instance is ${state}, not active.`, 'Wait until it is active, then refresh.');
  }
  if (generation === undefined) {
    return refused(`The plan "${plan}" is public only: it has no private endpoint.`, publicOnly);
  }
  if (access !== 'public') {
    return { possible: true };
  }
  return isSharedPlan(plan)
    ? refused(`The ${plan} plan is public only: it has no private endpoint.`, publicOnly)
    : refused('Its service endpoints are public only.', 'Turn on its private endpoint (by way of public-and-private), then refresh.');
}

/** Plans whose instances share their brokers with other accounts. */
export function isSharedPlan(plan: string): plan is 'lite' | 'standard' {
  return plan === 'lite' || plan === 'standard';
}

function refused(why: string, next: string): Connectable {
  return { possible: false, why, next };
}
