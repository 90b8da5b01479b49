import type { Duplex } from 'node:stream';
import { wordsOf } from '../base/words';
import { withDeadline } from '../model/deadline';
import { Failure, isCancelled } from '../model/failure';
import type { HostPort } from '../model/instance';
import type { Network } from '../model/network';
import { secure, type SecureSettings } from '../tls/secure';
import { dnsFailure, dnsLate, tcpFailure, tcpLate } from './networkFailures';

/** More addresses than an endpoint gateway has zones are not tried: the list comes from a name server. */
const mostAddresses = 8;

/** An address of a member that took no connection, and the code of why. */
export interface ClosedAddress {
  readonly address: string;
  readonly code: string;
}

/** Where one looks from, and how. `milliseconds` is the limit of each step. */
export interface ProbeSettings extends SecureSettings {
  readonly network: Network;
}

/** The way to one member, a step at a time. Each step keeps what it opened for the next one; `close` ends it all. */
export class MemberProbe {
  #addresses: readonly string[] = [];
  #closed: readonly ClosedAddress[] = [];
  #connection: Duplex | undefined;
  #secured: Duplex | undefined;

  constructor(readonly member: HostPort, private readonly settings: ProbeSettings) {}

  /** What `resolve` found. */
  get addresses(): readonly string[] {
    return this.#addresses;
  }

  /** The addresses that `connect` tried in vain. */
  get closed(): readonly ClosedAddress[] {
    return this.#closed;
  }

  /** What `secure` opened: the member's own protocol runs on it. */
  get stream(): Duplex {
    return opened(this.#secured, 'TLS was up');
  }

  /** Rejects with `dns.*`. Returns the addresses. */
  async resolve(signal: AbortSignal): Promise<string[]> {
    const { network, milliseconds } = this.settings;
    const { host } = this.member;
    const addresses = await withDeadline(milliseconds, signal, (limited) => network.resolve(host, limited), () => dnsLate(host, milliseconds))
      .catch((error: unknown) => { throw asFailure(error, () => dnsFailure(host, error)); });
    if (addresses.length === 0) {
      throw dnsFailure(host, Object.assign(new Error('The answer holds no IPv4 address.'), { code: 'ENODATA' }));
    }
    this.#addresses = [...new Set(addresses)].slice(0, mostAddresses);
    return [...this.#addresses];
  }

  /**
   * Connects to every address at once and keeps the first that answered. Rejects with `tcp.*` where none does; those
   * that did not are in the returned lines.
   */
  async connect(signal: AbortSignal): Promise<string[]> {
    const tries = await Promise.allSettled(this.#addresses.map((address) => this.#dial(address, signal)));
    const open = tries.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    if (signal.aborted) {
      // Nobody takes over what had answered before the wish to stop.
      open.forEach(({ stream }) => stream.destroy());
    }
    signal.throwIfAborted();
    const failures = tries.flatMap((each): unknown[] => (each.status === 'rejected' ? [each.reason] : []));
    this.#closed = tries.flatMap((each, at) => (each.status === 'rejected' ? [closedAddress(this.#addresses[at] ?? '', each.reason)] : []));
    const [kept, ...others] = open;
    for (const other of others) {
      other.stream.destroy();
    }
    if (kept === undefined) {
      const [first] = failures;
      throw first instanceof Error ? first : outOfOrder('its name was resolved');
    }
    this.#connection = kept.stream;
    return [
      ...open.map(({ address }) => `${address}:${this.member.port} answers`),
      ...failures.map(wordsOf),
    ];
  }

  /** TLS with the member's real name. Rejects with `tls.*`. */
  async secure(signal: AbortSignal): Promise<string[]> {
    const { stream, evidence } = await secure(opened(this.#connection, 'the connection was open'), this.member, this.settings, signal);
    this.#secured = stream;
    return [...evidence];
  }

  close(): void {
    this.#secured?.destroy();
    this.#connection?.destroy();
  }

  async #dial(address: string, signal: AbortSignal): Promise<{ address: string; stream: Duplex }> {
    const { network, milliseconds } = this.settings;
    const { port } = this.member;
    try {
      const stream = await withDeadline(
        milliseconds, signal, (limited) => connectWithin(network, address, port, limited), () => tcpLate(address, port, milliseconds),
      );
      // A connection may fail at any time from now on; whoever uses it next listens too.
      stream.on('error', () => stream.destroy());
      return { address, stream };
    } catch (error) {
      throw asFailure(error, () => tcpFailure(address, port, error));
    }
  }
}

/** A connection that opens after nobody waits for it any more is closed. */
async function connectWithin(network: Network, address: string, port: number, signal: AbortSignal): Promise<Duplex> {
  const stream = await network.connect(address, port, signal);
  if (signal.aborted) {
    stream.destroy();
  }
  return stream;
}

function closedAddress(address: string, error: unknown): ClosedAddress {
  return { address, code: error instanceof Failure ? error.code : 'tcp.failed' };
}

function asFailure(error: unknown, make: () => Failure): unknown {
  return error instanceof Failure || isCancelled(error) ? error : make();
}

function opened(stream: Duplex | undefined, what: string): Duplex {
  if (stream === undefined) {
    throw outOfOrder(what);
  }
  return stream;
}

/** The steps hang on each other: whoever takes them in another order has a defect. */
function outOfOrder(before: string): TypeError {
  return new TypeError(`The member was asked before ${before}.`);
}
