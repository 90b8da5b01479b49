import { join } from 'node:path';
import type { Account, Environment } from '../../model/account';
import type { AccountHome } from './openSession';
import { claimSandboxFolder } from './sandboxFolder';
import type { SandboxStarter } from './session';

export interface HomeDependencies {
  /** The extension's folder for files of its own. */
  readonly storage: string;
  /** How fast the sandbox's states change. */
  sandboxPace(): number;
  /** The real cloud, seen from this machine. */
  environment(): Environment;
  readonly startSandbox: SandboxStarter;
  /** Another window has the usual sandbox: this one's has other content, which its user should know. */
  otherSandbox(number: number): void;
}

/** Where an account's cloud is: IBM Cloud, or a sandbox that is started now. So long the usual sandbox is waited for. */
export async function homeOf(account: Account, dependencies: HomeDependencies, patienceMs?: number): Promise<AccountHome> {
  if (account.kind === 'cloud') {
    return {
      environment: dependencies.environment(),
      folder: join(dependencies.storage, 'accounts', encodeURIComponent(account.id)),
      stop: () => Promise.resolve(),
    };
  }
  const folder = await claimSandboxFolder(dependencies.storage, patienceMs);
  try {
    const sandbox = await dependencies.startSandbox({ folder: folder.path, pace: dependencies.sandboxPace() });
    if (folder.number > 1) {
      dependencies.otherSandbox(folder.number);
    }
    return {
      environment: { ...sandbox.environment, machine: dependencies.environment().machine },
      folder: join(folder.path, 'editor'),
      credential: { kind: 'api-key', apiKey: sandbox.apiKey },
      accountId: sandbox.accountId,
      async stop() {
        await sandbox.stop();
        await folder.release();
      },
    };
  } catch (error) {
    await folder.release();
    throw error;
  }
}
