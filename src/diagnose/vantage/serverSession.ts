import type { CommandOptions, CommandResult, OpenNetwork } from '../../model/vantage';

/** An open SSH session: the network as the server sees it. */
export interface ServerSession extends OpenNetwork {
  /** The server, by the name its user knows. */
  readonly name: string;
  readonly isOpen: boolean;
  /** A person answered what the server asked beside the key. */
  readonly wasAsked: boolean;
  /** Runs a command in the login shell; what it prints is bounded. Rejects with a `Failure` `ssh.*`. */
  exec(command: string, signal: AbortSignal, options?: CommandOptions): Promise<CommandResult>;
}
