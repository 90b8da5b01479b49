import type { Network } from './network';

/** How to sign in to a server over SSH. The key's file is read when it is used and never kept. */
export interface ServerAccess {
  /** What a person calls the server. */
  readonly name: string;
  /** The way to the server: this machine's network. */
  readonly network: Network;
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly privateKeyPath: string;
  /** Our entry in OpenSSH's configuration, where it stands there: its name, and the file that leads to it. */
  readonly entry?: { readonly alias: string; readonly file: string } | undefined;
  /** Our own file; a host key seen for the first time is added to it. */
  readonly knownHostsPath: string;
  /** Limit of each single step in milliseconds; 10 s unless told. */
  readonly timeoutMs?: number | undefined;
}
