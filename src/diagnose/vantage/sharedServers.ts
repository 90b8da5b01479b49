import type { Duplex } from 'node:stream';
import { SingleFlight } from '../../base/singleFlight';
import type { ServerAccess } from '../../model/serverAccess';
import type { OpenNetwork } from '../../model/vantage';
import type { ServerSession } from './serverSession';

/** How long a sign-in that somebody had to answer for is kept when nobody uses it any more. */
const keptMs = 5 * 60_000;

interface Shared {
  readonly session: ServerSession;
  users: number;
  timer?: NodeJS.Timeout;
}

/**
 * Signs in once for all who want the same at the same time; what a person had to answer for is kept for a while, so that a check, a run and
 * a test message ask once. Every other sign-in is made anew.
 */
export class SharedServers {
  readonly #opening = new Map<string, { readonly flight: SingleFlight<Shared>; waiting: number }>();
  readonly #kept = new Map<string, Shared>();

  constructor(private readonly sign: (access: ServerAccess, signal: AbortSignal) => Promise<ServerSession>) {}

  /** Rejects as signing in does. */
  async open(access: ServerAccess, signal: AbortSignal): Promise<OpenNetwork> {
    const key = keyOf(access);
    const kept = this.#kept.get(key);
    return this.#lease(key, kept?.session.isOpen === true ? kept : await this.#join(key, access, signal));
  }

  /** How many servers are known: those that are being signed in to, and those that are kept. */
  get size(): number {
    return new Set([...this.#opening.keys(), ...this.#kept.keys()]).size;
  }

  /** Ends all that is kept. */
  close(): void {
    for (const [key, { timer, session }] of this.#kept) {
      clearTimeout(timer);
      session.close();
      this.#kept.delete(key);
    }
  }

  /** The flight is forgotten when the last who waits for it has its answer, or has left. */
  async #join(key: string, access: ServerAccess, signal: AbortSignal): Promise<Shared> {
    const opening = this.#opening.get(key) ?? { waiting: 0, flight: new SingleFlight((own) => this.#open(key, access, own)) };
    this.#opening.set(key, opening);
    opening.waiting += 1;
    try {
      return await opening.flight.join(signal);
    } finally {
      opening.waiting -= 1;
      if (opening.waiting === 0) {
        this.#opening.delete(key);
      }
    }
  }

  async #open(key: string, access: ServerAccess, signal: AbortSignal): Promise<Shared> {
    const shared: Shared = { session: await this.sign(access, signal), users: 0 };
    if (signal.aborted) {
      shared.session.close();
    }
    signal.throwIfAborted();
    if (shared.session.wasAsked) {
      this.#kept.set(key, shared);
    }
    return shared;
  }

  #lease(key: string, shared: Shared): OpenNetwork {
    const { session } = shared;
    const streams = new Set<Duplex>();
    shared.users += 1;
    clearTimeout(shared.timer);
    let isOver = false;
    return {
      openedInMs: session.openedInMs,
      exec: (command, signal, options) => session.exec(command, signal, options),
      resolve: (name, signal) => session.resolve(name, signal),
      connect: async (host, port, signal) => {
        const stream = await session.connect(host, port, signal);
        streams.add(stream.once('close', () => streams.delete(stream)));
        return stream;
      },
      close: () => {
        if (!isOver) {
          isOver = true;
          streams.forEach((stream) => stream.destroy());
          this.#left(key, shared);
        }
      },
    };
  }

  #left(key: string, shared: Shared): void {
    shared.users -= 1;
    if (shared.users > 0) {
      return;
    }
    const end = (): void => {
      shared.session.close();
      if (this.#kept.get(key) === shared) {
        this.#kept.delete(key);
      }
    };
    if (this.#kept.get(key) === shared && shared.session.isOpen) {
      shared.timer = setTimeout(end, keptMs).unref();
    } else {
      end();
    }
  }
}

/** How long somebody would wait for an answer makes no other sign-in of it. */
function keyOf({ host, port, username, through, privateKeyPath, agentKey }: ServerAccess): string {
  return JSON.stringify([host, port, username, through, privateKeyPath, agentKey?.fingerprint]);
}
