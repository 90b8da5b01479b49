import { connect as connectTcp } from 'node:net';
import ssh2, { type AuthContext, type AuthenticationType, type Connection, type KeyboardAuthContext, type ServerChannel } from 'ssh2';
import { portOf } from '../../kafka/support/kafkaPeer';

/** How a server misbehaves. */
export type ServerManner = 'good' | 'no-forwarding' | 'no-getent' | 'hanging' | 'no-resolver';

export interface SshPeer {
  readonly port: number;
  readonly forwarded: readonly string[];
  readonly commands: readonly string[];
  /** Ends every connection, as a server that is stopped. */
  dropAll(): void;
  stop(): Promise<void>;
}

/** Questions at one time, and what is accepted. */
export interface Round {
  readonly instructions?: string;
  readonly prompts: readonly { readonly prompt: string; readonly echo: boolean }[];
  readonly answers: readonly string[];
}

export interface SshPeerOptions {
  readonly hostKey: string | readonly string[];
  /** OpenSSH's form; only this key may sign in. */
  readonly publicKey: string;
  readonly manner?: ServerManner;
  readonly names?: Readonly<Record<string, readonly string[]>>;
  /** What a command prints and ends with, besides `getent`; one that is undefined never ends. */
  readonly run?: (command: string) => { readonly stdout?: string; readonly stderr?: string; readonly code: number } | 'ends never' | undefined;
  /** A forced command: `run` answers whatever is asked for. */
  readonly only?: true;
  /** What is wanted beside the key, as sshd's AuthenticationMethods: questions, or another way; `first` before the key is looked at. */
  readonly wants?: { readonly rounds: readonly Round[]; readonly first?: true } | 'password' | 'publickey';
  /** How many commands may run at once, as sshd's MaxSessions. */
  readonly sessions?: number;
  /** What a forward to a port of any private address leads to: a port on loopback. */
  readonly leadsTo?: (host: string, port: number) => number;
}

/** A fresh key: private in PEM, public in OpenSSH's form. */
export function makeKey(type: 'ed25519' | 'rsa' = 'ed25519'): { privateKey: string; publicKey: string } {
  const make = (): { private: string; public: string } =>
    type === 'rsa' ? ssh2.utils.generateKeyPairSync('rsa', { bits: 2048 }) : ssh2.utils.generateKeyPairSync('ed25519');
  let made = make();
  // ssh2 drops leading zero bytes of a public key: one pair in 256 cannot be read.
  while (ssh2.utils.parseKey(made.private) instanceof Error) made = make();
  return { privateKey: made.private, publicKey: made.public };
}

/** A real SSH server on loopback: public keys, direct-tcpip, `getent ahostsv4`. */
export async function startSshPeer(options: SshPeerOptions): Promise<SshPeer> {
  const [forwarded, commands, connections]: [string[], string[], Set<Connection>] = [[], [], new Set()];
  const server = new ssh2.Server({ hostKeys: [options.hostKey].flat() }, (connection) => {
    connections.add(connection);
    connection.on('error', () => connection.end());
    connection.on('close', () => connections.delete(connection));
    admit(connection, options);
    // Without a listener the server says "administratively prohibited", as OpenSSH does when forwarding is off.
    if (options.manner !== 'no-forwarding') {
      connection.on('tcpip', (accept, reject, { destIP, destPort }) => {
        forwarded.push(`${destIP}:${destPort}`);
        forward(accept, reject, options, destIP, destPort);
      });
    }
    let sessions = 0;
    connection.on('session', (accept, reject) => {
      if (sessions >= (options.sessions ?? Infinity)) {
        reject();
        return;
      }
      sessions++;
      accept().on('close', () => { sessions--; }).on('exec', (acceptExec, _reject, { command }) => {
        commands.push(command);
        if (command.startsWith('echo ') && options.only === undefined) {
          run(acceptExec(), { stdout: `${command.slice(5)}\n`, code: 0 });
        } else if (options.run !== undefined) {
          run(acceptExec(), options.run(command));
        } else if (options.manner !== 'hanging') {
          answer(acceptExec(), command, options);
        }
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    port: portOf(server),
    forwarded, commands,
    dropAll: () => connections.forEach((connection) => connection.end()),
    stop: () => new Promise((resolve) => {
      connections.forEach((connection) => connection.end());
      server.close(() => resolve());
    }),
  };
}

function admit(connection: Connection, options: SshPeerOptions): void {
  const allowed = ssh2.utils.parseKey(options.publicKey);
  const { wants } = options;
  const asks = typeof wants === 'object' ? wants : undefined;
  const taken = new Set<string>();
  const left = (): AuthenticationType[] => {
    const more: AuthenticationType[] = asks !== undefined ? ['keyboard-interactive'] : typeof wants === 'string' ? [wants] : [];
    return asks?.first === true && !taken.has('keyboard-interactive') ? more : taken.has('publickey') ? more : ['publickey'];
  };
  const take = (context: AuthContext): void => {
    taken.add(context.method);
    if (wants === undefined || (taken.has('keyboard-interactive') && taken.has('publickey'))) {
      context.accept();
    } else {
      context.reject(left(), true);
    }
  };
  connection.on('authentication', (context) => {
    if (context.method === 'keyboard-interactive' && asks !== undefined && left().includes('keyboard-interactive')) {
      ask(context, [...asks.rounds], () => take(context));
      return;
    }
    if (!left().includes('publickey') || typeof wants === 'string' && taken.has('publickey')) {
      context.reject(left());
      return;
    }
    if (context.method !== 'publickey' || allowed instanceof Error || !context.key.data.equals(allowed.getPublicSSH())) {
      context.reject(asks !== undefined && asks.first === undefined ? ['publickey', 'keyboard-interactive'] : left());
    } else if (context.signature === undefined || allowed.verify(context.blob ?? Buffer.alloc(0), context.signature, context.hashAlgo)) {
      if (context.signature === undefined) {
        context.accept();
      } else {
        take(context);
      }
    } else {
      context.reject();
    }
  });
}

function ask(context: KeyboardAuthContext, rounds: Round[], done: () => void): void {
  const round = rounds.shift();
  if (round === undefined) {
    done();
    return;
  }
  context.prompt([...round.prompts], '', round.instructions ?? '', (given) => {
    if (JSON.stringify(given) === JSON.stringify(round.answers)) {
      ask(context, rounds, done);
    } else {
      context.reject(['keyboard-interactive']);
    }
  });
}

function forward(accept: () => ServerChannel, reject: () => void, options: SshPeerOptions, host: string, port: number): void {
  if (options.manner === 'hanging' || options.manner === 'no-resolver') {
    return;
  }
  const socket = connectTcp(options.leadsTo?.(host, port) ?? port, '127.0.0.1');
  socket.once('error', reject);
  socket.once('connect', () => {
    const channel = accept();
    channel.on('error', () => socket.destroy());
    channel.on('close', () => socket.destroy());
    socket.on('error', () => channel.destroy());
    socket.pipe(channel).pipe(socket);
  });
}

function answer(channel: ServerChannel, command: string, options: SshPeerOptions): void {
  const addresses = options.names?.[command.split(' ')[2] ?? ''] ?? [];
  const known = command.startsWith('getent ahostsv4 ') && options.manner !== 'no-getent';
  channel.write(known ? addresses.map((address) => `${address.padEnd(15)} STREAM name\n${address.padEnd(15)} DGRAM\n`).join('') : '');
  // glibc gives up after a time-out, with the exit code of a name that does not exist.
  setTimeout(() => {
    channel.exit(known ? (addresses.length > 0 ? 0 : 2) : 127);
    channel.end();
  }, options.manner === 'no-resolver' ? 1000 : 0);
}

function run(channel: ServerChannel, result: ReturnType<NonNullable<SshPeerOptions['run']>>): void {
  if (result === 'ends never') {
    channel.write('Choose a host:\n');
  } else if (result !== undefined) {
    channel.stderr.write(result.stderr ?? '');
    channel.write(result.stdout ?? '');
    channel.exit(result.code);
    channel.end();
  }
}
