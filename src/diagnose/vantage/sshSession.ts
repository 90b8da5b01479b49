import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Client, ClientChannel } from 'ssh2';
import { abortReason, withDeadline } from '../../model/deadline';
import { Failure } from '../../model/failure';
import { askForAddresses } from './dnsQuery';
import { VantageError } from './networkError';
import type { CommandResult, ServerSession } from './serverSession';
import { forwardFailure } from './sshFailures';

/** A VPC's resolvers that know the private names (cloud.ibm.com/docs/vpc); 161.26.0.10 and .11 do not. */
const privateResolvers = ['161.26.0.7', '161.26.0.8'] as const;
const mostOutput = 64 * 1024;
const notFound = 2;
/** glibc's shortest time-out of one question. */
const unansweredMs = 900;
const askedAgainMs = 2000;
/** What a resolver itself says: codes of Node's DNS. */
const conclusive = ['ENOTFOUND', 'ESERVFAIL', 'EREFUSED'];
const noSuchCommand = [126, 127];

/** A signed-in server. Connections are SSH channels, names are what the server's own resolver says. */
export class SshSession implements ServerSession {
  #closed: Error | undefined;

  constructor(readonly name: string, private readonly client: Client, private readonly milliseconds: number) {
    // Every channel that is being opened listens for the end of the connection.
    client.setMaxListeners(0);
    client.on('error', (error) => { this.#closed ??= error; });
    client.once('close', () => { this.#closed ??= new Error('The server closed the SSH connection.'); });
  }

  /** As a client on the server would be answered; a server without `getent` has its resolvers asked directly. */
  async resolve(name: string, signal: AbortSignal): Promise<readonly string[]> {
    if (isIP(name) === 4) {
      return [name];
    }
    // Only such a name is put into a command line: it needs no quotes in any shell.
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,252}$/.test(name)) {
      throw new VantageError('ENOTFOUND', 'this is not a host name');
    }
    const started = performance.now();
    const answer = await this.exec(`getent ahostsv4 ${name}`, signal);
    if (noSuchCommand.includes(answer.code)) {
      return this.#askResolvers(name, signal);
    }
    if (answer.code === notFound) {
      throw await this.#whyNotFound(name, performance.now() - started, signal);
    }
    if (answer.code !== 0) {
      throw new VantageError('ESERVFAIL', `getent ended with code ${answer.code}: ${answer.stderr.slice(0, 200)}`);
    }
    const addresses = answer.stdout.split('\n').map((line) => line.split(/\s/)[0] ?? '');
    return [...new Set(addresses.filter((address) => isIP(address) === 4))];
  }

  connect(host: string, port: number, signal: AbortSignal): Promise<Duplex> {
    return this.#channel(signal, (done) => this.client.forwardOut('127.0.0.1', 0, host, port, done), `${host}:${port}`);
  }

  async exec(command: string, signal: AbortSignal): Promise<CommandResult> {
    // Listened to at once: a short command's exit code can stand in the same packet as the channel's opening.
    let output: Promise<CommandResult> | undefined;
    const start = (done: (error: Error | undefined, channel: ClientChannel) => void) => this.client.exec(command, (error, opened) => {
      output = error === undefined ? outputOf(opened) : undefined;
      // Told below; until then nobody may be waiting for it.
      output?.catch(() => undefined);
      done(error, opened);
    });
    const channel = await this.#channel(signal, start, 'a command');
    const late = () => new VantageError('ETIMEDOUT', `The command did not end within ${this.milliseconds / 1000} s.`);
    try {
      return await withDeadline(this.milliseconds, signal, () => output ?? outputOf(channel), late);
    } finally {
      channel.destroy();
    }
  }

  close(): void {
    this.#closed ??= new Error('It was closed.');
    this.client.end();
    this.client.destroy();
  }

  /** Opens a channel; one that opens after nobody waits for it any more is closed at once. */
  #channel(signal: AbortSignal, open: (done: (error: Error | undefined, channel: ClientChannel) => void) => void, target: string): Promise<ClientChannel> {
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
          reject(forwardFailure(this.name, target, error));
        } else if (signal.aborted || this.#closed !== undefined) {
          channel.destroy();
        } else {
          resolve(channel);
        }
      });
    });
  }

  /** `getent` has one exit code for a name that does not exist and for resolvers that do not answer: they are asked themselves. */
  async #whyNotFound(name: string, took: number, signal: AbortSignal): Promise<VantageError> {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(Math.min(askedAgainMs, this.milliseconds))]);
    const own = await this.#askResolvers(name, limited).then(() => undefined, (error: unknown) => error);
    signal.throwIfAborted();
    if (own instanceof VantageError && conclusive.includes(own.code)) {
      return own.code === 'ENOTFOUND' ? new VantageError('ENOTFOUND', `${this.name} does not know ${name}`) : own;
    }
    // Where TCP to them is not let through either, only a resolver that was waited for in vain takes so long.
    return took < unansweredMs
      ? new VantageError('ENOTFOUND', `${this.name} does not know ${name}`)
      : new VantageError('ETIMEOUT', `${this.name} got no answer from its resolvers`);
  }

  async #askResolvers(name: string, signal: AbortSignal): Promise<string[]> {
    const ask = async (resolver: string) => {
      const stream = await this.connect(resolver, 53, signal);
      try {
        const late = () => new VantageError('ETIMEOUT', `${resolver} did not answer`);
        return await withDeadline(this.milliseconds, signal, () => askForAddresses(stream, name), late);
      } finally {
        stream.destroy();
      }
    };
    try {
      return await Promise.any(privateResolvers.map(ask));
    } catch (error) {
      const failures: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
      const [first] = failures;
      throw first instanceof Error ? first : new VantageError('ETIMEOUT', 'no resolver answered');
    }
  }
}

function sessionClosed(name: string, cause: Error | undefined): Failure {
  return new Failure({
    code: 'ssh.closed', what: `The SSH connection to ${name} ended`, why: cause?.message ?? 'It was closed.', next: 'Check again.', cause,
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
