import { randomInt } from 'node:crypto';
import { Secret } from '../../model/secret';
import type { SecretVault } from '../dependencies';

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const letterOrDigit = `${letters}0123456789`;
/** 32 of 62 have 190 bits. */
const length = 40;

/**
 * A pre-shared key. Of what the cloud takes only letters and digits, so that no file nor shell reads something else in it, and first a letter: the cloud
 * refuses one that begins with `0x` or `0s`. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-using-vpn
 */
export function newKey(): Secret {
  const rest = Array.from({ length: length - 1 }, () => oneOf(letterOrDigit));
  return new Secret([oneOf(letters), ...rest].join(''));
}

/** What the office's gateway and the connections of one id know each other by. It is kept before the cloud is told it, and stands in no choices. */
export function keepKey(secrets: SecretVault, connectionId: string, key: Secret): Promise<void> {
  return secrets.store(placeOf(connectionId), key);
}

/** Undefined where there is none. */
export function keyOf(secrets: SecretVault, connectionId: string): Promise<Secret | undefined> {
  return secrets.get(placeOf(connectionId));
}

export function forgetKey(secrets: SecretVault, connectionId: string): Promise<void> {
  return secrets.delete(placeOf(connectionId));
}

function oneOf(characters: string): string {
  return characters.charAt(randomInt(characters.length));
}

function placeOf(connectionId: string): string {
  return `preshared-key/${connectionId}`;
}
