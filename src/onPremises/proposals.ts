export const ikeCiphers = ['aes128', 'aes192', 'aes256'] as const;
export const espCiphers = [...ikeCiphers, 'aes128gcm16', 'aes192gcm16', 'aes256gcm16'] as const;
export const integrities = ['sha256', 'sha384', 'sha512'] as const;
export type IkeCipher = (typeof ikeCiphers)[number];
export type EspCipher = (typeof espCiphers)[number];
export type Integrity = (typeof integrities)[number];

/**
 * Diffie-Hellman groups that the cloud's gateway takes, by number, as strongSwan calls them.
 * Source: https://cloud.ibm.com/docs/vpc?topic=vpc-using-vpn, https://docs.strongswan.org/docs/latest/config/proposals.html
 */
const groupWords = {
  14: 'modp2048', 15: 'modp3072', 16: 'modp4096', 17: 'modp6144', 18: 'modp8192', 19: 'ecp256', 20: 'ecp384', 21: 'ecp521',
  22: 'modp1024s160', 23: 'modp2048s224', 24: 'modp2048s256', 31: 'curve25519',
} as const;
export type Group = keyof typeof groupWords;
export const groups: readonly Group[] = [14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 31];

/** Phase 1. `lifetime` is the cloud's, in seconds. */
export interface IkeChoice {
  readonly version: 1 | 2;
  readonly cipher: IkeCipher;
  readonly integrity: Integrity;
  readonly group: Group;
  readonly lifetime: number;
}

/** Phase 2. No `integrity` where the cipher is GCM, which has its own; no `group` without perfect forward secrecy. `lifetime` as above. */
export interface EspChoice {
  readonly cipher: EspCipher;
  readonly integrity?: Integrity;
  readonly group?: Group | undefined;
  readonly lifetime: number;
}

export function isGcm(cipher: EspCipher): boolean {
  return cipher.includes('gcm');
}

/** `aes256-sha256-modp2048` */
export function ikeProposal({ cipher, integrity, group }: IkeChoice): string {
  return [cipher, integrity, groupWords[group]].join('-');
}

/** `aes256-sha256` or `aes256gcm16`, with the group at its end where there is perfect forward secrecy. */
export function espProposal({ cipher, integrity, group }: EspChoice): string {
  return [cipher, ...(integrity === undefined ? [] : [integrity]), ...(group === undefined ? [] : [groupWords[group]])].join('-');
}
