import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { Snippet } from '../../model/snippet';
import { environmentFile } from '../../snippets/environmentFile';
import { withUsage } from '../../snippets/withUsage';
import { clientPlace } from '../checks/clientPlace';
import type { Workspace, WorkspaceFolder } from '../editor/workspaceFiles';
import { serviceOf } from '../kinds';
import type { Prompter } from '../prompts/answers';
import { chosenSnippet } from './clientCommands';
import type { Handlers, Invocation } from './handler';

const ignoreFile = '.gitignore';

export const workspaceCommands: Handlers<'privateConnect.writeClientConfiguration'> = {
  'privateConnect.writeClientConfiguration': { failed: t('Could not write the client configuration'), run: write },
};

/** A file with a placeholder for the secret: it is never written over another, and Git is told to leave it alone before it is there. */
async function write(invocation: Invocation): Promise<void> {
  const { services } = invocation;
  const { prompter, editor } = services;
  // Before anything is asked: the answers would be for nothing.
  const folders = writable(await editor.workspace());
  const chosen = await chosenSnippet(invocation, async (instance, session, connectionId) => {
    const { words, credential: { variable } } = await serviceOf(session.kinds, instance);
    const place = clientPlace(instance, session, connectionId, variable);
    return [environmentFile({ instanceName: instance.name, members: instance.members, place, variable, membersWord: words.members })];
  });
  const folder = chosen === undefined ? undefined : await chosenFolder(folders, prompter);
  const name = chosen === undefined || folder === undefined ? undefined : await askName(folder, chosen.snippet, prompter);
  if (chosen === undefined || folder === undefined || name === undefined) {
    return;
  }
  await ignore(folder, name);
  await folder.write(name, Buffer.from(textOf(chosen.snippet, name)));
  await folder.open(name);
  const { client, runsOn } = chosen.snippet;
  services.latestChecks.did(chosen.target, { client, text: t('Written to {0} in {1}. {2}.', name, visible(folder.name, 80), runsOn) });
}

/** Its own commands name the file. */
function textOf(snippet: Snippet, name: string): string {
  const text = snippet.usage.length === 0 ? snippet.text : withUsage(snippet);
  return name === snippet.fileName ? text : text.replaceAll(snippet.fileName, name);
}

function writable({ isTrusted, folders }: Workspace): readonly WorkspaceFolder[] {
  const usable = folders.filter(({ problem }) => problem === undefined);
  const [first] = folders;
  if (first === undefined) {
    throw unwritable('ui.no-folder', t('No folder is open in this window.'), t('Open a folder, then try again.'));
  }
  if (!isTrusted) {
    throw unwritable('ui.untrusted-folder', t('You have not said that you trust the folder that is open.'), t('Use Manage Workspace Trust, then try again.'));
  }
  if (usable.length === 0) {
    const next = t('Open a folder on a disk, or use Open Client Configuration.');
    throw first.problem === 'virtual'
      ? unwritable('ui.virtual-folder', t('The folder that is open is virtual: no program reads a file of it.'), next)
      : unwritable('ui.read-only-folder', t('The folder that is open can only be read.'), next);
  }
  return usable;
}

function unwritable(code: string, why: string, next: string): Failure {
  return new Failure({ code, what: t('Could not write the client configuration'), why, next });
}

async function chosenFolder(folders: readonly WorkspaceFolder[], prompter: Prompter): Promise<WorkspaceFolder | undefined> {
  if (folders.length === 1) {
    return folders[0];
  }
  const answer = await prompter.pick<WorkspaceFolder>({
    placeholder: t('Into which folder?'), items: folders.map((folder) => ({ label: visible(folder.name, 80), icon: 'folder', value: folder })),
  });
  return answer.kind === 'value' ? answer.value : undefined;
}

async function askName(folder: WorkspaceFolder, { fileName }: Snippet, prompter: Prompter): Promise<string | undefined> {
  const proposed = await freeName(folder, fileName);
  const answer = await prompter.text({
    title: t('Write Client Configuration Into Workspace'), placeholder: fileName, value: proposed,
    prompt: proposed === fileName
      ? t('The file\'s name in {0}', visible(folder.name, 80)) : t('The file\'s name in {0}, where {1} is there already', visible(folder.name, 80), fileName),
    check: (text) => isFileName(text.trim()) ? undefined : t('Type a file name of letters, digits, ".", "_" and "-".'),
    accept: async (text) => await folder.has(text.trim()) ? t('There is a {0} already, which is not written over.', text.trim()) : undefined,
  });
  return answer.kind === 'value' ? answer.value.trim() : undefined;
}

/** What Git is told to ignore is written to its own file. */
function isFileName(text: string): boolean {
  return /^\.?[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/.test(text) && text !== ignoreFile;
}

/** "client-2.properties" where that is the first that is free. */
async function freeName(folder: WorkspaceFolder, fileName: string): Promise<string> {
  const [, base = fileName, ending = ''] = /^(.+?)(\.[^.]+)?$/.exec(fileName) ?? [];
  for (let number = 1; number < 100; number += 1) {
    const name = number === 1 ? fileName : `${base}-${number}${ending}`;
    if (!await folder.has(name)) {
      return name;
    }
  }
  return fileName;
}

/** Whoever puts the key in must not send it to others with the next commit. What is in the file stays, byte for byte, in whatever encoding. */
async function ignore(folder: WorkspaceFolder, name: string): Promise<void> {
  const before = Buffer.from(await folder.read(ignoreFile) ?? '');
  const text = before.toString('latin1');
  if (text.split(/\r?\n/).some((line) => [name, `/${name}`].includes(line.trim()))) {
    return;
  }
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const added = `${text === '' || text.endsWith('\n') ? '' : end}/${name}${end}`;
  await folder.write(ignoreFile, Buffer.concat([before, Buffer.from(added)]));
}
