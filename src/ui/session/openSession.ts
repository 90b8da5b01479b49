import { join } from 'node:path';
import type { Account, Credential, Environment } from '../../model/account';
import type { Cloud } from '../../cloud/cloud';
import { createCloud, createIam } from '../../cloud/cloud';
import type { KeptCredential, TokenStore } from '../../cloud/tokens';
import { createTokenSource } from '../../cloud/tokens';
import { createTransport } from '../../cloud/transport';
import type { Exchange } from '../../cloud/watched';
import { watched } from '../../cloud/watched';
import { SharedServers } from '../../diagnose/vantage/sharedServers';
import { LandscapeStore } from '../../landscape/store';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { Passphrases } from '../../model/passphrases';
import type { SecondFactors } from '../../model/secondFactors';
import { Setup } from '../../setup/setup';
import { RunLines } from '../activity/runLines';
import type { AccountStore } from '../auth/accountStore';
import type { KeptSecrets } from '../auth/keptSecrets';
import type { Memento } from '../checks/checkHistory';
import { CheckHistory } from '../checks/checkHistory';
import { CheckRunner } from '../checks/checkRunner';
import type { Kinds } from '../kinds';
import { lookUpOwnAddress } from '../ownAddress';
import { MemoryTokens } from './memoryTokens';
import { Runs } from './runs';
import type { Session } from './session';
import { setupSecrets } from './setupSecrets';
import { TokenVault } from './tokenVault';
import { VpnEnds } from './vpnEnds';

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
  /** Of the private keys that an account's connections use. */
  passphrases(accountId: string): Passphrases;
  /** Beside the keys. */
  readonly factors: SecondFactors;
  timeoutMs(): number;
  log(what: string, error: unknown): void;
  /** A request has ended. */
  asked(exchange: Exchange): void;
  /** A run or a step of one came into another state, in one line. */
  happened(line: string): void;
  /** IAM refuses what that sign-in to the account brought. */
  refused(account: Account, signIn: string, failure: Failure): Promise<void>;
  /** The cloud asked to wait, or did not answer and is asked again. */
  waiting(account: Account, what: string, milliseconds: number, status: number | undefined): void;
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
  const cloud = cloudOf(home, account, dependencies);
  const passphrases = dependencies.passphrases(account.id);
  const servers = new SharedServers(async (access, signal) =>
    (await import('../../diagnose/vantage/ssh')).openServer(access, signal, { passphrases, factors: dependencies.factors }));
  const history = new CheckHistory(dependencies.memento, `privateConnect.checks.${account.id}`);
  const secrets = setupSecrets(dependencies.secrets, account.id);
  const setup: Setup = new Setup({
    cloud, environment,
    routes: kinds.routes,
    services: kinds.services,
    secrets,
    folder: join(folder, 'connections'),
    accountId: account.accountId,
    iamId: account.iamId,
    onFallback: (failure) => dependencies.log('Went on without an answer', failure),
    onlyIpv6: environment.onlyIpv6,
    sharesAddress: environment.sharesAddress,
    ownAddress: (signal) => lookUpOwnAddress(environment, signal),
    openServer: (access, signal) => servers.open(access, signal),
    verify: async ({ id, instance }, signal) => checks.run(await cloud.resources.getInstance(instance.crn, signal), id, () => undefined, signal),
  });
  const checks = new CheckRunner({
    environment, cloud, setup, kinds, history,
    timeoutMs: () => dependencies.timeoutMs(),
    log: (what, error) => dependencies.log(what, error),
    checked: () => dependencies.changed(),
  });
  const vpnEnds = new VpnEnds({
    cloud, now: () => new Date(), log: (what, error) => dependencies.log(what, error), changed: () => dependencies.changed(),
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
  // What was saved is known now, where nothing was before.
  dependencies.changed();
  return {
    account, environment, folder, kinds, cloud, setup, secrets, vpnEnds, runs, checks, history,
    landscape: new LandscapeStore(cloud, (what, error) => dependencies.log(what, error)),
    async close(because) {
      await runs.close({ because });
      servers.close();
      vpnEnds.close();
      stopListening();
      await home.stop();
    },
  };
}

function cloudOf(home: AccountHome, account: Account, dependencies: SessionDependencies): Cloud {
  const { endpoints } = home.environment;
  const transport = watched(
    createTransport({ onWait: (what, milliseconds, status) => dependencies.waiting(account, what, milliseconds, status) }),
    (exchange) => dependencies.asked(exchange),
  );
  return createCloud({
    endpoints,
    services: dependencies.kinds.services,
    tokens: createTokenSource({
      iam: createIam(endpoints, transport),
      credential: () => credentialOf(home, account, dependencies.store),
      store: tokenStore(account, home.folder, dependencies.secrets),
      onRefused: (signIn, failure) => dependencies.refused(account, signIn, failure),
    }),
    transport,
    onFallback: (failure) => dependencies.log('Went on without an answer', failure),
  });
}

/** Asked for when a token is needed: without one, what was made and what it costs can be looked at all the same. */
async function credentialOf({ credential: own }: AccountHome, account: Account, store: AccountStore): Promise<KeptCredential> {
  const kept = own === undefined ? await store.credential(account.id) : { credential: own, signIn: '' };
  if (kept === undefined) {
    throw new Failure({
      code: 'account.signed-out',
      what: t('Could not use the account "{0}"', account.label),
      why: t('Its API key or sign-in is no longer in the secret storage.'),
      next: t('Sign in again.'),
    });
  }
  return kept;
}

function tokenStore(account: Account, folder: string, secrets: KeptSecrets): TokenStore {
  return account.kind === 'sandbox' ? new MemoryTokens() : new TokenVault(secrets, account.id, join(folder, 'token.lock'));
}
