import type { Handlers } from './handler';

type Id = 'privateConnect.signIn' | 'privateConnect.signOut' | 'privateConnect.switchAccount' | 'privateConnect.trySandbox' | 'privateConnect.openLogs';

export const accountCommands: Handlers<Id> = {
  'privateConnect.signIn': {
    failed: 'Could not sign in',
    async run({ services }) {
      await services.accounts.signIn();
    },
  },
  'privateConnect.signOut': {
    failed: 'Could not sign out',
    async run({ services }) {
      // Not the session's account: one that cannot be opened any more can be signed out all the same.
      const id = (await services.accounts.book()).active ?? (await services.sessions.required()).account.id;
      await services.accounts.signOut(id);
    },
  },
  'privateConnect.switchAccount': {
    failed: 'Could not switch the account',
    async run({ services }) {
      const { accounts, active } = await services.accounts.book();
      const answer = await services.prompter.pick<string>({
        placeholder: 'Which account should be active?',
        items: [
          ...accounts.map(({ id, label, kind, refused }) => ({
            label, value: id, icon: kind === 'sandbox' ? 'beaker' : 'account', group: 'Signed in',
            description: [id === active ? 'active' : '', refused === undefined ? '' : 'needs a new sign-in'].filter((text) => text !== '').join(', '),
          })),
          { label: 'Sign in to another account…', value: '', icon: 'add', group: 'Another' },
        ],
        isCurrent: (id) => id === active,
      });
      if (answer.kind === 'value') {
        await (answer.value === '' ? services.accounts.signIn() : services.accounts.switchTo(answer.value));
      }
    },
  },
  'privateConnect.trySandbox': {
    failed: 'Could not start the sandbox',
    async run({ services }) {
      await services.accounts.trySandbox();
      services.trees.resources.reveal();
    },
  },
  'privateConnect.openLogs': {
    failed: 'Could not open the log',
    run({ services }) {
      services.log.show();
      return Promise.resolve();
    },
  },
};
