import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../../base/codes';
import { readKeyFile } from '../../ssh/keyFile';
import type { PublicKey } from '../../ssh/publicKey';
import { t } from '../../model/l10n';

/** A file that holds a private key, or what a person takes for one. */
export interface FoundKey {
  readonly path: string;
  /** In words: "RSA, 2048 bits", "asks for its passphrase". */
  readonly about: string;
  readonly isUsable: boolean;
}

/** The folder's private keys, those of use first; what they hold is not kept. */
export async function privateKeys(folder: string): Promise<readonly FoundKey[]> {
  const found: FoundKey[] = [];
  for (const path of await filesIn(folder)) {
    found.push(...await keyAt(path));
  }
  return found.sort((left, right) => Number(right.isUsable) - Number(left.isUsable) || (left.path < right.path ? -1 : 1));
}

/** What a public key is, in words. */
export function kindOf({ type, bits }: PublicKey): string {
  const name = { ed25519: 'Ed25519', rsa: 'RSA', ecdsa: 'ECDSA' }[type];
  return bits === undefined ? name : t('{0}, {1} bits', name, bits);
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && !entry.name.endsWith('.pub')).map(({ name }) => join(folder, name));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

/** A file that may not be read opens no server, and of what is no key at all nobody speaks. */
async function keyAt(path: string): Promise<readonly FoundKey[]> {
  const text = await readKeyFile(path);
  switch (text.kind) {
    case 'absent': return [];
    case 'key': return [{ path, about: kindOf(text.publicKey), isUsable: true }];
    case 'protected': return [{
      path, about: [...text.publicKey === undefined ? [] : [kindOf(text.publicKey)], t('asks for its passphrase')].join(' · '), isUsable: true,
    }];
    case 'unusable': return text.isPrivate === true ? [{ path, about: text.why, isUsable: false }] : [];
  }
}
