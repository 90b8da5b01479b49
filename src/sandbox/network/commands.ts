import type { Command, CommandContext, CommandResult } from './command';
import { done } from './command';
import { fileCommands } from './fileCommands';
import { packageCommands } from './packageCommands';

/** The few commands that a virtual server of the sandbox has. Each answers as a real Ubuntu would, or does not exist. */
export async function runCommand(line: string, context: CommandContext): Promise<CommandResult> {
  const parts = splitWords(line);
  if (parts === undefined) {
    return { code: 2, stdout: '', stderr: 'sh: 1: this virtual server of the sandbox runs single commands, without a shell\n' };
  }
  const [name = '', ...words] = withoutWrappers(parts);
  const command = commands.get(name);
  return command === undefined
    ? { code: 127, stdout: '', stderr: `sh: 1: ${name}: not found\n` }
    : command(words, context);
}

const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['true', () => done('')],
  ['echo', (words) => done(`${words.join(' ')}\n`)],
  ['hostname', (_, { server }) => done(`${server.name}\n`)],
  ['uname', (words, { server }) => done(words[0] === '-a'
    ? `Linux ${server.name} 6.8.0-sandbox #1 SMP PREEMPT_DYNAMIC x86_64 x86_64 x86_64 GNU/Linux\n`
    : 'Linux\n')],
  ['id', (words, { server }) => words[0] === '-un'
    ? done(`${server.loginUser}\n`)
    : done(`uid=1000(${server.loginUser}) gid=1000(${server.loginUser}) groups=1000(${server.loginUser})\n`)],
  ['cat', (words, context) => readFile(words[0] ?? '', context)],
  ['getent', getent],
  ...fileCommands, ...packageCommands,
]);

/** The login user may do everything, and what is put into the environment changes nothing here. */
function withoutWrappers(parts: readonly string[]): readonly string[] {
  const at = parts.findIndex((part) => !['sudo', '-n', 'env'].includes(part) && !/^[A-Z_]+=/.test(part));
  return at < 0 ? [] : parts.slice(at);
}

function readFile(path: string, context: CommandContext): CommandResult {
  return path === '/etc/resolv.conf'
    ? done(context.nameServers().map((address) => `nameserver ${address}\n`).join(''))
    : { code: 1, stdout: '', stderr: `cat: ${path}: No such file or directory\n` };
}

/** `getent ahostsv4 NAME` in the layout of glibc; 2 is its exit code for "not found". */
async function getent(words: readonly string[], context: CommandContext): Promise<CommandResult> {
  const [database = '', name = ''] = words;
  if (database !== 'ahostsv4' || name === '') {
    return { code: 1, stdout: '', stderr: `Unknown database: ${database}\nTry \`getent --help' or \`getent --usage' for more information.\n` };
  }
  const addresses = await context.resolve(name);
  if (addresses.length === 0) {
    return { code: 2, stdout: '', stderr: '' };
  }
  return done(addresses.flatMap((address, at) => [
    `${address.padEnd(15)} STREAM ${at === 0 ? name : ''}\n`,
    `${address.padEnd(15)} DGRAM  \n`,
    `${address.padEnd(15)} RAW    \n`,
  ]).join(''));
}

/** Words of a command line, with the two kinds of quotes; undefined where it would take a shell to read it. */
function splitWords(line: string): string[] | undefined {
  const unquoted = line.replace(/"[^"$`\\]*"|'[^']*'/g, '');
  return /[|&;<>()$`\\*?~#"'\n]/.test(unquoted)
    ? undefined
    : [...line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
}
