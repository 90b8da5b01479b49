import type { Cloud } from '../../cloud/cloud';
import type { LandscapeStore } from '../../landscape/store';
import type { Account, Environment } from '../../model/account';
import type { Failure } from '../../model/failure';
import type { Secret } from '../../model/secret';
import type { SecretVault } from '../../setup/dependencies';
import type { Setup } from '../../setup/setup';
import type { CheckHistory } from '../checks/checkHistory';
import type { CheckRunner } from '../checks/checkRunner';
import type { Kinds } from '../kinds';
import type { Runs } from './runs';
import type { VpnEnds } from './vpnEnds';

/** A started sandbox, as far as the editor needs it. */
export interface RunningSandbox {
  readonly environment: Environment;
  readonly apiKey: Secret;
  readonly accountId: string;
  stop(): Promise<void>;
}

/** Starts the sandbox in a folder; handed in by the extension's entry, the only place that imports it. */
export type SandboxStarter = (options: { readonly folder: string; readonly pace: number }) => Promise<RunningSandbox>;

/** All that the active account's commands and views work with. */
export interface Session {
  readonly account: Account;
  readonly environment: Environment;
  /** Holds the account's connections and journals. */
  readonly folder: string;
  readonly kinds: Kinds;
  readonly cloud: Cloud;
  readonly landscape: LandscapeStore;
  readonly setup: Setup;
  /** What setup keeps for the account's connections. */
  readonly secrets: SecretVault;
  /** When what VPN servers read ends. */
  readonly vpnEnds: VpnEnds;
  readonly runs: Runs;
  readonly checks: CheckRunner;
  readonly history: CheckHistory;
  /** Stops what the session has running; its runs fail with the reason, where there is one, and are cancelled else. */
  close(because?: Failure): Promise<void>;
}
