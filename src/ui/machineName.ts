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
    return 'this machine';
  }
  if (remoteName === 'wsl') {
    return `WSL ${facts.wslDistribution ?? hostName}`;
  }
  if (remoteName === 'ssh-remote') {
    return `SSH host ${hostName}`;
  }
  if (remoteName === 'dev-container' || remoteName === 'attached-container') {
    return `container ${hostName}`;
  }
  if (remoteName === 'codespaces') {
    return `codespace ${hostName}`;
  }
  return `remote host ${hostName}`;
}
