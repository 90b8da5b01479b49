import { createHash } from 'node:crypto';
import { t } from '../../model/l10n';
import { Failure } from '../../model/failure';
import { visible } from '../../model/text';
import type { Found, Maker, Specification, StepContext } from '../context';
import { Fact } from '../facts';
import { chosenServer } from '../server/access';
import { lastWords, onServer, onServerIfThere, type Shell } from '../server/shell';

export interface ServerFileSpecification extends Specification {
  /** The file's path; one that is not absolute is in the login user's home. */
  readonly name: string;
  readonly serverId: string;
  readonly text: string;
}

const serverFileKind = 'server-file';

/** The SHA-256 of what the file is to have in it. */
export const wantedHash = new Fact<string>('What is to be in the file');

/** A text file on a server, readable to all and written by its login user. What is in it says whose it is: it is never put over another content. */
export const serverFileMaker: Maker<ServerFileSpecification, undefined> = {
  kind: serverFileKind,
  make: async (context, { name, text }) => {
    await onServer(context, context.facts.need(chosenServer), (shell) => write(shell, name, text, draftOf(context, name)));
    return undefined;
  },
  find: () => Promise.resolve(undefined),
  describe: (_made, { name, serverId, text }) => serverFile(serverId, name, hashOf(text)),
  recover: async (context, { name }) => {
    const [choice, hash] = [context.facts.need(chosenServer), context.facts.need(wantedHash)];
    return await onServerIfThere(context, choice, async (shell) =>
      await contentWithoutDraft(context, shell, name) === hash ? serverFile(choice.server.id, name, hash) : undefined);
  },
  usedBy: async (context, { id, name }) => {
    const there = await onServerIfThere(context, context.facts.need(chosenServer), (shell) => contentOf(shell, name));
    return there === undefined || there === id.split('/')[1] ? undefined : t('whoever changed what is in it');
  },
  remove: async (context, { id, name }) => {
    await onServerIfThere(context, context.facts.need(chosenServer), async (shell) => {
      if (await contentWithoutDraft(context, shell, name) === id.split('/')[1]) {
        await runOrFail(shell, name, 'remove', ['rm', '-f', '--', name]);
      }
    });
  },
};

export function serverFile(serverId: string, name: string, hash: string): Found {
  return { kind: serverFileKind, id: `${serverId}/${hash}/${name}`, name };
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The SHA-256 of what is in a file; undefined where there is none. Fails where that cannot be told. */
export async function contentOf(shell: Shell, name: string): Promise<string | undefined> {
  const result = await shell.run(['sha256sum', '--', name]);
  const [hash] = /^\\?[0-9a-f]{64}(?= )/.exec(result.stdout) ?? [];
  if (hash !== undefined) {
    return hash.replace('\\', '');
  }
  if (/: No such file or directory$/m.test(result.stderr)) {
    return undefined;
  }
  throw fileFailure(shell, name, 'look', lastWords(result));
}

/** The same, once what a writing that was broken off may have left beside the file is gone. */
export async function contentWithoutDraft(context: StepContext, shell: Shell, name: string): Promise<string | undefined> {
  await removeDraft(shell, name, draftOf(context, name), 'remove');
  return await contentOf(shell, name);
}

/** The whole file or none: it gets its name once all of it is there, and only where nothing else has that name. */
async function write(shell: Shell, name: string, text: string, draft: string): Promise<void> {
  try {
    await removeDraft(shell, name, draft);
    await runOrFail(shell, name, 'write', ['dd', `of=${draft}`, 'conv=excl', 'status=none'], text);
    await runOrFail(shell, name, 'write', ['chmod', '644', '--', draft]);
    await runOrFail(shell, name, 'write', ['ln', '-T', '--', draft, name]);
  } catch (error) {
    throw await withTheDraftThatStays(error, () => removeDraft(shell, name, draft));
  }
  await removeDraft(shell, name, draft);
}

/** The first failure is what a person needs; that something was left behind is said with it. */
async function withTheDraftThatStays(error: unknown, cleanUp: () => Promise<void>): Promise<unknown> {
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

async function removeDraft(shell: Shell, name: string, draft: string, verb: keyof typeof whats = 'write'): Promise<void> {
  await runOrFail(shell, name, verb, ['rm', '-f', '--', draft]);
}

function draftOf({ names }: StepContext, name: string): string {
  return `${name}.${names.base}`;
}

async function runOrFail(shell: Shell, name: string, verb: keyof typeof whats, words: readonly string[], input?: string): Promise<void> {
  const result = await shell.run(words, { input });
  if (result.code !== 0) {
    throw fileFailure(shell, name, verb, lastWords(result));
  }
}

const whats = {
  look: (name: string, server: string) => t('Could not look at {0} on {1}', name, server),
  write: (name: string, server: string) => t('Could not write {0} on {1}', name, server),
  remove: (name: string, server: string) => t('Could not remove {0} on {1}', name, server),
};

function fileFailure(shell: Shell, name: string, verb: keyof typeof whats, why: string): Failure {
  return new Failure({
    code: 'server.file', what: whats[verb](visible(name, 200), visible(shell.name, 80)), why,
    next: verb === 'remove'
      ? t('Remove it by hand, or let the login user write to its folder; then undo again.')
      : t('Choose a file in a folder that the login user may write to, where nothing else has that name.'),
  });
}
