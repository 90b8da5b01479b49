import type { Socket } from 'node:net';

/** The bytes between a client and a broker, both ways; when either side goes, the other does. */
export class Flow {
  readonly #ways: readonly (readonly [Socket, Socket])[];
  #flows = false;

  constructor(client: Socket, broker: Socket) {
    this.#ways = [[client, broker], [broker, client]];
    for (const [from, to] of this.#ways) {
      from.on('error', () => to.destroy());
      // What came before the end still goes out.
      from.on('close', () => to.destroySoon());
    }
  }

  /** Nothing is read any more, so that the sender's own TCP waits. */
  hold(): void {
    if (!this.#flows) return;
    this.#flows = false;
    for (const [from, to] of this.#ways) from.unpipe(to);
  }

  release(): void {
    if (this.#flows) return;
    this.#flows = true;
    for (const [from, to] of this.#ways) from.pipe(to);
  }
}
