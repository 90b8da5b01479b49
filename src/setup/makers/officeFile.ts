import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { Secret } from '../../model/secret';
import type { Found, Maker, Specification, StepContext } from '../context';
import { change, fileFailure, hashOf, lookAt, lookAtAll, oursAmong, textOf } from '../office/gateway/files';
import { hostOf, officeGateway, onGateway } from '../office/gateway/host';
import { readAgain } from '../office/gateway/loading';
import { beside, type Beside } from '../office/gateway/places';
import { isSealedBy, sealOf } from '../office/gateway/seal';
import { contentOf, partOf } from '../office/gateway/wanted';
import type { Shell } from '../server/shell';

export interface OfficeFileSpecification extends Specification {
  /** The file's path. */
  readonly name: string;
  readonly host: string;
  readonly content: string | Secret;
  /** Of the file: 0o600. */
  readonly mode: number;
  /** A file of ours is there, whose place it takes. */
  readonly replaces: boolean;
}

/** What is known of a file that was put there, or was there as it should be. */
export interface Placed {
  readonly seal: string;
  /** Of what it took the place of. */
  readonly before: string | undefined;
}

export const officeFileKind = 'office-file';

/**
 * A file of the administrator's on an office's gateway. An older one of ours whose place it takes is kept beside it, the same file, and gets that place back
 * with its content, mode, owner and time. What somebody changed since is kept.
 */
export const officeFileMaker: Maker<OfficeFileSpecification, Placed> = {
  kind: officeFileKind,
  make: (context, specification) => onGateway(context, (root) => write(context, root, specification)),
  find: (context, { name, content }) => onGateway(context, (root) => placedThere(context, root, name, content)),
  describe: (made, { name, host }) => officeFile(host, name, made),
  recover: (context, { name }) => onGateway(context, async (root) => {
    const placed = await placedThere(context, root, name, await contentOf(context, name));
    if (placed === undefined) {
      await tidy(root, name, beside(context, name));
    }
    return placed === undefined ? undefined : officeFile(hostOf(context.facts.need(officeGateway)), name, placed);
  }),
  usedBy: (context, { id, name }) => onGateway(context, async (root) =>
    await stateOf(root, name, placedBy(id)) === 'changed' ? t('whoever changed what is in it') : undefined),
  remove: (context, { id, name }) => onGateway(context, (root) => restore(root, name, placedBy(id), beside(context, name))),
};

export function officeFile(host: string, path: string, { seal, before = '-' }: Placed): Found {
  return { kind: officeFileKind, id: `${seal}/${before}/${host}${path}`, name: path };
}

/** What is there, where it has that content; whatever its mode is. */
export async function placedThere(context: Pick<StepContext, 'names'>, root: Shell, path: string, content: string | Secret): Promise<Placed | undefined> {
  const { backup } = beside(context, path);
  const files = await lookAtAll(root, [path, backup]);
  const [there, before] = [files.get(path), files.get(backup)];
  const holdsKey = content instanceof Secret;
  return there?.kind !== 'file' || there.sha256 !== hashOf(content)
    ? undefined : { seal: sealOf(there, holdsKey), before: before?.kind === 'file' ? sealOf(before, holdsKey) : undefined };
}

/** The whole file or none. Nobody but root can open it before it has all of its content and its mode. */
async function write(context: StepContext, root: Shell, { name, content, mode, replaces }: OfficeFileSpecification): Promise<Placed> {
  const places = beside(context, name);
  const { draft, backup } = places;
  const run = (words: readonly string[], input?: string): Promise<void> => change(root, name, 'write', words, input);
  try {
    await run(['install', '-m', '600', '-T', '/dev/null', draft]);
    await run(['dd', `of=${draft}`, 'conv=nocreat,fsync', 'status=none'], textOf(content));
    await run(['chmod', mode.toString(8), '--', draft]);
    if (replaces) {
      await keepOlder(root, name, places);
      await run(['mv', '-fT', '--', draft, name]);
    } else {
      // Only where nothing else got that name since.
      await run(['ln', '-T', '--', draft, name]);
      await run(['rm', '-f', '--', draft]);
    }
  } catch (error) {
    throw await withWhatStays(error, () => tidy(root, name, places));
  }
  const placed = await placedThere(context, root, name, content);
  if (placed === undefined || (placed.before !== undefined) !== replaces) {
    throw fileFailure(root, name, 'write', t('What is read back is not what was sent, or {0} is not as it should be.', backup));
  }
  return placed;
}

/** A second name for what is about to lose its own. It may have become somebody else's since the plan. */
async function keepOlder(root: Shell, path: string, { backup }: Beside): Promise<void> {
  await removeSecondName(root, path, backup);
  await change(root, path, 'write', ['ln', '-T', '--', path, backup]);
  if (!(await oursAmong(root, [backup])).has(backup)) {
    throw fileFailure(root, path, 'write', t('What is there is not from Private Connect any more, and is not written over.'));
  }
}

/** Takes away what a writing that was broken off left beside the file. */
async function tidy(root: Shell, path: string, { draft, backup }: Beside): Promise<void> {
  await change(root, path, 'remove', ['rm', '-f', '--', draft]);
  await removeSecondName(root, path, backup);
}

/** Where the file has two names it has not been replaced yet. */
async function removeSecondName(root: Shell, path: string, backup: string): Promise<void> {
  if ((await root.run(['test', path, '-ef', backup])).code === 0) {
    await change(root, path, 'remove', ['rm', '-f', '--', backup]);
  }
}

type State = 'ours' | 'before' | 'nothing' | 'changed';

async function stateOf(root: Shell, path: string, { seal, before }: Placed): Promise<State> {
  const there = await lookAt(root, path);
  if (there.kind !== 'file') {
    return there.kind === 'nothing' ? 'nothing' : 'changed';
  }
  return isSealedBy(there, seal) ? 'ours' : before !== undefined && isSealedBy(there, before) ? 'before' : 'changed';
}

/** From any place where a former try may have ended. */
async function restore(root: Shell, path: string, placed: Placed, places: Beside): Promise<void> {
  await tidy(root, path, places);
  const state = await stateOf(root, path, placed);
  if (state === 'changed') {
    throw fileFailure(root, path, 'remove', t('Somebody changed it since it was written.'));
  }
  if (placed.before !== undefined && state !== 'before') {
    await putBack(root, path, placed.before, places);
  } else if (state === 'ours') {
    await change(root, path, 'remove', ['rm', '-f', '--', path]);
  }
  await readAgain(root, partOf(path), path, placed.before !== undefined);
}

async function putBack(root: Shell, path: string, before: string, { backup }: Beside): Promise<void> {
  const kept = await lookAt(root, backup);
  if (kept.kind !== 'file' || !isSealedBy(kept, before)) {
    throw fileFailure(root, path, 'remove', t('What it took the place of is not in {0} as it was any more.', backup));
  }
  await change(root, path, 'remove', ['mv', '-fT', '--', backup, path]);
}

function placedBy(id: string): Placed {
  const [seal = '', before = ''] = id.split('/', 2);
  return { seal, before: before === '-' ? undefined : before };
}

/** The first failure is what a person needs; that something was left behind is said with it. */
async function withWhatStays(error: unknown, cleanUp: () => Promise<void>): Promise<unknown> {
  try {
    await cleanUp();
    return error;
  } catch (second) {
    return !(error instanceof Failure && second instanceof Failure) ? error : new Failure({
      code: error.code, what: error.what, next: error.next, cause: error,
      why: t('{0} What was written of it until then could not be removed: {1}', error.why, second.why),
    });
  }
}
