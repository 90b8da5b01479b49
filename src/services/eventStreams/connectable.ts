import type { Connectable, Instance } from '../../model/instance';
import { t } from '../../model/l10n';

/** What the answer depends on. */
export interface Marks {
  readonly plan: string;
  /** What people know it by. */
  readonly planTitle: string;
  readonly state: string;
  /** Undefined where the document has the marks of neither. */
  readonly generation: 1 | 2 | undefined;
  readonly access: Instance['access'];
}

/** States that no waiting ends. Source: https://cloud.ibm.com/docs/account?topic=account-resource-reclamation */
const ended = new Map([
  ['pending_reclamation', {
    why: t('it was deleted, and is kept for some days'), next: t('Restore it with "ibmcloud resource reclamation-restore", or choose another instance.'),
  }],
  ['removed', { why: t('it was deleted for good'), next: t('Choose another instance.') }],
  ['failed', { why: t('it could not be made'), next: t('Delete it and make another, or choose another instance.') }],
]);

const publicOnly = t('Use an Enterprise instance for a private connection, or reach this one over the internet.');

/** Decides from what the API says, never from a host name. */
export function connectable({ plan, planTitle, state, generation, access }: Marks): Connectable {
  const over = ended.get(state);
  if (over !== undefined) {
    return refused(t('The instance is {0}: {1}.', state, over.why), over.next);
  }
  if (state !== 'active') {
    return refused(t('The instance is {0}, not active.', state), t('Wait until it is active, then refresh.'));
  }
  if (generation === undefined) {
    return refused(t('The plan "{0}" is public only: it has no private endpoint.', planTitle), publicOnly);
  }
  if (access !== 'public') {
    return { possible: true };
  }
  return isSharedPlan(plan)
    ? refused(t('The {0} plan is public only: it has no private endpoint.', planTitle), publicOnly)
    : refused(t('Its service endpoints are public only.'), t('Turn on its private endpoint (by way of public-and-private), then refresh.'));
}

/** Plans whose instances share their brokers with other accounts. */
export function isSharedPlan(plan: string): plan is 'lite' | 'standard' {
  return plan === 'lite' || plan === 'standard';
}

function refused(why: string, next: string): Connectable {
  return { possible: false, why, next };
}
