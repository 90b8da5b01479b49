import type { Account } from '../../model/account';
import { t } from '../../model/l10n';

/** The sandbox's account: its key is the sandbox's own, and made anew with it, so none is kept. */
export const sandboxAccount: Account = {
  id: 'sandbox', accountId: 'sandbox', iamId: 'sandbox', label: t('Sandbox (no account)'), kind: 'sandbox',
};
