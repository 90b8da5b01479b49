import type { Secret } from '../../model/secret';
import type { EspChoices, IkeChoices, OfficeChoices } from '../../setup/office/choices';

/** The office's gateway, without its ranges. */
export type PeerAnswer = Pick<OfficeChoices, 'peer' | 'isBehindNat' | 'identity'>;

export interface Algorithms {
  readonly ike: IkeChoices;
  readonly esp: EspChoices;
}

/** Where the pre-shared key comes from; one that was typed before is in the vault. */
export type KeyAnswer = { readonly kind: 'made' } | { readonly kind: 'kept' } | { readonly kind: 'typed'; readonly key: Secret };

/** Whom a resolver of the cloud asks for names of the office. */
export type ForwardingAnswer = readonly { readonly match: string; readonly forwardTo: readonly string[] }[];

/** What an office calls itself that has neither address nor name. `internal` is nobody's on the internet (ICANN, 29 July 2024). */
export function identityNameOf(connectionId: string): string {
  return `${connectionId}.internal`;
}
