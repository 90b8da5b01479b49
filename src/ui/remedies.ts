import type { CommandId } from './ids';
import { t } from '../model/l10n';

/** A button of a notice. */
export interface NoticeAction {
  readonly title: string;
  readonly run: () => unknown;
}

interface Remedy {
  readonly title: string;
  readonly command: CommandId | 'privateConnect.activity.focus';
  /** What is missing stays missing however often the command is tried, and the log has nothing more to tell. */
  readonly isWhatIsMissing?: true;
}

const signIn = { title: t('Sign In…'), command: 'privateConnect.signIn' } as const satisfies Remedy;

const takeOver = { title: t('Take Over…'), command: 'privateConnect.takeOver' } as const satisfies Remedy;

// What a person can do about a failure with one click.
const remedies: Readonly<Record<string, Remedy>> = {
  'iam.signed-out': signIn,
  'iam.bad-api-key': signIn,
  'account.signed-out': signIn,
  'ui.made-up-vpn': { ...signIn, isWhatIsMissing: true },
  'ui.nothing-checked': { title: t('Check Connectivity'), command: 'privateConnect.checkConnectivity', isWhatIsMissing: true },
  'ui.no-connection': { title: t('Connect Privately…'), command: 'privateConnect.connectPrivately', isWhatIsMissing: true },
  'ui.nothing-to-choose': { title: t('Show Activity'), command: 'privateConnect.activity.focus', isWhatIsMissing: true },
  'ui.not-connected': { title: t('Show Activity'), command: 'privateConnect.activity.focus', isWhatIsMissing: true },
  'ui.not-in-state': { title: t('Show Activity'), command: 'privateConnect.activity.focus', isWhatIsMissing: true },
  // Trying again is consent to what was found meanwhile: it is looked at first.
  'setup.plan-changed': { title: t('Show Plan'), command: 'privateConnect.showPlan', isWhatIsMissing: true },
  'setup.not-as-planned': { title: t('Show Plan'), command: 'privateConnect.showPlan', isWhatIsMissing: true },
  'setup.busy-elsewhere': takeOver,
  'ssh.file-busy': takeOver,
  'ui.no-api-key': { title: t('Copy API Key'), command: 'privateConnect.copyApiKey', isWhatIsMissing: true },
};

/** The buttons of a failure's notice: its command's own, what helps against it, and the log; or the one that makes what is missing. */
export function buttonsFor(
  code: string, own: readonly NoticeAction[], runCommand: (command: string) => unknown, openLogs: NoticeAction,
): readonly NoticeAction[] {
  const remedy = remedies[code];
  if (remedy === undefined) {
    return [...own, openLogs];
  }
  const button = { title: remedy.title, run: () => runCommand(remedy.command) };
  return remedy.isWhatIsMissing === true ? [button] : [...own, button, openLogs];
}
