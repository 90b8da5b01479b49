/** Where the SSH agent listens; on Windows its own place, where no other is named. */
export function agentSocket(variables: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string | undefined {
  const named = variables['SSH_AUTH_SOCK'];
  if (named !== undefined && named !== '') {
    return named;
  }
  return platform === 'win32' ? '\\\\.\\pipe\\openssh-ssh-agent' : undefined;
}
