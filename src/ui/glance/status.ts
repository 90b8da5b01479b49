import type { Account } from '../../model/account';
import { t } from '../../model/l10n';
import type { RunView } from '../../model/plan';
import { visible } from '../../model/text';
import { isMoving, runWords } from '../activity/runNode';
import type { KnownAccount } from '../auth/ledger';
import { plain } from '../plain';
import type { EndingSoon } from '../session/vpnEnds';
import { describe } from '../tree/node';

/** What the one item in the status bar says. */
export interface Status {
  readonly text: string;
  readonly tooltip: string;
  readonly spoken: string;
}

/** "Sandbox", or what the account is called: every view says it in the same words. */
export function accountName({ kind, label }: Pick<Account, 'kind' | 'label'>): string {
  return kind === 'sandbox' ? t('Sandbox') : visible(label, 40);
}

/** Whose account the window works with and what goes on there: what runs comes before what failed, the newest first. */
export function statusOf(account: Pick<KnownAccount, 'kind' | 'label' | 'refused'>, runs: readonly RunView[], ends: readonly EndingSoon[] = []): Status {
  const run = runs.find(isMoving) ?? runs.find(({ state }) => state === 'failed');
  const name = accountName(account);
  const isRefused = account.refused !== undefined;
  const soon = ends.find(({ words }) => words !== undefined)?.words;
  const status = describe(name, isRefused ? t('needs a new sign-in') : undefined, run === undefined ? undefined : shortWords(run),
    run === undefined ? soon : undefined);
  const lines = [
    account.kind === 'sandbox' ? t('IBM Cloud: the sandbox on this machine, nothing of which costs anything') : t('IBM Cloud: {0}', name),
    ...(run === undefined ? [] : [`${visible(run.title, 160)}: ${runWords(run)}`]),
    ...ends.flatMap(({ explained }) => explained),
    ...(account.refused === undefined ? [] : [visible(`${account.refused.why} ${account.refused.next}`, 300)]),
    t('Choose to switch or leave the account'),
  ];
  return {
    text: `$(${isRefused || (run === undefined && soon !== undefined) ? 'warning' : iconOf(run)}) ${plain(status)}`,
    tooltip: lines.join('\n'),
    spoken: t('IBM Cloud account {0}', status),
  };
}

/** Without the time, which would change every second. */
function shortWords(run: RunView): string {
  return runWords({ ...run, elapsedMs: undefined });
}

function iconOf(run: RunView | undefined): string {
  if (run === undefined) {
    return 'account';
  }
  return isMoving(run) ? 'loading~spin' : 'error';
}
