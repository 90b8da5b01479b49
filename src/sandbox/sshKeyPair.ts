import { utils } from 'ssh2';

/**
 * A new ed25519 pair in OpenSSH's formats. ssh2 1.17 drops leading zero bytes of a public key, so that one pair in 256
 * cannot be read, by itself or by OpenSSH: such a pair is thrown away.
 */
export function newSshKeyPair(comment: string): { readonly private: string; readonly public: string } {
  let pair = utils.generateKeyPairSync('ed25519', { comment });
  while (utils.parseKey(pair.private) instanceof Error) pair = utils.generateKeyPairSync('ed25519', { comment });
  return pair;
}
