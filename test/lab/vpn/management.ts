import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

const answerLimitMs = 10_000;

/** What openvpn tells of a client, by its number: `CONNECT` asks whether it may come in, `ESTABLISHED` and `DISCONNECT` say what is so. */
export interface ClientNotice {
  readonly kind: string;
  readonly client: number;
  /** Of the key that it asks with. */
  readonly key: number;
  readonly environment: ReadonlyMap<string, string>;
}

/**
 * The management interface of one openvpn server, by its Unix socket. It ends with the server.
 * Source: https://github.com/OpenVPN/openvpn/blob/master/doc/management-notes.txt
 */
export class Management {
  readonly #answers: ((line: string | undefined) => void)[] = [];
  #notice: { kind: string; client: number; key: number; environment: Map<string, string> } | undefined;

  private constructor(private readonly socket: Socket, private readonly told: (notice: ClientNotice) => void, ended: () => void) {
    createInterface({ input: socket }).on('line', (line) => this.#hear(line));
    socket.once('error', () => socket.destroy());
    socket.once('close', () => {
      for (const answer of this.#answers.splice(0)) answer(undefined);
      ended();
    });
  }

  static async open(path: string, told: (notice: ClientNotice) => void, ended: () => void): Promise<Management> {
    const socket = connect(path);
    await once(socket, 'connect');
    return new Management(socket, told, ended);
  }

  /** Whether the server is still there; all that it has said before is heard by then. */
  async isAlive(): Promise<boolean> {
    return await this.#ask('pid') !== undefined;
  }

  /** Lets a client in, or sends it away with the words of a refused sign-in. */
  async decide({ client, key }: Pick<ClientNotice, 'client' | 'key'>, admitted: boolean): Promise<void> {
    await this.#ask(admitted ? `client-auth-nt ${client} ${key}` : `client-deny ${client} ${key} "refused"`);
  }

  async disconnect(client: number): Promise<void> {
    await this.#ask(`client-kill ${client}`);
  }

  close(): void {
    this.socket.destroy();
  }

  /** Its answer, of success or not; undefined where it has ended. */
  async #ask(command: string): Promise<string | undefined> {
    if (this.socket.destroyed) return undefined;
    return new Promise((resolve) => {
      const late = setTimeout(() => this.socket.destroy(), answerLimitMs);
      this.#answers.push((line) => {
        clearTimeout(late);
        resolve(line);
      });
      this.socket.write(`${command}\n`);
    });
  }

  #hear(line: string): void {
    if (/^(SUCCESS|ERROR):/.test(line)) this.#answers.shift()?.(line);
    const [, kind = '', rest = ''] = /^>CLIENT:(\w+),(.*)$/.exec(line) ?? [];
    if (kind === 'ENV') this.#hearEnvironment(rest);
    // It has no environment that follows.
    else if (kind !== '' && kind !== 'ADDRESS') {
      const [client = 0, key = 0] = rest.split(',').map(Number);
      this.#notice = { kind, client, key, environment: new Map() };
    }
  }

  #hearEnvironment(text: string): void {
    const notice = this.#notice;
    if (notice === undefined) return;
    if (text === 'END') {
      this.#notice = undefined;
      this.told(notice);
      return;
    }
    const [, name = '', value = ''] = /^([^=]*)=(.*)$/.exec(text) ?? [];
    notice.environment.set(name, value);
  }
}
