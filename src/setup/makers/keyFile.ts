import { deleteKeyFile, isThere, makeKeyFile, readKeyFile } from '../../ssh/keyFile';
import type { Maker, Specification, StepContext } from '../context';
import { isSameKey } from './sshKey';
import { t } from '../../model/l10n';

export interface KeyFileSpecification extends Specification {
  /** The file's path, which is also what it is found by. */
  readonly name: string;
  /** Of the public key. */
  readonly comment: string;
  /** A file that a crash left half written is ours, and is made anew. */
  readonly replaces: boolean;
}

export const keyFileKind = 'key-file';

/** A private key's file on this machine, with its public half beside it. */
export const keyFileMaker: Maker<KeyFileSpecification, undefined> = {
  kind: keyFileKind,
  make: async ({ signal }, { name, comment, replaces }) => {
    if (replaces) {
      await deleteKeyFile(name);
    }
    await makeKeyFile(name, comment, signal);
    return undefined;
  },
  find: () => Promise.resolve(undefined),
  describe: (_made, { name }) => keyFile(name),
  recover: async (_context, { name }) => await isThere(name) ? keyFile(name) : undefined,
  usedBy: (context, { id }) => keptKey(context, id),
  remove: (_context, { id }) => deleteKeyFile(id),
  inUndo: (title) => t('{0} (its file on this machine)', title),
};

export function keyFile(path: string): ReturnType<typeof keyFileMaker.describe> {
  return { kind: keyFileKind, id: path, name: path };
}

/** The account's half of it that an undo left to another connection: by this file one comes in to that one's server. */
async function keptKey(context: StepContext, path: string): Promise<string | undefined> {
  const text = await readKeyFile(path);
  if (text.kind !== 'key') {
    return undefined;
  }
  const kept = (await context.vpc.listSshKeys(context.signal)).find((key) => context.originOf(key.id) === 'handed-over' && isSameKey(key, text.publicKey));
  return kept === undefined ? undefined : t('the SSH key {0}', kept.name);
}
