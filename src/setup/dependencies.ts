import type { Cloud } from '../cloud/cloud';
import type { Connection } from '../model/connection';
import type { Environment } from '../model/account';
import type { Network } from '../model/network';
import type { Report } from '../model/check';
import type { Secret } from '../model/secret';

/** Where secrets are kept: the editor's SecretStorage. */
export interface SecretVault {
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

/** How a server is reached over SSH; what `openServer` of src/diagnose takes. */
export interface ServerAccess {
  readonly network: Network;
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly privateKeyPath: string;
  readonly knownHostsPath: string;
  /** What a person calls the server. */
  readonly name: string;
}

/** As much of an SSH session as setup needs. */
export interface OpenedServer {
  close(): void;
}

/** What setup is made from. */
export interface SetupDependencies {
  readonly cloud: Cloud;
  readonly environment: Environment;
  readonly secrets: SecretVault;
  /** Holds the saved connections and a journal each; made where it is missing. */
  readonly folder: string;
  /** IBM Cloud's account id: connections of other accounts are neither shown nor touched. */
  readonly accountId: string;
  /** Logs in over SSH; rejects with a Failure where that fails. */
  readonly openServer: (access: ServerAccess, signal: AbortSignal) => Promise<OpenedServer>;
  /** Runs the checks of a finished connection, from the server as well. */
  readonly verify: (connection: Connection, signal: AbortSignal) => Promise<Report>;
  /** The system's own clock where it is left out. */
  readonly clock?: Clock | undefined;
}
