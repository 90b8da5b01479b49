import { createHash } from 'node:crypto';
import type { Command, CommandContext, CommandResult } from './command';
import { done, operands, refused } from './command';

/** As the umask of a login user has it: those of its own group may write. */
const newMode = 0o664;

/** The programs that write, look at and remove a file, as far as they are used to bring one to a server and to see what is there. */
export const fileCommands: readonly (readonly [string, Command])[] = [
  ['sha256sum', (words, context) => together(operands(words).map((path) => {
    const file = context.disk.files.get(placed(context, path));
    return file === undefined ? noFile('sha256sum', path) : done(`${createHash('sha256').update(file.text).digest('hex')}  ${path}\n`);
  }))],
  ['find', find],
  ['dd', async (words, context) => {
    const path = words.find((word) => word.startsWith('of='))?.slice(3) ?? '';
    if (words.includes('conv=excl') && context.disk.files.has(placed(context, path))) {
      return refused(1, `dd: failed to open '${path}': File exists\n`);
    }
    if (!isWritable(context, path)) {
      return refused(1, `dd: failed to open '${path}': Permission denied\n`);
    }
    context.disk.files.set(placed(context, path), { text: await context.input(), mode: newMode });
    return done('');
  }],
  ['chmod', (words, context) => {
    const [mode = '', path = ''] = operands(words);
    const file = context.disk.files.get(placed(context, path));
    if (file === undefined) {
      return refused(1, `chmod: cannot access '${path}': No such file or directory\n`);
    }
    file.mode = Number.parseInt(mode, 8);
    return done('');
  }],
  ['ln', (words, context) => {
    const [from = '', to = ''] = operands(words);
    const file = context.disk.files.get(placed(context, from));
    if (file === undefined || context.disk.files.has(placed(context, to))) {
      return refused(1, file === undefined
        ? `ln: failed to access '${from}': No such file or directory\n` : `ln: failed to create hard link '${to}': File exists\n`);
    }
    context.disk.files.set(placed(context, to), file);
    return done('');
  }],
  ['rm', (words, context) => {
    operands(words).forEach((path) => context.disk.files.delete(placed(context, path)));
    return done('');
  }],
];

/** `find FOLDER… -type f -printf '%m %p\n'`: the mode and the path of each file below the folders. */
function find(words: readonly string[], { disk }: CommandContext): CommandResult {
  const folders = words.slice(0, words.indexOf('-type'));
  if (words.slice(folders.length).join(' ') !== '-type f -printf %m %p\\n') {
    return refused(1, 'find: this virtual server of the sandbox lists files by their modes and paths alone\n');
  }
  const below = [...disk.files].filter(([path]) => folders.some((folder) => path.startsWith(`${folder}/`)));
  return done(below.map(([path, { mode }]) => `${mode.toString(8)} ${path}\n`).join(''));
}

function together(results: readonly CommandResult[]): CommandResult {
  return {
    code: Math.max(0, ...results.map(({ code }) => code)), stdout: results.map(({ stdout }) => stdout).join(''),
    stderr: results.map(({ stderr }) => stderr).join(''),
  };
}

function noFile(program: string, path: string): CommandResult {
  return refused(1, `${program}: ${path}: No such file or directory\n`);
}

function home({ server }: CommandContext): string {
  return `/home/${server.loginUser}`;
}

function placed(context: CommandContext, path: string): string {
  return path.startsWith('/') ? path : `${home(context)}/${path}`;
}

function isWritable(context: CommandContext, path: string): boolean {
  return [home(context), '/tmp'].some((folder) => placed(context, path).startsWith(`${folder}/`));
}
