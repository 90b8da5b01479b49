import { accountName } from '../glance/status';
import type { Handlers, Invocation } from './handler';
import type { Services } from './services';
import { t } from '../../model/l10n';

type Id = 'privateConnect.signIn' | 'privateConnect.signOut' | 'privateConnect.switchAccount' | 'privateConnect.trySandbox' | 'privateConnect.openLogs';

export const accountCommands: Handlers<Id> = {
  'privateConnect.signIn': {
    failed: t('Could not sign in'),
    async run({ services }) {
      await services.accounts.signIn();
    },
  },
  'privateConnect.signOut': {
    failed: t('Could not sign out'),
    async run({ services }) {
      // Not the session's account: one that cannot be opened any more can be signed out all the same.
      const id = (await services.accounts.book()).active ?? (await services.sessions.required()).account.id;
      await services.accounts.signOut(id);
    },
  },
  'privateConnect.switchAccount': { failed: t('Could not switch the account'), run: chooseAccount },
  'privateConnect.trySandbox': {
    failed: t('Could not start the sandbox'),
    async run({ services }) {
      await services.accounts.trySandbox();
      services.trees.resources.reveal();
    },
  },
  'privateConnect.openLogs': {
    failed: t('Could not open the log'),
    run({ services }) {
      services.log.show();
      return Promise.resolve();
    },
  },
};

type Choice = { readonly kind: 'switch'; readonly id: string } | { readonly kind: 'sign-in' } | { readonly kind: 'sign-out'; readonly id: string };

/** The accounts, and what else can be done about them. */
async function chooseAccount({ services: { accounts: manager, prompter } }: Invocation): Promise<void> {
  const { accounts, active } = await manager.book();
  const current = accounts.find(({ id }) => id === active);
  const answer = await prompter.pick<Choice>({
    placeholder: t('Which account should be active?'),
    items: [
      ...accounts.map(({ id, label, kind, refused }) => ({
        label, value: { kind: 'switch', id } as const, icon: kind === 'sandbox' ? 'beaker' : 'account', group: t('Signed in'),
        description: [id === active ? t('active') : '', refused === undefined ? '' : t('needs a new sign-in')].filter((text) => text !== '').join(', '),
      })),
      ...(current?.refused === undefined ? [] : [
        { label: t('Sign in to {0} again…', accountName(current)), value: { kind: 'sign-in' } as const, icon: 'key', group: t('Another') },
      ]),
      { label: t('Sign in to another account…'), value: { kind: 'sign-in' }, icon: 'add', group: t('Another') },
      ...(current === undefined ? [] : [
        { label: t('Sign out of {0}', accountName(current)), value: { kind: 'sign-out', id: current.id } as const, icon: 'sign-out', group: t('Leave') },
      ]),
    ],
    isCurrent: (choice) => choice.kind === 'switch' && choice.id === active,
  });
  if (answer.kind === 'value') {
    await act(manager, answer.value);
  }
}

async function act(manager: Services['accounts'], choice: Choice): Promise<void> {
  switch (choice.kind) {
    case 'switch': return manager.switchTo(choice.id);
    case 'sign-out': return manager.signOut(choice.id);
    case 'sign-in': await manager.signIn();
  }
}
