import type { HostPort } from '../../model/instance';
import type { Network } from '../../model/network';
import type { Secret } from '../../model/secret';
import type { Prompter } from '../prompts/answers';

/** What a proof is done with. */
export interface ProofTools {
  /** As the place sees it that the proof is done through. */
  readonly network: Network;
  /** What a person calls that place. */
  readonly through: string;
  readonly members: readonly HostPort[];
  readonly secret: Secret;
  /** PEM, trusted besides the system's. */
  readonly authorities: readonly string[];
}

/** Does what was agreed to and says in a sentence what came of it; rejects with a Failure where it does not work. */
export type AgreedProof = (tools: ProofTools, signal: AbortSignal) => Promise<string>;

/** What shows beyond a doubt that a connection can be used: it writes something and reads it back. */
export interface Proof {
  /** Asks what it needs to know, by the role of the connection's credential. Undefined: changed their mind. */
  ask(prompter: Prompter, role: string): Promise<AgreedProof | undefined>;
}

/** A service's proof on the list; a service without one has none. */
export interface ProofEntry {
  readonly service: string;
  load(): Promise<Proof>;
}
