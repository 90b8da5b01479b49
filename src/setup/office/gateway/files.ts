import { createHash } from 'node:crypto';
import { t } from '../../../model/l10n';
import { Failure } from '../../../model/failure';
import type { Secret } from '../../../model/secret';
import { visible } from '../../../model/text';
import { lastWords, type Shell } from '../../server/shell';

/** What is at a path of a host. */
export type There =
  | { readonly kind: 'nothing' }
  | {
    readonly kind: 'file';
    readonly sha256: string;
    /** Which of the disk's files it is, its size and when it was written, hashed: it tells nothing of what is in it. */
    readonly identity: string;
    /** In octal: "600". */
    readonly mode: string;
    /** "0:0" is root's. */
    readonly owner: string;
  }
  | { readonly kind: 'folder' }
  /** A link, or what else there is. */
  | { readonly kind: 'other' };

const typeBits = 0o170_000;
const [regular, directory] = [0o100_000, 0o040_000];

/** Fails where it cannot be told. The shell is the administrator's. */
export async function lookAt(root: Shell, path: string): Promise<There> {
  return (await lookAtAll(root, [path])).get(path) ?? nothing;
}

/** The same for several. Paths have no blanks. */
export async function lookAtAll(root: Shell, paths: readonly string[]): Promise<ReadonlyMap<string, There>> {
  const { stdout, stderr } = await root.run(['env', 'LC_ALL=C', 'stat', '-c', '%f %a %u:%g %n %i %s %y', '--', ...paths]);
  const wrong = stderr.split('\n').find((line) => line.trim() !== '' && !/: No such file or directory\s*$/.test(line));
  if (wrong !== undefined) {
    throw fileFailure(root, paths.join(', '), 'look', visible(wrong, 400));
  }
  const found = stdout.split('\n').flatMap((line) => {
    const [, raw = '', mode = '', owner = '', path = '', identity = ''] = /^([0-9a-f]+) ([0-7]+) (\d+:\d+) (\S+) (.+)$/.exec(line) ?? [];
    return path === '' ? [] : [{ path, mode, owner, identity: hashOf(identity), type: Number.parseInt(raw, 16) & typeBits }];
  });
  const hashes = await hashesOf(root, found.flatMap(({ path, type }) => type === regular ? [path] : []));
  return new Map<string, There>(paths.map((path) => {
    const there = found.find((each) => each.path === path);
    const sha256 = hashes.get(path);
    return [path, there === undefined ? nothing
      : there.type === regular && sha256 !== undefined ? { kind: 'file', sha256, identity: there.identity, mode: there.mode, owner: there.owner }
        : { kind: there.type === directory ? 'folder' : 'other' }];
  }));
}

const nothing: There = { kind: 'nothing' };

async function hashesOf(root: Shell, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (paths.length === 0) {
    return new Map();
  }
  const result = await root.run(['sha256sum', '--', ...paths]);
  if (result.code !== 0) {
    throw fileFailure(root, paths.join(', '), 'look', lastWords(result));
  }
  return new Map(result.stdout.split('\n').flatMap((line) => {
    const [, hash, path] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
    return hash === undefined || path === undefined ? [] : [[path, hash] as const];
  }));
}

/** Those of the files that say of themselves that Private Connect wrote them. */
export async function oursAmong(root: Shell, paths: readonly string[]): Promise<ReadonlySet<string>> {
  const found = paths.length === 0 ? undefined : await root.run(['grep', '-l', '^# Private Connect[.:]', '--', ...paths]);
  return new Set(found?.stdout.split('\n').filter((line) => line !== ''));
}

export function hashOf(content: string | Secret): string {
  return createHash('sha256').update(textOf(content)).digest('hex');
}

export function textOf(content: string | Secret): string {
  return typeof content === 'string' ? content : content.reveal();
}

/** Rejects with why it failed, in the host's words. */
export async function change(root: Shell, path: string, verb: 'write' | 'remove', words: readonly string[], input?: string): Promise<void> {
  const result = await root.run(words, { input });
  if (result.code !== 0) {
    throw fileFailure(root, path, verb, lastWords(result));
  }
}

const whats = {
  look: (path: string, host: string) => t('Could not look at {0} on {1}', path, host),
  write: (path: string, host: string) => t('Could not write {0} on {1}', path, host),
  remove: (path: string, host: string) => t('Could not take {0} off {1}', path, host),
};

export function fileFailure(root: Shell, path: string, verb: keyof typeof whats, why: string): Failure {
  return new Failure({
    code: 'office.file', what: whats[verb](visible(path, 200), visible(root.name, 80)), why,
    next: verb === 'remove' ? t('Look at the file on the host, then undo again.') : t('Look at the host, then go on with Retry From Here.'),
  });
}
