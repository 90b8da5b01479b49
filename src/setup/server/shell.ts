import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { CommandOptions, CommandResult, OpenNetwork } from '../../model/vantage';
import { shellLine } from '../../ssh/commandLine';
import type { StepContext } from '../context';
import { orAbsent } from '../makers/found';
import { accessTo, type ServerChoice, type SignInChoice } from './access';

/** What a server is asked with while one is signed in to it. */
export interface Shell {
  /** The server's name. */
  readonly name: string;
  readonly resolve: OpenNetwork['resolve'];
  /**
   * Runs one program with these words, none of which a shell reads. Rejects with `server.command-lost` where the connection breaks off
   * before it ended, and with `server.too-slow` after its time; what it says itself is in the result.
   */
  run(words: readonly string[], options?: CommandOptions): Promise<CommandResult>;
}

/** What runs may need the administrator's rights; a password is never asked for, since nobody could type it. */
export function asRoot({ loginUser }: Pick<SignInChoice, 'loginUser'>, words: readonly string[]): readonly string[] {
  return loginUser === 'root' ? words : ['sudo', '-n', ...words];
}

/** Signs in, works, and signs out. Rejects with what signing in rejects with. */
export async function onServer<T>(
  { dependencies: { environment, openServer }, signal }: StepContext, choice: SignInChoice, work: (shell: Shell) => Promise<T>,
): Promise<T> {
  const session = await openServer(accessTo(choice, environment), signal);
  try {
    return await work(shellOf(session, choice.server.name, signal));
  } finally {
    session.close();
  }
}

/** The same for an undo, undefined where the server was deleted: everything on it went along. */
export async function onServerIfThere<T>(context: StepContext, choice: ServerChoice, work: (shell: Shell) => Promise<T>): Promise<T | undefined> {
  const server = await orAbsent(context.vpc.getVirtualServer(choice.server.id, context.signal));
  return server === undefined ? undefined : await onServer(context, choice, work);
}

function shellOf(session: OpenNetwork, name: string, signal: AbortSignal): Shell {
  return {
    name,
    resolve: (host, asked) => session.resolve(host, asked),
    run: async (words, options = {}) => {
      const line = shellLine(words);
      try {
        const result = await session.exec?.(line, signal, options);
        if (result === undefined || result.code === -1) {
          throw lost(name, words, t('The connection broke off before the command ended.'));
        }
        return result;
      } catch (error) {
        throw signal.aborted || (error instanceof Failure && error.code !== 'ssh.closed')
          ? error : lost(name, words, error instanceof Error ? error.message : String(error));
      }
    },
  };
}

function lost(name: string, words: readonly string[], why: string): Failure {
  return new Failure({
    code: 'server.command-lost', what: t('Could not see "{0}" on {1} to its end', commandOf(words), visible(name, 80)), why: visible(why),
    next: t('Wait until the server answers again, then go on with Retry From Here: what is done already is found.'),
  });
}

/** The program that does the work: "apt-get". */
export function commandOf(words: readonly string[]): string {
  return visible(words.find((word) => !['sudo', 'env'].includes(word) && !word.startsWith('-') && !word.includes('=')) ?? '', 60);
}

/** What a command said at its end, on one line: the reason stands last. */
export function lastWords({ stdout, stderr, code }: CommandResult): string {
  const said = (stderr.trim() === '' ? stdout : stderr).trim().split('\n').filter((line) => line.trim() !== '');
  return said.length === 0 ? t('It ended with code {0} and said nothing.', code) : visible(said.slice(-4).join(' '), 400);
}
