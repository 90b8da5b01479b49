import type { IamService, SignIn } from '../../cloud/iamService';
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
    placeholder: 'How do you want to sign in?',
    items: [
      { label: 'API key', icon: 'key', detail: 'Paste an IBM Cloud API key. It is kept in VS Code\'s secret storage.', value: 'api-key' },
      { label: 'One-time passcode', icon: 'account', detail: 'Get a passcode in the browser and paste it here.', value: 'passcode' },
      { label: 'Sandbox', icon: 'beaker', detail: 'Try everything with a built-in cloud on this machine: no account, no bill.', value: 'sandbox' },
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
      signedIn = await inTime('Could not sign in', limitMs, async (limited) => {
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
    title: 'Sign In with an API Key',
    prompt: 'Paste an IBM Cloud API key',
    placeholder: 'API key',
    empty: 'Paste the API key.',
  },
  'passcode': {
    title: 'Sign In with a Passcode',
    prompt: 'Paste the one-time passcode from the browser',
    placeholder: 'One-time passcode',
    empty: 'Paste the passcode.',
  },
} as const;

async function offerPasscodePage(dependencies: SignInDependencies): Promise<boolean> {
  const answer = await dependencies.prompter.pick<'open' | 'have'>({
    placeholder: 'Where does the passcode come from?',
    items: [
      { label: 'Open the passcode page', icon: 'link-external', detail: 'Opens IBM Cloud in the browser; sign in there and copy the passcode.', value: 'open' },
      { label: 'I have a passcode', icon: 'edit', detail: 'A passcode is good once, for a few minutes.', value: 'have' },
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
