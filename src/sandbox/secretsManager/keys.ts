import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { badRequest } from './scope';

interface Kind { readonly key_type?: 'rsa' | 'ec' | undefined; readonly key_bits?: number | undefined }

const curves: Readonly<Record<number, string>> = { 224: 'P-224', 256: 'P-256', 384: 'P-384', 521: 'P-521' };

/** The sizes that a kind of key has, the usual one first. */
const sizes: Readonly<Record<'rsa' | 'ec', readonly number[]>> = { rsa: [2048, 3072, 4096], ec: [256, 224, 384, 521] };

export function keyKind({ key_type: type = 'rsa', key_bits: bits = sizes[type][0] ?? 0 }: Kind): { readonly type: 'rsa' | 'ec'; readonly bits: number } {
  if (!sizes[type].includes(bits)) throw badRequest(`The field "key_bits" must be one of ${sizes[type].join(', ')} for ${type}.`);
  return { type, bits };
}

/** PEM of a new private key, PKCS #8. */
export async function newKey(kind: Kind): Promise<string> {
  const { type, bits } = keyKind(kind);
  const { privateKey } = type === 'rsa'
    ? await promisify(generateKeyPair)('rsa', { modulusLength: bits })
    : await promisify(generateKeyPair)('ec', { namedCurve: curves[bits] ?? '' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** The same key as a caller gets it: the older form of its kind, unless PKCS #8 is asked for. */
export function keyAs(format: 'der' | 'pkcs8' | undefined, pem: string): string {
  const key = createPrivateKey(pem);
  if (format === 'pkcs8') return pem;
  return key.export({ type: key.asymmetricKeyType === 'rsa' ? 'pkcs1' : 'sec1', format: 'pem' }).toString();
}

/** `RSA2048`, `EC256`. */
export function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string {
  const bits = asymmetricKeyDetails?.modulusLength ?? /\d+/.exec(asymmetricKeyDetails?.namedCurve?.replace('prime256v1', '256') ?? '')?.[0] ?? '';
  return `${(asymmetricKeyType ?? '').toUpperCase()}${bits}`;
}
