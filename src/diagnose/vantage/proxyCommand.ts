import { spawn } from 'node:child_process';
import { Duplex } from 'node:stream';
import { abortReason } from '../../model/deadline';
import { t } from '../../model/l10n';
import { NetworkError } from '../../base/networkError';

/** More words of a program are not shown. */
const mostWords = 500;

/** A connection that a program of the user's makes: what it reads and prints, as `ProxyCommand` of ssh_config(5). It ends with the connection. */
export function connectBy(command: string, signal: AbortSignal): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      throw abortReason(signal);
    }
    // As ssh does it: by the user's shell, which the program replaces.
    const child = spawn(process.env['SHELL'] ?? '/bin/sh', ['-c', ['exec', command].join(' ')], { stdio: ['pipe', 'pipe', 'pipe'] });
    const stream = Duplex.from({ readable: child.stdout, writable: child.stdin });
    let words = '';
    child.stderr.on('data', (chunk: Buffer) => { words = `${words}${chunk.toString()}`.slice(0, mostWords); });
    stream.once('close', () => child.kill());
    // Told below, or by whoever reads on.
    stream.on('error', () => undefined);
    const cancel = (): void => {
      stream.destroy();
      reject(abortReason(signal));
    };
    signal.addEventListener('abort', cancel, { once: true });
    const fail = (why: string): void => {
      signal.removeEventListener('abort', cancel);
      const error = new NetworkError('ECONNFAILED', t('ProxyCommand failed: {0}', [why, words.trim()].filter((each) => each !== '').join(': ')));
      stream.destroy(error);
      reject(error);
    };
    child.once('error', (error) => fail(error.message));
    child.once('close', (code) => fail(t('it ended with {0}', code ?? -1)));
    // What the server says first shows that it leads somewhere.
    child.stdout.on('readable', () => {
      if (child.stdout.readableLength > 0) {
        signal.removeEventListener('abort', cancel);
        resolve(stream);
      }
    });
  });
}
