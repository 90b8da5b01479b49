import { t } from '../../model/l10n';

/** What is out of order with what a row stands for; it is said in the row's words too. */
export type Health = 'broken' | 'partly' | 'going';

interface Look {
  readonly badge?: string;
  readonly color: string;
  readonly tooltip: string;
}

export const healthLooks: Readonly<Record<Health, Look>> = {
  broken: { badge: '!', color: 'list.errorForeground', tooltip: t('Broken') },
  partly: { badge: '◐', color: 'list.warningForeground', tooltip: t('Works in part') },
  going: { color: 'disabledForeground', tooltip: t('Being deleted') },
};

export function isHealth(text: string): text is Health {
  return Object.hasOwn(healthLooks, text);
}

const broken: readonly string[] = ['failed', 'suspended'];
const going: readonly string[] = ['deleting', 'pending_reclamation', 'pending_removal'];

/** By the state, and the health beside it, as the cloud gives them. */
export function healthOf(state: string, health?: string): Health | undefined {
  if (going.includes(state)) {
    return 'going';
  }
  return broken.includes(state) || health === 'faulted' ? 'broken' : undefined;
}

/** Health says nothing of its own while the state is not the lasting one. */
export function healthWords(health: string): string | undefined {
  switch (health) {
    case 'ok':
    case 'inapplicable': return undefined;
    case 'degraded': return t('degraded');
    case 'faulted': return t('faulted');
    default: return health;
  }
}

/** The cloud's state as a row says it. */
export function stateWords(state: string): string {
  switch (state) {
    case 'deleting':
    case 'pending_removal': return t('Deleting…');
    case 'pending_reclamation': return t('Deleted, can be restored for some days');
    default: return state;
  }
}
