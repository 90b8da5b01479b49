import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { codeOf } from '../base/codes';
import { t } from '../model/l10n';

const run = promisify(execFile);
const timeout = 10_000;

/** What OpenSSH says of a configuration for a host: its settings, its complaint, or that there is no OpenSSH here. */
export type SshAnswer =
  | { readonly kind: 'settings'; readonly settings: ReadonlyMap<string, string>; readonly keyPaths: readonly string[] }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'no-ssh' };

/** Asks `ssh -G`, which reads the configuration, the usual one where none is named, and connects to nothing. */
export async function askSsh(configPath: string | undefined, host: string, signal: AbortSignal, program = 'ssh'): Promise<SshAnswer> {
  try {
    const { stdout } = await run(program, ['-G', ...configPath === undefined ? [] : ['-F', configPath], '--', host], { timeout, signal });
    const lines = stdout.split('\n').map((line): [string, string] => {
      const space = line.indexOf(' ');
      return [line.slice(0, space), line.slice(space + 1).trim()];
    });
    return { kind: 'settings', settings: new Map(lines), keyPaths: lines.flatMap(([name, value]) => name === 'identityfile' ? [value] : []) };
  } catch (error) {
    signal.throwIfAborted();
    if (codeOf(error) === 'ENOENT') {
      return { kind: 'no-ssh' };
    }
    const words = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    return { kind: 'refused', why: words === '' ? t('ssh -G ended without a word') : words };
  }
}
