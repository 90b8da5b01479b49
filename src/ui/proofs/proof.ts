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

/** What is known before anything is asked. */
export interface ProofGrounds {
  /** Of the connection's credential. */
  readonly role: string;
  /** Names of what can be written to, as the last check saw it. */
  readonly held: readonly string[];
}

/** What shows beyond a doubt that a connection can be used: it writes something and reads it back. */
export interface Proof {
  /** Asks what it needs to know. Undefined: changed their mind. */
  ask(prompter: Prompter, grounds: ProofGrounds): Promise<AgreedProof | undefined>;
}

/** A service's proof on the list; a service without one has none. */
export interface ProofEntry {
  readonly service: string;
  load(): Promise<Proof>;
}
