import { createHash } from 'node:crypto';
import type { Command, CommandContext, CommandResult } from './command';
import { done, operands, refused } from './command';

/** The programs that write, look at and remove a file, as far as they are used to bring one to a server. */
export const fileCommands: readonly (readonly [string, Command])[] = [
  ['sha256sum', (words, context) => {
    const [path = ''] = operands(words);
    const text = context.disk.files.get(placed(context, path));
    return text === undefined ? noFile('sha256sum', path) : done(`${createHash('sha256').update(text).digest('hex')}  ${path}\n`);
  }],
  ['dd', async (words, context) => {
    const path = words.find((word) => word.startsWith('of='))?.slice(3) ?? '';
    if (words.includes('conv=excl') && context.disk.files.has(placed(context, path))) {
      return refused(1, `dd: failed to open '${path}': File exists\n`);
    }
    if (!isWritable(context, path)) {
      return refused(1, `dd: failed to open '${path}': Permission denied\n`);
    }
    context.disk.files.set(placed(context, path), await context.input());
    return done('');
  }],
  ['chmod', (words, context) => {
    const [, path = ''] = operands(words);
    return context.disk.files.has(placed(context, path)) ? done('') : refused(1, `chmod: cannot access '${path}': No such file or directory\n`);
  }],
  ['ln', (words, context) => {
    const [from = '', to = ''] = operands(words);
    const text = context.disk.files.get(placed(context, from));
    if (text === undefined || context.disk.files.has(placed(context, to))) {
      return refused(1, text === undefined
        ? `ln: failed to access '${from}': No such file or directory\n` : `ln: failed to create hard link '${to}': File exists\n`);
    }
    context.disk.files.set(placed(context, to), text);
    return done('');
  }],
  ['rm', (words, context) => {
    operands(words).forEach((path) => context.disk.files.delete(placed(context, path)));
    return done('');
  }],
];

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
