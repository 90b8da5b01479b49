import { basename } from 'node:path';
import { Failure } from '../../../../model/failure';
import { t } from '../../../../model/l10n';
import { visible } from '../../../../model/text';
import { agentWith } from '../../../../ssh/agent';
import { isThere, keyProblem, publicHalfOf, publicKeyOf, readKeyFile } from '../../../../ssh/keyFile';
import type { PublicKey } from '../../../../ssh/publicKey';
import { isCloudKey } from '../../../../ssh/publicKey';
import type { RunContext, StepContext } from '../../../context';
import { keyFile, keyFileKind, keyFileMaker } from '../../../makers/keyFile';
import { found } from '../../../makers/found';
import { isSameKey, sshKeyKind, sshKeyMaker } from '../../../makers/sshKey';
import type { Names } from '../../../names';
import { blocked, exists, missing, remembered, type Standing } from '../../../standing';
import type { Step } from '../../../steps/step';
import { atOnce, existing, free } from '../../../steps/step';
import type { VsiChoices } from '../choices';
import { sshKeyFact } from '../facts';

/** What a new server takes: RSA keys of these sizes, and Ed25519. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-managing-ssh-keys */
const rsaSizes: readonly number[] = [2048, 4096];
/** What can be done for a server that is still to be made. */
const another = t('Choose another key, or let one be made.');

/** The key that logs in to the server: its file here and, for a new server, its public half in the account. */
export function sshKeyStep(choices: VsiChoices, names: Names): Step {
  const name = names.of('key');
  const isNew = choices.key.kind === 'new';
  return {
    id: 'ssh-key',
    title: choices.server.kind === 'new' ? t('SSH key {0}', name) : titleOf(choices),
    why: isNew
      ? t('It logs you in to the server. Its private half is made here and never leaves this machine.')
      : t('It logs you in to the server. {0}', choices.key.kind === 'agent' ? t('Your SSH agent signs with it.') : t('Its file is only read.')),
    find: (context) => finders[choices.key.kind](context, choices, name),
    create: (context) => create(context, choices, name),
    ready: atOnce,
    price: free,
  };
}

function titleOf({ key }: VsiChoices): string {
  return key.kind === 'agent' ? t('SSH agent\'s key {0}', visible(key.comment, 60)) : t('SSH key {0}', basename(key.path));
}

const finders: Readonly<Record<VsiChoices['key']['kind'], (context: StepContext, choices: VsiChoices, name: string) => Promise<Standing>>> = {
  new: findNew, existing: findExisting, agent: findInAgent,
};

async function findInAgent({ signal, dependencies: { environment } }: StepContext, { key, server }: VsiChoices): Promise<Standing> {
  if (key.kind !== 'agent' || server.kind === 'new') {
    return blocked(t('A key of the SSH agent opens servers that exist; none is made from it.'), another);
  }
  const { fingerprint, comment } = key;
  try {
    await agentWith({ socket: environment.sshAgent, fingerprint, comment }, signal);
    return exists({ kind: 'agent-key', id: fingerprint, name: comment }, t('{0} · in the SSH agent', fingerprint));
  } catch (error) {
    if (error instanceof Failure && error.code.startsWith('ssh.agent-')) {
      return blocked(error.why, error.next);
    }
    throw error;
  }
}

async function findNew(context: StepContext, { key: { path }, server }: VsiChoices, name: string): Promise<Standing> {
  if (server.kind === 'existing') {
    return blocked(t('A new key cannot be put on a server that exists already.'), t('Choose the key that logs in to that server.'));
  }
  const ours = context.recorded(keyFileKind)?.id === path || context.lost(keyFileKind)?.name === path;
  if (await isThere(path) && !ours) {
    return blocked(t('{0} exists already, and is never overwritten.', path), t('Choose another file, or choose that one as the existing key.'));
  }
  const text = await readKeyFile(path);
  return text.kind === 'key' ? await findInAccount(context, path, text.publicKey, name) : missing(path);
}

async function findExisting(context: StepContext, { key: { path }, server }: VsiChoices, name: string): Promise<Standing> {
  const text = await readKeyFile(path);
  if (text.kind !== 'key' && text.kind !== 'protected') {
    const { why, next } = keyProblem(path, text);
    return blocked(why, server.kind === 'existing' || (text.kind === 'unusable' && text.next !== undefined) ? next : another);
  }
  if (server.kind === 'existing') {
    const asked = text.kind === 'protected' ? t('its passphrase is asked for when it is used') : undefined;
    const said = [text.publicKey?.fingerprint, asked, text.note].filter((each) => each !== undefined);
    return exists({ ...keyFile(path), name: basename(path) }, said.join(' · '));
  }
  const half = await publicHalfOf(path, text);
  if (half === undefined) {
    return blocked(
      t('{0} is protected by a passphrase, and its public half is not beside it.', path),
      t('Write it there with "ssh-keygen -y -f {0} > {1}.pub", then plan again.', path, path),
    );
  }
  return await findInAccount(context, path, half, name);
}

/** By its content: the cloud takes a key once, under whatever name. */
async function findInAccount(context: StepContext, path: string, publicKey: PublicKey, name: string): Promise<Standing> {
  if (!isCloudKey(publicKey)) {
    return blocked(t('{0} is an ECDSA key; for a new server the cloud takes RSA and Ed25519 keys.', path), another);
  }
  const keys = await context.vpc.listSshKeys(context.signal);
  const same = keys.find((key) => isSameKey(key, publicKey));
  if (same !== undefined) {
    return existing(context, sshKeyFact, same, found(sshKeyKind, same), publicKey.fingerprint);
  }
  if (publicKey.bits !== undefined && !rsaSizes.includes(publicKey.bits)) {
    return blocked(t('{0} is an RSA key of {1} bits; the cloud takes 2048 and 4096.', path, publicKey.bits), another);
  }
  return remembered(context, sshKeyKind, keys) === undefined && keys.some((key) => key.name === name)
    ? blocked(t('Another SSH key of the account is named "{0}".', name), t('Rename that key, or start a new connection.'))
    : missing(publicKey.fingerprint);
}

async function create(context: RunContext, { key, resourceGroupId }: VsiChoices, name: string): Promise<void> {
  if (key.kind === 'new') {
    await makeFile(context, key.path, name);
  }
  const publicKey = await publicKeyOf(key.path);
  if (!isCloudKey(publicKey)) {
    throw new TypeError('The key’s file was exchanged since it was looked at.');
  }
  context.facts.set(sshKeyFact, await context.make(sshKeyMaker, { name, publicKey, resourceGroupId }));
}

/** A file that a crash left half written is ours, by the journal, and is made anew. */
async function makeFile(context: RunContext, path: string, comment: string): Promise<void> {
  const there = await readKeyFile(path);
  if (there.kind !== 'key') {
    await context.make(keyFileMaker, { name: path, comment, replaces: there.kind !== 'absent' });
  } else if (context.recorded(keyFileKind) === undefined) {
    await context.claim(keyFile(path));
  }
}
