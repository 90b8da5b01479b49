import type { IamService, SignIn } from '../../cloud/iamService';
import { t } from '../../model/l10n';
import { Secret } from '../../model/secret';
import { inTime } from '../inTime';
import type { Prompter } from '../prompts/answers';

/** The three ways in. */
export type SignInWay = 'api-key' | 'passcode' | 'sandbox';

export interface SignInDependencies {
  readonly prompter: Prompter;
  /** IAM of the real cloud; loaded when a key or passcode is tried. */
  iam(): Promise<IamService>;
  /** Opens the page that shows a one-time passcode, in the browser. */
  openPasscodePage(): Promise<void>;
}

const limitMs = 60_000;

/** Asks how to sign in. */
export async function askWay(prompter: Prompter): Promise<SignInWay | undefined> {
  const answer = await prompter.pick<SignInWay>({
    placeholder: t('How do you want to sign in?'),
    items: [
      { label: t('API key'), icon: 'key', detail: t('Paste an IBM Cloud API key. It is kept in VS Code\'s secret storage.'), value: 'api-key' },
      { label: t('One-time passcode'), icon: 'account', detail: t('Get a passcode in the browser and paste it here.'), value: 'passcode' },
      { label: t('Sandbox'), icon: 'beaker', detail: t('Try everything with a built-in cloud on this machine: no account, no bill.'), value: 'sandbox' },
    ],
  });
  return answer.kind === 'value' ? answer.value : undefined;
}

/** Asks for the key or passcode and tries it while the box is open. Undefined when the box was closed: nothing happened. */
export async function signInByText(way: 'api-key' | 'passcode', dependencies: SignInDependencies): Promise<SignIn | undefined> {
  if (way === 'passcode' && !await offerPasscodePage(dependencies)) {
    return undefined;
  }
  const words = texts[way];
  let signedIn: SignIn | undefined;
  const answer = await dependencies.prompter.text({
    title: words.title,
    prompt: words.prompt,
    placeholder: words.placeholder,
    secret: true,
    check: (text) => text.trim() === '' ? words.empty : undefined,
    accept: async (text, signal) => {
      signedIn = await inTime(t('Could not sign in'), limitMs, async (limited) => {
        const iam = await dependencies.iam();
        const secret = new Secret(text.trim());
        return way === 'api-key' ? iam.signInWithApiKey(secret, limited) : iam.signInWithPasscode(secret, limited);
      }, signal);
      return undefined;
    },
  });
  return answer.kind === 'value' ? signedIn : undefined;
}

const texts = {
  'api-key': {
    title: t('Sign In with an API Key'),
    prompt: t('Paste an IBM Cloud API key'),
    placeholder: t('API key'),
    empty: t('Paste the API key.'),
  },
  'passcode': {
    title: t('Sign In with a Passcode'),
    prompt: t('Paste the one-time passcode from the browser'),
    placeholder: t('One-time passcode'),
    empty: t('Paste the passcode.'),
  },
} as const;

async function offerPasscodePage(dependencies: SignInDependencies): Promise<boolean> {
  const answer = await dependencies.prompter.pick<'open' | 'have'>({
    placeholder: t('Where does the passcode come from?'),
    items: [
      {
        label: t('Open the passcode page'), icon: 'link-external', value: 'open',
        detail: t('Opens IBM Cloud in the browser; sign in there and copy the passcode.'),
      },
      { label: t('I have a passcode'), icon: 'edit', detail: t('A passcode is good once, for a few minutes.'), value: 'have' },
    ],
  });
  if (answer.kind !== 'value') {
    return false;
  }
  if (answer.value === 'open') {
    await dependencies.openPasscodePage();
  }
  return true;
}
