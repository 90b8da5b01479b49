import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { decoded, encoded, named, type ViciMessage } from './viciMessage';

const answerLimitMs = 10_000;
const [request, response, unknown, register, confirmed, unknownEvent, event] = [0, 1, 2, 3, 5, 6, 7];

/**
 * The control interface of one charon, by its Unix socket. It ends with charon.
 * Source: https://github.com/strongswan/strongswan/blob/5.9.8/src/libcharon/plugins/vici/README.md
 */
export class Vici {
  readonly #answers: ((message: ViciMessage | undefined) => void)[] = [];
  #received = Buffer.alloc(0);
  #turn: Promise<unknown> = Promise.resolve();
  #listed: ViciMessage[] = [];

  private constructor(private readonly socket: Socket, private readonly told: (name: string, message: ViciMessage) => void, ended: () => void) {
    socket.on('data', (chunk: Buffer) => this.#hear(chunk));
    socket.once('error', () => socket.destroy());
    socket.once('close', () => {
      for (const answer of this.#answers.splice(0)) answer(undefined);
      ended();
    });
  }

  /** Tells of these events until charon ends. */
  static async open(path: string, events: readonly string[], told: (name: string, message: ViciMessage) => void, ended: () => void): Promise<Vici> {
    const socket = connect(path);
    await once(socket, 'connect');
    const vici = new Vici(socket, told, ended);
    for (const name of [...events, 'list-sa']) await vici.#ask(Buffer.concat([Buffer.of(register), named(name)]));
    return vici;
  }

  get isAlive(): boolean {
    return !this.socket.destroyed;
  }

  /** Its answer; undefined where it has ended. */
  ask(command: string, message: ViciMessage = {}): Promise<ViciMessage | undefined> {
    return this.#ask(Buffer.concat([Buffer.of(request), named(command), encoded(message)]));
  }

  /** All IKE SAs that there are now, each as a section by its connection's name. */
  async associations(): Promise<readonly ViciMessage[]> {
    const found: ViciMessage[] = [];
    await this.#ask(Buffer.concat([Buffer.of(request), named('list-sas')]), () => {
      this.#listed = found;
    });
    return found;
  }

  close(): void {
    this.socket.destroy();
  }

  /** One after the other: answers have no number. */
  #ask(packet: Buffer, begun: () => void = () => undefined): Promise<ViciMessage | undefined> {
    const answer = this.#turn.then(() => this.socket.destroyed ? undefined : new Promise<ViciMessage | undefined>((resolve) => {
      const late = setTimeout(() => this.socket.destroy(), answerLimitMs);
      this.#answers.push((message) => {
        clearTimeout(late);
        resolve(message);
      });
      const length = Buffer.alloc(4);
      length.writeUInt32BE(packet.length);
      begun();
      this.socket.write(Buffer.concat([length, packet]));
    }));
    this.#turn = answer;
    return answer;
  }

  #hear(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    while (this.#received.length >= 4) {
      const end = 4 + this.#received.readUInt32BE();
      if (this.#received.length < end) return;
      const packet = this.#received.subarray(4, end);
      this.#received = this.#received.subarray(end);
      this.#packet(packet[0], packet.subarray(1));
    }
  }

  #packet(kind: number | undefined, rest: Buffer): void {
    if (kind === response || kind === confirmed) this.#answers.shift()?.(kind === response ? decoded(rest) : {});
    else if (kind === unknown || kind === unknownEvent) this.#answers.shift()?.({ success: 'no', errmsg: 'charon does not know that' });
    else if (kind === event) {
      const length = rest.readUInt8();
      const name = rest.subarray(1, 1 + length).toString();
      const message = decoded(rest.subarray(1 + length));
      if (name === 'list-sa') this.#listed.push(message);
      else this.told(name, message);
    }
  }
}
