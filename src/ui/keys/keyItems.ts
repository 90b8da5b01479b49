import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { ServerKey } from '../../setup/server/access';
import type { HeldKey } from '../../ssh/agent';
import type { PickItem } from '../prompts/answers';
import { describe } from '../tree/node';
import { kindOf, type FoundKey } from './privateKeys';

/** Private key files that may open an existing server, then what the SSH agent has. */
export function keyItems(
  files: readonly FoundKey[], held: readonly Pick<HeldKey, 'publicKey' | 'comment'>[], folder: string,
): readonly PickItem<ServerKey>[] {
  if (files.length === 0 && held.length === 0) {
    throw new Failure({
      code: 'ui.no-key', what: t('Could not find a private key'), why: t('There is none in {0}, and no SSH agent has one.', folder),
      next: t('Put the key that opens the server there, or go back and choose a new server.'),
    });
  }
  const group = held.length === 0 ? undefined : t('Key files');
  return [
    ...files.map(({ path, about, isUsable }): PickItem<ServerKey> => ({
      label: path, description: about, icon: isUsable ? 'key' : 'warning', group, value: { kind: 'existing', path },
    })),
    ...held.map(({ publicKey, comment }): PickItem<ServerKey> => ({
      label: comment === '' ? publicKey.fingerprint : visible(comment, 80),
      description: describe(kindOf(publicKey), comment === '' ? undefined : publicKey.fingerprint),
      icon: 'lock', group: t('The keys of your SSH agent'),
      value: { kind: 'agent', path: '', fingerprint: publicKey.fingerprint, comment: comment === '' ? publicKey.fingerprint : comment },
    })),
  ];
}

/** What a key is told from others by. */
export function keyIdOf(key: ServerKey): string {
  return key.kind === 'agent' ? key.fingerprint : key.path;
}
