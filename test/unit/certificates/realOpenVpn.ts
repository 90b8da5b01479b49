import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { EventEmitter, once } from 'node:events';

/** `openvpn --version` ends with 1 in some versions. */
const hasOpenVpn = spawnSync('openvpn', ['--version'], { stdio: 'ignore' }).error === undefined;

export function skipWithoutOpenVpn(this: Mocha.Context): void {
  if (!hasOpenVpn) {
    console.log('      openvpn is not here to connect with the certificates');
    this.skip();
  }
}

/** One end of a tunnel that leads nowhere (`dev null`): everything is real but the network interface, so no rights are needed. */
export class OpenVpn {
  readonly #process: ChildProcess;
  readonly #changed = new EventEmitter().setMaxListeners(0);
  #said = '';

  constructor(args: readonly string[]) {
    this.#process = spawn('openvpn', ['--dev', 'null', '--proto', 'udp4', '--verb', '3', '--connect-retry-max', '1', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (data: Buffer) => {
        this.#said += data.toString();
        this.#changed.emit('changed');
      });
    }
    this.#process.once('close', () => this.#changed.emit('changed'));
  }

  /** Resolves when it has said something like this; rejects with all that it said when it ends before. */
  async says(wanted: RegExp): Promise<void> {
    while (!wanted.test(this.#said)) {
      if (this.#process.exitCode !== null) throw new Error(`openvpn ended without ${wanted.source}:\n${this.#said}`);
      await once(this.#changed, 'changed');
    }
  }

  get said(): string {
    return this.#said;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const ended = once(this.#process, 'exit');
      this.#process.kill();
      await ended;
    }
  }
}

/** A port of UDP that nobody has at the moment. */
export async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  await new Promise<void>((closed) => { socket.close(closed); });
  return port;
}
