import type { Duplex } from 'node:stream';
import type { Client, ClientChannel } from 'ssh2';
import { abortReason, withDeadline } from '../../model/deadline';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { CommandOptions, CommandResult } from '../../model/vantage';
import { CommandTurns } from './commandTurns';
import { isSessionRefusal, sessionRefused, VantageError } from './networkError';
import { resolveOn } from './serverNames';
import type { ServerSession } from './serverSession';
import { forwardFailure } from './sshFailures';

const mostOutput = 64 * 1024;

/** A signed-in server. Connections are SSH channels, names are what the server's own resolver says. */
export class SshSession implements ServerSession {
  #closed: Error | undefined;
  readonly #turns = new CommandTurns();

  constructor(readonly name: string, private readonly client: Client, private readonly milliseconds: number, readonly openedInMs: number) {
    // Every channel that is being opened listens for the end of the connection.
    client.setMaxListeners(0);
    client.on('error', (error) => { this.#closed ??= error; });
    client.once('close', () => { this.#closed ??= new Error(t('The server closed the SSH connection.')); });
  }

  /** As a client on the server would be answered; a server without `getent` has its resolvers asked directly. */
  resolve(name: string, signal: AbortSignal): Promise<readonly string[]> {
    return resolveOn(this, name, this.milliseconds, signal);
  }

  connect(host: string, port: number, signal: AbortSignal): Promise<Duplex> {
    return this.#channel(signal, (done) => this.client.forwardOut('127.0.0.1', 0, host, port, done), (error) => (
      forwardFailure(this.name, `${host}:${port}`, error)
    ));
  }

  exec(command: string, signal: AbortSignal, options: CommandOptions = {}): Promise<CommandResult> {
    return this.#turns.take(() => this.#run(command, signal, options), isSessionRefusal, signal);
  }

  async #run(command: string, signal: AbortSignal, { input, limitMs = this.milliseconds }: CommandOptions): Promise<CommandResult> {
    // Listened to at once: a short command's exit code can stand in the same packet as the channel's opening.
    let output: Promise<CommandResult> | undefined;
    const start = (done: (error: Error | undefined, channel: ClientChannel) => void) => this.client.exec(command, (error, opened) => {
      output = error === undefined ? outputOf(opened) : undefined;
      // Told below; until then nobody may be waiting for it.
      output?.catch(() => undefined);
      done(error, opened);
    });
    const channel = await this.#channel(signal, start, sessionRefused);
    if (input !== undefined) {
      channel.end(input);
    }
    const late = () => new VantageError('ETIMEDOUT', t('The command did not end within {0} s.', limitMs / 1000));
    try {
      return await withDeadline(limitMs, signal, () => output ?? outputOf(channel), late);
    } finally {
      channel.destroy();
    }
  }

  close(): void {
    this.#closed ??= new Error(t('It was closed.'));
    this.client.end();
    this.client.destroy();
  }

  /** Opens a channel; one that opens after nobody waits for it any more is closed at once. */
  #channel(
    signal: AbortSignal, open: (done: (error: Error | undefined, channel: ClientChannel) => void) => void, refused: (error: Error) => Error,
  ): Promise<ClientChannel> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      if (this.#closed !== undefined) {
        throw sessionClosed(this.name, this.#closed);
      }
      const lost = () => reject(sessionClosed(this.name, this.#closed));
      const cancel = () => reject(abortReason(signal));
      signal.addEventListener('abort', cancel, { once: true });
      this.client.once('close', lost);
      open((error, channel) => {
        signal.removeEventListener('abort', cancel);
        this.client.off('close', lost);
        if (error !== undefined) {
          reject(refused(error));
        } else if (signal.aborted || this.#closed !== undefined) {
          channel.destroy();
        } else {
          resolve(channel);
        }
      });
    });
  }
}

function sessionClosed(name: string, cause: Error | undefined): Failure {
  return new Failure({
    code: 'ssh.closed', what: t('The SSH connection to {0} ended', name), why: cause?.message ?? t('It was closed.'), next: t('Check again.'), cause,
  });
}

function outputOf(channel: ClientChannel): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    let code = -1;
    channel.on('data', bounded(stdout));
    channel.stderr.on('data', bounded(stderr));
    channel.once('error', reject);
    channel.once('exit', (status: unknown) => { code = typeof status === 'number' ? status : -1; });
    channel.once('close', () => resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }));
  });
}

/** Keeps the first part of what a command prints and lets the rest go by. */
function bounded(chunks: Buffer[]): (chunk: Buffer) => void {
  let left = mostOutput;
  return (chunk) => {
    chunks.push(chunk.subarray(0, left));
    left -= Math.min(left, chunk.length);
  };
}
