import { basename, dirname } from 'node:path';
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
    ...files.map((file): PickItem<ServerKey> => ({ ...keyFileItem(file), group, value: { kind: 'existing', path: file.path } })),
    ...held.map(({ publicKey, comment }): PickItem<ServerKey> => ({
      label: comment === '' ? publicKey.fingerprint : visible(comment, 80),
      description: describe(kindOf(publicKey), comment === '' ? undefined : publicKey.fingerprint),
      icon: 'lock', group: t('The keys of your SSH agent'),
      value: { kind: 'agent', path: '', fingerprint: publicKey.fingerprint, comment: comment === '' ? publicKey.fingerprint : comment },
    })),
  ];
}

/** Named by its file: of a whole path, a row shows the beginning, which is the same for all. */
export function keyFileItem({ path, about, isUsable }: FoundKey): Omit<PickItem<unknown>, 'value'> {
  return { label: visible(basename(path), 80), description: about, detail: dirname(path), icon: isUsable ? 'key' : 'warning' };
}

/** What a key is told from others by. */
export function keyIdOf(key: ServerKey): string {
  return key.kind === 'agent' ? key.fingerprint : key.path;
}
