import type { ServerTruth } from '../dataPlane';
import { privateResolvers } from './fabric';

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a command may ask of the server that it runs on. */
export interface CommandContext {
  readonly server: ServerTruth;
  /** Rejects when the signal aborts while a question stays unanswered. */
  resolve(name: string): Promise<readonly string[]>;
}

type Command = (words: readonly string[], context: CommandContext) => Promise<CommandResult> | CommandResult;

/** The few commands that a virtual server of the sandbox has. Each answers as a real Ubuntu would, or does not exist. */
export async function runCommand(line: string, context: CommandContext): Promise<CommandResult> {
  const parts = splitWords(line);
  if (parts === undefined) {
    return { code: 2, stdout: '', stderr: 'sh: 1: this virtual server of the sandbox runs single commands, without a shell\n' };
  }
  const [name = '', ...words] = parts;
  const command = commands.get(name);
  return command === undefined
    ? { code: 127, stdout: '', stderr: `sh: 1: ${name}: not found\n` }
    : command(words, context);
}

const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['true', () => printed('')],
  ['echo', (words) => printed(`${words.join(' ')}\n`)],
  ['hostname', (_, { server }) => printed(`${server.name}\n`)],
  ['uname', (words, { server }) => printed(words[0] === '-a'
    ? `Linux ${server.name} 6.8.0-sandbox #1 SMP PREEMPT_DYNAMIC x86_64 x86_64 x86_64 GNU/Linux\n`
    : 'Linux\n')],
  ['id', (words, { server }) => words[0] === '-un'
    ? printed(`${server.loginUser}\n`)
    : printed(`uid=1000(${server.loginUser}) gid=1000(${server.loginUser}) groups=1000(${server.loginUser})\n`)],
  ['cat', (words) => readFile(words[0] ?? '')],
  ['getent', getent],
]);

function readFile(path: string): CommandResult {
  return path === '/etc/resolv.conf'
    ? printed(privateResolvers.map((address) => `nameserver ${address}\n`).join(''))
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
  return printed(addresses.flatMap((address, at) => [
    `${address.padEnd(15)} STREAM ${at === 0 ? name : ''}\n`,
    `${address.padEnd(15)} DGRAM  \n`,
    `${address.padEnd(15)} RAW    \n`,
  ]).join(''));
}

function printed(stdout: string): CommandResult {
  return { code: 0, stdout, stderr: '' };
}

/** Words of a command line, with the two kinds of quotes; undefined where it would take a shell to read it. */
function splitWords(line: string): string[] | undefined {
  const unquoted = line.replace(/"[^"$`\\]*"|'[^']*'/g, '');
  return /[|&;<>()$`\\*?~#"'\n]/.test(unquoted)
    ? undefined
    : [...line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
}
