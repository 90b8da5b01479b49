import type { Network } from './network';

/** A key that the SSH agent signs with. */
export interface AgentKey {
  /** Where the agent listens; undefined where none is known. */
  readonly socket: string | undefined;
  /** `SHA256:...`, as OpenSSH prints it. */
  readonly fingerprint: string;
  readonly comment: string;
}

/** What the way to a server leads through. */
export type Through =
  /** Whatever the user's SSH configuration says of that name each time it is asked: `ProxyJump`, `ProxyCommand`, or nothing. */
  | { readonly kind: 'ssh-config'; readonly name: string }
  /** Hosts as `ProxyJump` of ssh_config(5) has them: "user@host:port,...", or names of the user's SSH configuration. */
  | { readonly kind: 'bastion'; readonly jump: string };

/** How to sign in to a server over SSH. The key's file is read when it is used and never kept. */
export interface ServerAccess {
  /** What a person calls the server. */
  readonly name: string;
  /** The way to the server: this machine's network. */
  readonly network: Network;
  readonly host: string;
  readonly port: number;
  readonly username: string;
  /** Undefined where this machine gets there by itself. */
  readonly through?: Through | undefined;
  /** Our entry in OpenSSH's configuration, where it stands there: its name, and the file that leads to it, the user's own or ours. */
  readonly entry?: { readonly alias: string; readonly file: string } | undefined;
  /** Undefined where the key is not in a file but in the agent. */
  readonly privateKeyPath: string | undefined;
  readonly agentKey?: AgentKey | undefined;
  /** Where the user's SSH configuration and keys are. */
  readonly sshFolder?: string | undefined;
  /** Our own file; a host key seen for the first time is added to it. */
  readonly knownHostsPath: string;
  /** Limit of each single step in milliseconds; 10 s unless told. */
  readonly timeoutMs?: number | undefined;
}
