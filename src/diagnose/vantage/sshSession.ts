import type { Duplex } from 'node:stream';
import type { Client, ClientChannel } from 'ssh2';
import { abortReason, withDeadline } from '../../model/deadline';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { CommandOptions, CommandResult } from '../../model/vantage';
import { CommandTurns } from './commandTurns';
import { NetworkError } from '../../base/networkError';
import { isSessionRefusal, sessionRefused } from './sessionRefusal';
import { resolveOn } from './serverNames';
import type { OnTheWay } from './onTheWay';
import type { ServerSession } from './serverSession';
import { forwardFailure } from './sshFailures';

const mostOutput = 64 * 1024;

interface Opened extends Pick<OnTheWay, 'leadsTo'> {
  readonly openedInMs: number;
  readonly wasAsked: boolean;
  /** What it led through. */
  readonly before: readonly ServerSession[];
}

/** A signed-in server. Connections are SSH channels, names are what the server's own resolver says. */
export class SshSession implements ServerSession {
  #closed: Error | undefined;
  readonly #turns = new CommandTurns();

  readonly openedInMs: number;
  readonly wasAsked: boolean;

  constructor(
    readonly name: string, private readonly client: Client, private readonly milliseconds: number, private readonly opened: Opened,
  ) {
    const { before } = opened;
    this.openedInMs = before.reduce((sum, each) => sum + (each.openedInMs ?? 0), opened.openedInMs);
    this.wasAsked = opened.wasAsked || before.some((each) => each.wasAsked);
    // Every channel that is being opened listens for the end of the connection.
    client.setMaxListeners(0);
    client.on('error', (error) => { this.#closed ??= error; });
    client.once('close', () => {
      this.#closed ??= new Error(t('The server closed the SSH connection.'));
      this.#closeBefore();
    });
  }

  get isOpen(): boolean {
    return this.#closed === undefined;
  }

  /** As a client on the server would be answered; a server without `getent` has its resolvers asked directly. */
  resolve(name: string, signal: AbortSignal): Promise<readonly string[]> {
    return resolveOn(this, name, this.milliseconds, signal);
  }

  connect(host: string, port: number, signal: AbortSignal): Promise<Duplex> {
    return this.#channel(signal, (done) => this.client.forwardOut('127.0.0.1', 0, host, port, done), (error) => (
      forwardFailure({ name: this.name, leadsTo: this.opened.leadsTo }, `${host}:${port}`, error)
    ));
  }

  exec(command: string, signal: AbortSignal, options: CommandOptions = {}): Promise<CommandResult> {
    return this.#turns.take(() => this.#run(command, signal, options), isSessionRefusal, signal);
  }

  async #run(command: string, signal: AbortSignal, { input, limitMs = this.milliseconds }: CommandOptions): Promise<CommandResult> {
    // Listened to at once: a short command's exit code can stand in the same packet as the channel's opening.
    let output: Output | undefined;
    const start = (done: (error: Error | undefined, channel: ClientChannel) => void) => this.client.exec(command, (error, opened) => {
      output = error === undefined ? new Output(opened) : undefined;
      done(error, opened);
    });
    const channel = await this.#channel(signal, start, sessionRefused);
    // Whatever runs in its place may wait to be typed at, and nobody types.
    channel.end(input);
    const late = () => new NetworkError('ETIMEDOUT', notEnded(limitMs / 1000, output?.printed ?? ''));
    try {
      return await withDeadline(limitMs, signal, () => (output ?? new Output(channel)).result, late);
    } finally {
      channel.destroy();
    }
  }

  close(): void {
    this.#closed ??= new Error(t('It was closed.'));
    this.client.end();
    this.client.destroy();
    this.#closeBefore();
  }

  /** The hosts that it led through, the last one first. */
  #closeBefore(): void {
    [...this.opened.before].reverse().forEach((session) => session.close());
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

/** What a command prints, as far as it has come. */
class Output {
  readonly result: Promise<CommandResult>;
  readonly #stdout: Buffer[] = [];
  readonly #stderr: Buffer[] = [];

  constructor(channel: ClientChannel) {
    let code = -1;
    channel.on('data', bounded(this.#stdout));
    channel.stderr.on('data', bounded(this.#stderr));
    channel.once('exit', (status: unknown) => { code = typeof status === 'number' ? status : -1; });
    this.result = new Promise((resolve, reject) => {
      channel.once('error', reject);
      channel.once('close', () => resolve({ code, stdout: text(this.#stdout), stderr: text(this.#stderr) }));
    });
    // Told to whoever waits for it; until then nobody may.
    this.result.catch(() => undefined);
  }

  get printed(): string {
    return visible(text([...this.#stderr, ...this.#stdout]).trim(), 200);
  }
}

function notEnded(seconds: number, printed: string): string {
  return printed === ''
    ? t('The command did not end within {0} s.', seconds) : t('The command did not end within {0} s. It printed: {1}', seconds, printed);
}

function text(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString();
}

/** Keeps the first part of what a command prints and lets the rest go by. */
function bounded(chunks: Buffer[]): (chunk: Buffer) => void {
  let left = mostOutput;
  return (chunk) => {
    chunks.push(chunk.subarray(0, left));
    left -= Math.min(left, chunk.length);
  };
}
