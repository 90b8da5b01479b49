import { join } from 'node:path';
import type { Account, Credential, Environment } from '../../model/account';
import type { Cloud } from '../../cloud/cloud';
import { createCloud, createIam } from '../../cloud/cloud';
import type { TokenStore } from '../../cloud/tokens';
import { createTokenSource } from '../../cloud/tokens';
import { createTransport } from '../../cloud/transport';
import type { Exchange } from '../../cloud/watched';
import { watched } from '../../cloud/watched';
import { LandscapeStore } from '../../landscape/store';
import { Failure } from '../../model/failure';
import { Setup } from '../../setup/setup';
import { RunLines } from '../activity/runLines';
import type { AccountStore } from '../auth/accountStore';
import type { KeptSecrets } from '../auth/keptSecrets';
import type { Memento } from '../checks/checkHistory';
import { CheckHistory } from '../checks/checkHistory';
import { CheckRunner } from '../checks/checkRunner';
import type { Kinds } from '../kinds';
import { MemoryTokens } from './memoryTokens';
import { Runs } from './runs';
import type { Session } from './session';
import { setupSecrets } from './setupSecrets';
import { TokenVault } from './tokenVault';

/** Where an account's cloud and files are, with what must be stopped when the account is left. */
export interface AccountHome {
  readonly environment: Environment;
  /** Holds the account's connections and journals. */
  readonly folder: string;
  /** The sandbox gives its own; a cloud account's is in the vault. */
  readonly credential?: Credential | undefined;
  /** The same for the account's id in the cloud. */
  readonly accountId?: string | undefined;
  stop(): Promise<void>;
}

export interface SessionDependencies {
  readonly store: AccountStore;
  readonly secrets: KeptSecrets;
  readonly memento: Memento;
  readonly kinds: Kinds;
  home(account: Account): Promise<AccountHome>;
  timeoutMs(): number;
  log(what: string, error: unknown): void;
  /** A request has ended. */
  asked(exchange: Exchange): void;
  /** A run or a step of one came into another state, in one line. */
  happened(line: string): void;
  /** The credential is no longer accepted, in any window. */
  signedOut(account: Account, failure: Failure): void;
  /** The cloud asked to wait, or did not answer and is asked again. */
  waiting(what: string, milliseconds: number, status: number | undefined): void;
  /** Something that the views show has changed. */
  changed(): void;
}

/** Builds what the account's commands and views work with. Makes no request. */
export async function openSession(kept: Account, dependencies: SessionDependencies): Promise<Session> {
  const home = await dependencies.home(kept);
  try {
    return await sessionAt(home, { ...kept, accountId: home.accountId ?? kept.accountId }, dependencies);
  } catch (error) {
    await home.stop();
    throw error;
  }
}

async function sessionAt(home: AccountHome, account: Account, dependencies: SessionDependencies): Promise<Session> {
  const { environment, folder } = home;
  const { kinds } = dependencies;
  const cloud = await cloudOf(home, account, dependencies);
  const history = new CheckHistory(dependencies.memento, `privateConnect.checks.${account.id}`);
  const setup: Setup = new Setup({
    cloud, environment,
    routes: kinds.routes,
    services: kinds.services,
    secrets: setupSecrets(dependencies.secrets, account.id),
    folder: join(folder, 'connections'),
    accountId: account.accountId,
    openServer: async (access, signal) => (await import('../../diagnose/vantage/ssh')).openServer(access, signal),
    verify: async ({ id, instance }, signal) => checks.run(await cloud.resources.getInstance(instance.crn, signal), id, () => undefined, signal),
  });
  const checks = new CheckRunner({
    environment, cloud, setup, kinds, history,
    timeoutMs: () => dependencies.timeoutMs(),
    log: (what, error) => dependencies.log(what, error),
    checked: () => dependencies.changed(),
  });
  const runs = new Runs(setup);
  await setup.load();
  const lines = new RunLines();
  const tell = (): void => lines.changed(setup.views()).forEach((line) => dependencies.happened(line));
  tell();
  const stopListening = setup.onDidChange(() => {
    tell();
    dependencies.changed();
  });
  return {
    account, environment, kinds, cloud, setup, runs, checks, history,
    landscape: new LandscapeStore(cloud),
    async close() {
      runs.cancelAll();
      stopListening();
      await home.stop();
    },
  };
}

async function cloudOf({ environment, credential: own, folder }: AccountHome, account: Account, dependencies: SessionDependencies): Promise<Cloud> {
  const credential = own ?? await dependencies.store.credential(account.id);
  if (credential === undefined) {
    throw new Failure({
      code: 'account.signed-out',
      what: `Could not use the account "${account.label}"`,
      why: 'Its API key or sign-in is no longer in the secret storage.',
      next: 'Sign in again.',
    });
  }
  const transport = watched(
    createTransport({ onWait: (what, milliseconds, status) => dependencies.waiting(what, milliseconds, status) }),
    (exchange) => dependencies.asked(exchange),
  );
  return createCloud({
    endpoints: environment.endpoints,
    services: dependencies.kinds.services,
    tokens: createTokenSource({
      iam: createIam(environment.endpoints, transport),
      credential,
      store: tokenStore(account, folder, dependencies.secrets),
      onSignedOut: (failure) => dependencies.signedOut(account, failure),
    }),
    transport,
    onFallback: (failure) => dependencies.log('Went on without an answer', failure),
  });
}

function tokenStore(account: Account, folder: string, secrets: KeptSecrets): TokenStore {
  return account.kind === 'sandbox' ? new MemoryTokens() : new TokenVault(secrets, account.id, join(folder, 'token.lock'));
}
