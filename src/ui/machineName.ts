import { t } from '../model/l10n';

/** What is known of the machine that the extension host runs on. */
export interface MachineFacts {
  /** `vscode.env.remoteName`: undefined on the user's own machine. */
  readonly remoteName: string | undefined;
  /** The extension runs on the machine of the keyboard, though the window may be of another one. */
  readonly isOfKeyboard: boolean;
  readonly hostName: string;
  /** `WSL_DISTRO_NAME`, where it is set. */
  readonly wslDistribution?: string | undefined;
}

/**
 * The machine that checks look from, as a person knows it. The extension host may be far from the keyboard, and a client
 * that runs elsewhere sees another network, so the name says which machine it is.
 */
export function machineName(facts: MachineFacts): string {
  const { remoteName, hostName, isOfKeyboard } = facts;
  if (isOfKeyboard || remoteName === undefined || remoteName === '') {
    return t('this machine');
  }
  if (remoteName === 'wsl') {
    return t('WSL {0}', facts.wslDistribution ?? hostName);
  }
  if (remoteName === 'ssh-remote') {
    return t('SSH host {0}', hostName);
  }
  if (remoteName === 'dev-container' || remoteName === 'attached-container') {
    return t('container {0}', hostName);
  }
  if (remoteName === 'codespaces') {
    return t('codespace {0}', hostName);
  }
  return t('remote host {0}', hostName);
}
