import ssh2 from 'ssh2';

/**
 * A new ed25519 pair in OpenSSH's formats. ssh2 1.17 drops leading zero bytes of a public key, so that one pair in 256
 * cannot be read, by itself or by OpenSSH: such a pair is thrown away.
 */
export function newKeyPair(comment: string): { readonly privateKey: string; readonly publicLine: string } {
  let pair = ssh2.utils.generateKeyPairSync('ed25519', { comment });
  while (ssh2.utils.parseKey(pair.private) instanceof Error) pair = ssh2.utils.generateKeyPairSync('ed25519', { comment });
  return { privateKey: pair.private.endsWith('\n') ? pair.private : `${pair.private}\n`, publicLine: pair.public };
}
