import { join } from 'node:path';
import type { Account } from '../../model/account';
import type { Settings } from '../settings';
import type { Place } from './openSession';
import { realEnvironment, thisMachine } from './realEnvironment';
import { claimSandboxFolder } from './sandboxFolder';
import type { SandboxStarter } from './session';

export interface PlaceDependencies {
  /** The extension's folder for files of its own. */
  readonly storage: string;
  readonly settings: Settings;
  readonly startSandbox: SandboxStarter;
  /** Another window has the usual sandbox: this one's has other content, which its user should know. */
  otherSandbox(number: number): void;
}

/** Where an account's cloud is: IBM Cloud, or a sandbox that is started now. */
export async function placeOf(account: Account, dependencies: PlaceDependencies): Promise<Place> {
  if (account.kind === 'cloud') {
    return {
      environment: realEnvironment(),
      folder: join(dependencies.storage, 'accounts', encodeURIComponent(account.id)),
      stop: () => Promise.resolve(),
    };
  }
  const folder = await claimSandboxFolder(dependencies.storage);
  try {
    const sandbox = await dependencies.startSandbox({ folder: folder.path, pace: dependencies.settings.sandboxPace() });
    if (folder.number > 1) {
      dependencies.otherSandbox(folder.number);
    }
    return {
      environment: { ...sandbox.environment, machine: thisMachine() },
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
