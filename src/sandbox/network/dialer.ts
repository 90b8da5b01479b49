import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { ServicePeer, ServerTruth } from '../dataPlane';
import { answerNames } from './dnsOverTcp';
import type { Fate } from './fate';
import { NetworkError } from './networkError';
import { join } from './pipe';

/** Puts the client's byte stream through; called once, when the client has been told that it is connected. */
export type Attach = (stream: Duplex) => void;

/** Makes a connection's fate come true. */
export class Dialer {
  readonly #peer: ServicePeer;
  readonly #dropAfterMs: number;
  readonly #acceptSsh: (server: ServerTruth, stream: Duplex) => void;

  /** @param dropAfterMs how long a dropped connection stays without an answer before it counts as timed out. */
  constructor(peer: ServicePeer, dropAfterMs: number, acceptSsh: (server: ServerTruth, stream: Duplex) => void) {
    this.#peer = peer;
    this.#dropAfterMs = dropAfterMs;
    this.#acceptSsh = acceptSsh;
  }

  /** Resolves when the other side has answered. Rejects with a NetworkError, or an AbortError when the client gave up. */
  async dial(fate: Fate, what: string, signal: AbortSignal): Promise<Attach> {
    switch (fate.kind) {
      case 'server':
        return (stream) => this.#acceptSsh(fate.server, stream);
      case 'resolver':
        return (stream) => answerNames(stream, fate.lookUp);
      case 'refused':
        throw new NetworkError('ECONNREFUSED', what);
      case 'dropped':
        await delay(this.#dropAfterMs, undefined, { signal });
        throw new NetworkError('ETIMEDOUT', what);
      case 'service':
        return this.#service(fate.crn, fate.port, what, signal);
    }
  }

  async #service(crn: string, port: number, what: string, signal: AbortSignal): Promise<Attach> {
    const service = await this.#peer.connect(crn, port).catch((error: unknown) => {
      throw new NetworkError('ECONNREFUSED', what, error);
    });
    // Until it is attached, a service that hangs up must not become an uncaught error.
    service.on('error', () => service.destroy());
    if (service instanceof Socket) {
      // Small answers are not held back to be sent with later ones.
      service.setNoDelay(true);
    }
    if (signal.aborted) {
      service.destroy();
    }
    signal.throwIfAborted();
    return (stream) => join(stream, service);
  }
}
