import type { RunContext, Standing, Step, StepContext } from './step';
import { blocked, deleteOnce, exists, found, missing, remembered, required } from './finding';
import { deleteKeyFile, isThere, makeKeyFile, publicKeyOf, readKeyFile } from '../ssh/keyFile';
import type { Connection } from '../../model/connection';
import type { Names } from '../names';
import type { PublicKey } from '../ssh/keyPair';
import type { SshKey } from '../../model/landscape';
import { atOnce, free } from './step';
import { basename } from 'node:path';

/** The private key's file on this machine, beside the public key in the account. */
export const keyFileKind = 'key-file';
const keyKind = 'ssh-key';
/** Of `ssh-keygen`, 3072 is the default. Source: IBM-CLOUD C.6. */
const rsaSizes: readonly number[] = [2048, 4096];

/** The key that logs in to the server: its file here and, for a new server, its public half in the account. */
export function sshKeyStep({ choices }: Connection, { sshKey }: Names): Step {
  const isNew = choices.key.kind === 'new';
  return {
    id: 'ssh-key',
    title: choices.server.kind === 'new' ? `SSH key ${sshKey}` : `SSH key ${basename(choices.key.path)}`,
    why: isNew
      ? 'It logs you in to the server. Its private half is made here and never leaves this machine.'
      : 'It logs you in to the server. Its file is only read.',
    find: (context) => isNew ? findNew(context) : findExisting(context),
    create,
    ready: atOnce,
    recover: async (_context, { kind, name }) =>
      kind === keyFileKind && await isThere(name) ? { kind, id: name, name } : undefined,
    undo: async (context, made) => {
      if (made.kind === keyFileKind) {
        await deleteKeyFile(made.id);
        return;
      }
      await deleteOnce(context, () => context.vpc.deleteSshKey(made.id, context.signal));
    },
    price: free,
  };
}

async function findNew(context: StepContext): Promise<Standing> {
  const { path } = context.connection.choices.key;
  if (context.connection.choices.server.kind === 'existing') {
    return blocked('A new key cannot be put on a server that exists already.', 'Choose the key that logs in to that server.');
  }
  const ours = context.recorded(keyFileKind)?.id === path || context.lost(keyFileKind)?.name === path;
  if (await isThere(path) && !ours) {
    return blocked(`${path} exists already, and is never overwritten.`, 'Choose another file, or choose that one as the existing key.');
  }
  const text = await readKeyFile(path);
  return text.kind === 'key' ? await findInAccount(context, text.publicKey) : missing(path);
}

async function findExisting(context: StepContext): Promise<Standing> {
  const { key, server } = context.connection.choices;
  const text = await readKeyFile(key.path);
  switch (text.kind) {
    case 'absent':
      return blocked(`${key.path} is not there.`, 'Choose another key, or let one be made.');
    case 'protected':
      return blocked(`${key.path} is protected by a passphrase.`, 'Choose a key without one, or let one be made.');
    case 'unusable':
      return blocked(`${key.path} cannot be used: ${text.why}`, 'Choose another key, or let one be made.');
    case 'key':
      return server.kind === 'existing'
        ? exists(keyFileKind, { id: key.path, name: basename(key.path) }, text.publicKey.fingerprint)
        : await findInAccount(context, text.publicKey);
  }
}

/** By its content: the cloud takes a key once, under whatever name. Source: IBM-CLOUD C.6. */
async function findInAccount(context: StepContext, publicKey: PublicKey): Promise<Standing> {
  const keys = await context.vpc.listSshKeys(context.signal);
  const same = keys.find((key) => isSame(key, publicKey));
  if (same !== undefined) {
    context.facts.key = same;
    return exists(keyKind, same, publicKey.fingerprint);
  }
  const { sshKey } = context.names;
  if (publicKey.bits !== undefined && !rsaSizes.includes(publicKey.bits)) {
    return blocked(
      `${context.connection.choices.key.path} is an RSA key of ${publicKey.bits} bits; the cloud takes 2048 and 4096.`,
      'Choose another key, or let one be made.',
    );
  }
  return remembered(context, keyKind, keys) === undefined && keys.some(({ name }) => name === sshKey)
    ? blocked(`Another SSH key of the account is named "${sshKey}".`, 'Rename that key, or start a new connection.')
    : missing(publicKey.fingerprint);
}

function isSame(key: SshKey, { line, fingerprint }: PublicKey): boolean {
  return key.fingerprint.replace(/=+$/, '') === fingerprint || key.publicKey.split(' ').slice(0, 2).join(' ') === line;
}

async function create(context: RunContext): Promise<void> {
  const { names: { sshKey }, connection: { choices }, signal } = context;
  await makeFile(context);
  const publicKey = await publicKeyOf(choices.key.path);
  const { line, type } = publicKey;
  context.facts.key = await context.change({
    kind: keyKind,
    name: sshKey,
    make: () => context.vpc.createSshKey({ name: sshKey, publicKey: line, type, resourceGroupId: choices.resourceGroupId }, signal),
    find: async () => (await context.vpc.listSshKeys(signal)).find((key) => isSame(key, publicKey)),
    describe: (key) => found(keyKind, key),
  });
}

/** A file that a crash left half written is ours, by the journal, and is made anew. */
async function makeFile(context: RunContext): Promise<void> {
  const { key } = context.connection.choices;
  if (key.kind === 'existing') {
    return;
  }
  const there = await readKeyFile(key.path);
  if (there.kind === 'key') {
    if (context.recorded(keyFileKind) === undefined) {
      await recordFile(context, () => Promise.resolve());
    }
    return;
  }
  await recordFile(context, async () => {
    if (there.kind !== 'absent') {
      await deleteKeyFile(required(context.lost(keyFileKind)?.name, 'The half-written key'));
    }
    await makeKeyFile(key.path, context.names.sshKey, context.signal);
  });
}

async function recordFile(context: RunContext, make: () => Promise<void>): Promise<void> {
  const { path } = context.connection.choices.key;
  await context.change({
    kind: keyFileKind,
    name: path,
    make,
    find: () => Promise.resolve(undefined),
    describe: () => ({ kind: keyFileKind, id: path, name: path }),
  });
}

