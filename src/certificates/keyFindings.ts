import type { KeyObject } from 'node:crypto';
import { t } from '../model/l10n';
import type { Certificate } from './certificate';
import { refused, told, type Finding } from './finding';

// Those that every TLS library of OpenVPN's clients has.
const curves: readonly (string | undefined)[] = ['prime256v1', 'secp384r1', 'secp521r1'];
/** Bits: what OpenSSL asks for at the security level of today's systems. Source: https://docs.openssl.org/3.0/man3/SSL_CTX_set_security_level/ */
const leastRsa = 2048;

/** What speaks against the kind or size of a certificate's key. */
export function keyFindings({ name, x509 }: Certificate): readonly Finding[] {
  const key = keyOf(() => x509.publicKey);
  const bits = key?.asymmetricKeyDetails?.modulusLength ?? 0;
  switch (key?.asymmetricKeyType) {
    case 'rsa':
      return bits >= leastRsa ? [] : [refused('key.weak', {
        why: t('The key of {0} has {1} bits: today\'s systems refuse less than {2}.', name, bits, leastRsa), next: again(),
      })];
    case 'ec': {
      const curve = key.asymmetricKeyDetails?.namedCurve;
      return curves.includes(curve) ? [] : [kind(name, curve ?? t('elliptic curve without a name'))];
    }
    case 'ed25519':
      return [told('key.ed25519', {
        why: t('The key of {0} is an Ed25519 key, which OpenVPN reads with OpenSSL 1.1.1 or newer, and with mbed TLS not at all.', name),
        next: t('Choose an ECDSA or RSA key if an older client or OpenVPN Connect is to be used.'),
      })];
    default:
      return [kind(name, key?.asymmetricKeyType ?? t('unknown'))];
  }
}

/** Undefined for a key that OpenSSL, or VS Code's BoringSSL, does not read. */
function keyOf(read: () => KeyObject): KeyObject | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function kind(name: string, found: string): Finding {
  return refused('key.kind', { why: t('The key of {0} is of the kind "{1}", which a VPN does not take.', name, found), next: again() });
}

function again(): string {
  return t('Make a new key ("openssl ecparam -name prime256v1 -genkey -noout -out new.key", or RSA with 2048 bits or more), and have a '
    + 'certificate signed for it.');
}
