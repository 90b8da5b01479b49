import type { VirtualServer } from '../../../model/landscape';
import type { NewServer } from '../../../setup/routes/vsi/choices';
import type { VpcChoice } from '../../../setup/steps/vpc';

/** Where the connection leads through. */
export type ServerAnswer =
  | { readonly kind: 'new'; readonly server: NewServer }
  | { readonly kind: 'existing'; readonly server: VirtualServer };

/** How the server is reached over SSH, and who may: through a floating IP for some or for all, or at an address that the user can reach already. */
export type SshAnswer = 'own-address' | 'typed-range' | 'anyone' | 'address';

/** The answers so far; whatever is undefined was not asked yet. */
export interface Answers {
  readonly vpc?: VpcChoice | undefined;
  readonly server?: ServerAnswer | undefined;
  /** The private key's file of an existing server. */
  readonly key?: string | undefined;
  readonly ssh?: SshAnswer | undefined;
  /** A range that may SSH in, or the server's address, or the typed confirmation, as `ssh` asks. */
  readonly typed?: string | undefined;
}
