import type { Duplex } from 'node:stream';
import { withDeadline } from '../model/deadline';
import { Failure, isCancelled } from '../model/failure';
import type { HostPort } from '../model/instance';
import type { Network } from '../model/network';
import type { Secret } from '../model/secret';
import { secure } from '../kafka/secure';
import { signIn } from '../kafka/session';
import { KafkaWire } from '../kafka/wire';
import { dnsFailure, dnsLate, tcpFailure, tcpLate } from './networkFailures';

/** More addresses than an endpoint gateway has zones are not tried: the list comes from a name server. */
const mostAddresses = 8;

export interface ProbeSettings {
  readonly network: Network;
  readonly authorities: readonly string[];
  readonly milliseconds: number;
}

/** The way to one broker, a step at a time. Each step keeps what it opened for the next one; `close` ends it all. */
export class BrokerProbe {
  addresses: readonly string[] = [];
  #stream: Duplex | undefined;
  #wire: KafkaWire | undefined;

  constructor(readonly broker: HostPort, private readonly settings: ProbeSettings) {}

  /** Rejects with `dns.*`. Returns the addresses. */
  async resolve(signal: AbortSignal): Promise<string[]> {
    const { network, milliseconds } = this.settings;
    const { host } = this.broker;
    const addresses = await withDeadline(milliseconds, signal, (limited) => network.resolve(host, limited), () => dnsLate(host, milliseconds))
      .catch((error: unknown) => { throw asFailure(error, () => dnsFailure(host, error)); });
    if (addresses.length === 0) {
      throw dnsFailure(host, Object.assign(new Error('The answer holds no IPv4 address.'), { code: 'ENODATA' }));
    }
    this.addresses = [...new Set(addresses)].slice(0, mostAddresses);
    return [...this.addresses];
  }

  /**
   * Connects to every address at once and keeps the first that answered. Rejects with `tcp.*` where none does; those
   * that did not are in the returned lines.
   */
  async connect(signal: AbortSignal): Promise<string[]> {
    const tries = await Promise.allSettled(this.addresses.map((address) => this.#dial(address, signal)));
    const open = tries.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    if (signal.aborted) {
      // Nobody takes over what had answered before the wish to stop.
      open.forEach(({ stream }) => stream.destroy());
    }
    signal.throwIfAborted();
    const failures = tries.flatMap((each): unknown[] => (each.status === 'rejected' ? [each.reason] : []));
    const [kept, ...others] = open;
    for (const other of others) {
      other.stream.destroy();
    }
    if (kept === undefined) {
      throw failures[0] instanceof Error ? failures[0] : new Error(String(failures[0]));
    }
    this.#stream = kept.stream;
    return [
      ...open.map(({ address }) => `${address}:${this.broker.port} answers`),
      ...failures.map((failure) => (failure instanceof Failure ? `${failure.what}: ${failure.why}` : String(failure))),
    ];
  }

  /** TLS with the broker's real name. Rejects with `tls.*`. */
  async secure(signal: AbortSignal): Promise<string[]> {
    const { authorities, milliseconds } = this.settings;
    const secured = await secure(this.#opened(), this.broker, authorities, milliseconds, signal);
    this.#stream = secured.stream;
    this.#wire = new KafkaWire(secured.stream, this.broker, milliseconds);
    return [...secured.evidence];
  }

  /** SASL PLAIN. Rejects with `sasl.*` or `kafka.*`. */
  async signIn(apiKey: Secret, signal: AbortSignal): Promise<string[]> {
    await signIn(this.wire, apiKey, signal);
    return ['signed in as "token" with SASL PLAIN'];
  }

  get wire(): KafkaWire {
    if (this.#wire === undefined) {
      throw new Error('The broker was asked before TLS was up.');
    }
    return this.#wire;
  }

  close(): void {
    this.#stream?.destroy();
  }

  async #dial(address: string, signal: AbortSignal): Promise<{ address: string; stream: Duplex }> {
    const { network, milliseconds } = this.settings;
    const { port } = this.broker;
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

  #opened(): Duplex {
    if (this.#stream === undefined) {
      throw new Error('TLS was asked for before the connection was open.');
    }
    return this.#stream;
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

function asFailure(error: unknown, make: () => Failure): unknown {
  return error instanceof Failure || isCancelled(error) ? error : make();
}
