import type { Cloud } from '../cloud/cloud';
import type { ThisMachine } from '../machine/thisMachine';
import type { Connection } from '../model/connection';
import type { Environment } from '../model/account';
import type { Failure } from '../model/failure';
import type { OpenNetwork } from '../model/vantage';
import type { Report } from '../model/check';
import type { Secret } from '../model/secret';
import type { ServerAccess } from '../model/serverAccess';

/** Where secrets are kept: the editor's SecretStorage. */
export interface SecretVault {
  /** Undefined where there is none; fails with `secrets.unreadable` where the vault cannot be read, which says nothing of what is in it. */
  get(key: string): Promise<Secret | undefined>;
  store(key: string, secret: Secret): Promise<void>;
  delete(key: string): Promise<void>;
}

/** Time, handed in so that the sandbox and the tests need not wait as long as the cloud does. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Rejects with an AbortError as soon as the signal is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Logs in over SSH; rejects with a Failure where that fails. */
export type OpenServer = (access: ServerAccess, signal: AbortSignal) => Promise<OpenNetwork>;

/** What steps work with. */
export interface StepDependencies {
  readonly cloud: Cloud;
  readonly environment: Environment;
  readonly secrets: SecretVault;
  readonly openServer: OpenServer;
  /** Looks this machine's public address up, where that was asked for; rejects with a Failure. Left out where nobody can. */
  readonly ownAddress?: ((signal: AbortSignal) => Promise<string>) | undefined;
  /** Whether this machine has addresses, and none of IPv4. */
  readonly onlyIpv6?: (() => boolean) | undefined;
  /** Whether its address on the internet is known to be that of other customers of its provider too. */
  readonly sharesAddress?: (() => boolean) | undefined;
  /** The machine that the extension runs on; the system's own answers where it is left out. */
  readonly machine?: ThisMachine | undefined;
  /** Told of what was not fit to fail for. */
  readonly onFallback?: ((failure: Failure) => void) | undefined;
  /** Runs the checks of a finished connection, from all its vantages. */
  readonly verify: (connection: Connection, signal: AbortSignal) => Promise<Report>;
}
