import { createPrivateKey, webcrypto } from 'node:crypto';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import { Secret } from '../model/secret';
import { pemText } from './pemText';

/** ECDSA is made in a moment; RSA is for who has clients that know nothing else. */
export type KeyKind = 'ecdsa-p256' | 'rsa-2048' | 'rsa-3072' | 'rsa-4096';

type Algorithms = webcrypto.EcKeyGenParams | webcrypto.RsaHashedKeyGenParams;

const p256 = { name: 'ECDSA', namedCurve: 'P-256' };

/** A new pair; the private half leaves it by `pemOf` alone. */
export async function newPair(kind: KeyKind): Promise<webcrypto.CryptoKeyPair> {
  return await webcrypto.subtle.generateKey(kind === 'ecdsa-p256' ? p256 : rsa(Number(kind.slice('rsa-'.length))), true, ['sign', 'verify']);
}

function rsa(modulusLength: number): webcrypto.RsaHashedKeyGenParams {
  return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: Uint8Array.of(1, 0, 1), modulusLength };
}

/** PKCS 8 in PEM, unencrypted: what Secrets Manager and OpenVPN take. */
export async function pemOf(key: webcrypto.CryptoKey): Promise<Secret> {
  return new Secret(pemText('PRIVATE KEY', await webcrypto.subtle.exportKey('pkcs8', key)));
}

/** An authority's key as something that signs, whoever made it. Throws a Failure for a key of another kind than RSA and ECDSA. */
export async function signingKey(key: Secret): Promise<{ readonly key: webcrypto.CryptoKey; readonly algorithm: webcrypto.EcdsaParams }> {
  const read = createPrivateKey(key.reveal());
  const { algorithm, hash } = signingOf(read.asymmetricKeyType, read.asymmetricKeyDetails?.namedCurve);
  const imported = await webcrypto.subtle.importKey('pkcs8', read.export({ type: 'pkcs8', format: 'der' }), algorithm, false, ['sign']);
  return { key: imported, algorithm: { name: algorithm.name, hash } };
}

// A digest as strong as its curve. Source: RFC 5480
const curves: Readonly<Record<string, readonly [namedCurve: string, hash: string]>> = {
  prime256v1: ['P-256', 'SHA-256'], secp384r1: ['P-384', 'SHA-384'], secp521r1: ['P-521', 'SHA-512'],
};

function signingOf(type: string | undefined, curve = ''): { readonly algorithm: Algorithms; readonly hash: string } {
  const [namedCurve, hash] = curves[curve] ?? [];
  if (type === 'ec' && namedCurve !== undefined && hash !== undefined) {
    return { algorithm: { name: 'ECDSA', namedCurve }, hash };
  }
  if (type === 'rsa') {
    return { algorithm: rsa(2048), hash: 'SHA-256' };
  }
  throw new Failure({
    code: 'authority.key-kind', what: t('Could not sign with the key of the certificate authority'),
    why: t('It is of the kind "{0}", which this extension does not sign with.', curve === '' ? type ?? '?' : curve),
    next: t('Make the certificate with the program that made the authority, and bring it as files.'),
  });
}
