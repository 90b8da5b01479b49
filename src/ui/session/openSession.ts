import { join } from 'node:path';
import type { Account, Credential, Environment } from '../../model/account';
import { createCloud, createIam } from '../../cloud/cloud';
import type { TokenStore } from '../../cloud/tokens';
import { createTokenSource } from '../../cloud/tokens';
import { createTransport } from '../../cloud/transport';
import { LandscapeStore } from '../../landscape/store';
import { Failure } from '../../model/failure';
import { Setup } from '../../setup/setup';
import type { AccountStore } from '../auth/accountStore';
import type { KeptSecrets } from '../auth/keptSecrets';
import type { Memento } from '../checks/checkHistory';
import { CheckHistory } from '../checks/checkHistory';
import type { CheckDependencies } from '../checks/checkRunner';
import { CheckRunner } from '../checks/checkRunner';
import { MemoryTokens } from './memoryTokens';
import { Runs } from './runs';
import type { Session } from './session';
import { setupSecrets } from './setupSecrets';
import { TokenVault } from './tokenVault';

/** Where an account's cloud is, with what must be stopped when the account is left. */
export interface Place {
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
  place(account: Account): Promise<Place>;
  timeoutMs(): number;
  log(what: string, error: unknown): void;
  /** The credential is no longer accepted, in any window. */
  signedOut(account: Account, failure: Failure): void;
  /** The cloud asked to wait, or did not answer and is asked again. */
  waiting(what: string, milliseconds: number, status: number | undefined): void;
  /** Something that the views show has changed. */
  changed(): void;
}

/** Builds what the account's commands and views work with. Makes no request. */
export async function openSession(kept: Account, dependencies: SessionDependencies): Promise<Session> {
  const place = await dependencies.place(kept);
  const account = { ...kept, accountId: place.accountId ?? kept.accountId };
  const credential = place.credential ?? await dependencies.store.credential(account.id);
  if (credential === undefined) {
    throw new Failure({
      code: 'account.signed-out',
      what: `Could not use the account "${account.label}"`,
      why: 'Its API key or sign-in is no longer in the secret storage.',
      next: 'Sign in again.',
    });
  }
  const { environment, folder } = place;
  const tokens = createTokenSource({
    iam: createIam(environment.endpoints),
    credential,
    store: tokenStore(account, folder, dependencies.secrets),
    onSignedOut: (failure) => dependencies.signedOut(account, failure),
  });
  const cloud = createCloud({
    endpoints: environment.endpoints,
    tokens,
    transport: createTransport({ onWait: (what, milliseconds, status) => dependencies.waiting(what, milliseconds, status) }),
    onFallback: (failure) => dependencies.log('Went on without an answer', failure),
  });
  const landscape = new LandscapeStore(cloud);
  const history = new CheckHistory(dependencies.memento, `privateConnect.checks.${account.id}`);
  const openServer: CheckDependencies['openServer'] = async (access, signal) => (await import('../../diagnose/vantage/ssh')).openServer(access, signal);
  const setup: Setup = new Setup({
    cloud,
    environment,
    secrets: setupSecrets(dependencies.secrets, account.id),
    folder: join(folder, 'connections'),
    accountId: account.accountId,
    openServer,
    verify: async (connection, signal) => checks.run(
      { instance: await cloud.resources.getInstance(connection.instance.crn, signal), connection }, () => undefined, signal,
    ),
  });
  const checks = new CheckRunner({
    environment, cloud, history, openServer,
    apiKey: (id) => setup.apiKey(id),
    serverAccess: (id) => setup.serverAccess(id),
    timeoutMs: () => dependencies.timeoutMs(),
    log: (what, error) => dependencies.log(what, error),
    checked: () => dependencies.changed(),
  });
  const runs = new Runs(setup);
  await setup.load();
  const stopListening = setup.onDidChange(() => dependencies.changed());
  return {
    account, environment, cloud, landscape, setup, runs, checks, history,
    async close() {
      runs.cancelAll();
      stopListening();
      await place.stop();
    },
  };
}

function tokenStore(account: Account, folder: string, secrets: KeptSecrets): TokenStore {
  return account.kind === 'sandbox' ? new MemoryTokens() : new TokenVault(secrets, account.id, join(folder, 'token.lock'));
}
