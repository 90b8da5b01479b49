import { t } from '../../model/l10n';
import { isThere, keyProblem, publicHalfOf, publicKeyOf, readKeyFile } from '../../ssh/keyFile';
import { isCloudKey, type PublicKey } from '../../ssh/publicKey';
import type { SshKey } from '../../model/landscape';
import type { RunContext, StepContext } from '../context';
import type { Fact } from '../facts';
import { found } from '../makers/found';
import { keyFile, keyFileKind, keyFileMaker } from '../makers/keyFile';
import { isSameKey, sshKeyKind, sshKeyMaker } from '../makers/sshKey';
import { blocked, missing, remembered, type Standing } from '../standing';
import { existing, free, type Step } from './step';

/** What a new server takes: RSA keys of these sizes, and Ed25519. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-managing-ssh-keys */
const rsaSizes: readonly number[] = [2048, 4096];
/** What can be done as long as no server hangs on the key. */
export const another = t('Choose another key, or let one be made.');

export interface SshKeyStep {
  readonly name: string;
  /** A person gave it, and another key may have it. */
  readonly isTyped?: true;
  /** The private key's file: one that is made, or one that is only read. */
  readonly key: { readonly kind: 'new' | 'existing'; readonly path: string };
  readonly resourceGroupId: string;
  /** Where there is no server yet. */
  readonly why?: string | undefined;
  /** Where it is left for the steps behind. */
  readonly into: Fact<SshKey>;
}

/** A key for new servers: its file here, and its public half in the account. */
export function sshKeyStep(step: SshKeyStep): Step {
  return {
    id: 'ssh-key',
    title: t('SSH key {0}', step.name),
    why: step.why ?? (step.key.kind === 'new'
      ? t('It logs you in to the server. Its private half is made here and never leaves this machine.')
      : t('It logs you in to the server. Its file is only read.')),
    find: (context) => (step.key.kind === 'new' ? findNew : findExisting)(context, step),
    create: (context) => create(context, step),
    // Where it is must be known long after the plan.
    ready: () => Promise.resolve(step.key.path),
    price: free,
  };
}

async function findNew(context: StepContext, step: SshKeyStep): Promise<Standing> {
  const { path } = step.key;
  const ours = context.recorded(keyFileKind)?.id === path || context.lost(keyFileKind)?.name === path;
  if (await isThere(path) && !ours) {
    return blocked(t('{0} exists already, and is never overwritten.', path), t('Choose another file, or choose that one as the existing key.'));
  }
  const text = await readKeyFile(path);
  if (text.kind === 'key') {
    return await findInAccount(context, step, text.publicKey);
  }
  return (step.isTyped === true ? taken(context, step.name, await context.vpc.listSshKeys(context.signal)) : undefined) ?? missing(path);
}

async function findExisting(context: StepContext, step: SshKeyStep): Promise<Standing> {
  const { path } = step.key;
  const text = await readKeyFile(path);
  if (text.kind !== 'key' && text.kind !== 'protected') {
    const { why, next } = keyProblem(path, text);
    return blocked(why, text.kind === 'unusable' && text.next !== undefined ? next : another);
  }
  const half = await publicHalfOf(path, text);
  return half === undefined
    ? blocked(
      t('{0} is protected by a passphrase, and its public half is not beside it.', path),
      t('Write it there with "ssh-keygen -y -f {0} > {1}.pub", then plan again.', path, path),
    )
    : await findInAccount(context, step, half);
}

/** By its content: the cloud takes a key once, under whatever name. */
async function findInAccount(context: StepContext, { key: { path }, name, into }: SshKeyStep, publicKey: PublicKey): Promise<Standing> {
  if (!isCloudKey(publicKey)) {
    return blocked(t('{0} is an ECDSA key; for a new server the cloud takes RSA and Ed25519 keys.', path), another);
  }
  const keys = await context.vpc.listSshKeys(context.signal);
  const same = keys.find((key) => isSameKey(key, publicKey));
  if (same !== undefined) {
    return existing(context, into, same, found(sshKeyKind, same), publicKey.fingerprint);
  }
  if (publicKey.bits !== undefined && !rsaSizes.includes(publicKey.bits)) {
    return blocked(t('{0} is an RSA key of {1} bits; the cloud takes 2048 and 4096.', path, publicKey.bits), another);
  }
  return taken(context, name, keys) ?? missing(publicKey.fingerprint);
}

function taken(context: StepContext, name: string, keys: readonly SshKey[]): Standing | undefined {
  return remembered(context, sshKeyKind, keys) === undefined && keys.some((key) => key.name === name)
    ? blocked(t('Another SSH key of the account is named "{0}".', name), t('Rename that key, or start a new connection.'))
    : undefined;
}

async function create(context: RunContext, { key, name, resourceGroupId, into }: SshKeyStep): Promise<void> {
  if (key.kind === 'new') {
    await makeFile(context, key.path, name);
  }
  const publicKey = await publicKeyOf(key.path);
  if (!isCloudKey(publicKey)) {
    throw new TypeError('The key’s file was exchanged since it was looked at.');
  }
  context.facts.set(into, await context.make(sshKeyMaker, { name, publicKey, resourceGroupId }));
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
