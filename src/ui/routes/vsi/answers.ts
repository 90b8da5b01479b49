import type { VirtualServer } from '../../../model/landscape';
import type { ServerLogin } from '../../../model/serverLogin';
import type { KeyChoice, NewServer } from '../../../setup/routes/vsi/choices';
import type { VpcChoice } from '../../../setup/steps/vpc';

/** Where the connection leads through. */
export type ServerAnswer =
  | { readonly kind: 'new'; readonly server: NewServer }
  | { readonly kind: 'existing'; readonly server: VirtualServer };

/** What opens a server that exists. */
export type KeyAnswer = Exclude<KeyChoice, { readonly kind: 'new' }>;

/** How the server is reached over SSH, and who may: through a floating IP for some or for all, at an address that is reached already, or from a bastion. */
export type SshAnswer = 'own-address' | 'typed-range' | 'anyone' | 'address' | 'bastion';

/** The answers so far; whatever is undefined was not asked yet. */
export interface Answers {
  readonly vpc?: VpcChoice | undefined;
  readonly server?: ServerAnswer | undefined;
  /** Of an existing server: its private key's file, or a key of the SSH agent. */
  readonly key?: KeyAnswer | undefined;
  readonly ssh?: SshAnswer | undefined;
  /** A range that may SSH in, or the server's address, or the bastion, or the typed confirmation, as `ssh` asks. */
  readonly typed?: string | undefined;
  /** Who signs in to an existing server. */
  readonly login?: ServerLogin | undefined;
}
