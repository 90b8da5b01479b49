import type { Duplex } from 'node:stream';
import { wordsOf } from '../base/words';
import { withDeadline } from '../model/deadline';
import { Failure, isCancelled } from '../model/failure';
import type { HostPort } from '../model/instance';
import { t } from '../model/l10n';
import type { Network } from '../model/network';
import { secure, type SecureSettings } from '../tls/secure';
import { dnsFailure, dnsLate, tcpFailure, tcpLate } from './networkFailures';

/** More addresses than an endpoint gateway has zones are not tried: the list comes from a name server. */
const mostAddresses = 8;

/** An address of a member that a step failed at, and the code of why: `tcp.*` where it took no connection, `tls.*` where TLS did not come up. */
export interface ClosedAddress {
  readonly address: string;
  readonly code: string;
}

interface OpenAddress {
  readonly address: string;
  readonly stream: Duplex;
}

/** Where one looks from, and how. `milliseconds` is the limit of each step. */
export interface ProbeSettings extends SecureSettings {
  readonly network: Network;
}

/** The way to one member, a step at a time. Each step keeps what it opened for the next one; `close` ends it all. */
export class MemberProbe {
  #addresses: readonly string[] = [];
  #closed: readonly ClosedAddress[] = [];
  #open: readonly OpenAddress[] = [];
  #secured: Duplex | undefined;

  constructor(readonly member: HostPort, private readonly settings: ProbeSettings) {}

  /** What `resolve` found. */
  get addresses(): readonly string[] {
    return this.#addresses;
  }

  /** The addresses that `connect` or `secure` tried in vain. */
  get closed(): readonly ClosedAddress[] {
    return this.#closed;
  }

  /** The addresses that `connect` opened. */
  get reached(): readonly string[] {
    return this.#open.map(({ address }) => address);
  }

  /** What `secure` opened: the member's own protocol runs on it. */
  get stream(): Duplex {
    return opened(this.#secured, t('TLS was up'));
  }

  /** Rejects with `dns.*`. Returns the addresses. */
  async resolve(signal: AbortSignal): Promise<string[]> {
    const { network, milliseconds } = this.settings;
    const { host } = this.member;
    const addresses = await withDeadline(milliseconds, signal, (limited) => network.resolve(host, limited), () => dnsLate(host, milliseconds))
      .catch((error: unknown) => { throw asFailure(error, () => dnsFailure(host, error)); });
    if (addresses.length === 0) {
      throw dnsFailure(host, Object.assign(new Error(t('The answer holds no IPv4 address.')), { code: 'ENODATA' }));
    }
    this.#addresses = [...new Set(addresses)].slice(0, mostAddresses);
    return [...this.#addresses];
  }

  /**
   * Connects to every address at once, and rejects with `tcp.*` where none answers; those that did not are in the returned lines.
   */
  async connect(signal: AbortSignal): Promise<string[]> {
    const { answers, failures } = await this.#each(this.#addresses.map((address) => ({ address })), ({ address }) => this.#dial(address, signal));
    if (signal.aborted) {
      // Nobody takes over what had answered before the wish to stop.
      answers.forEach(({ stream }) => stream.destroy());
    }
    signal.throwIfAborted();
    this.#open = answers;
    if (answers.length === 0) {
      throw firstOf(failures, t('its name was resolved'));
    }
    return [
      ...answers.map(({ address }) => t('{0}:{1} answers', address, this.member.port)),
      ...failures.map(wordsOf),
    ];
  }

  /**
   * TLS with the member's real name at every address that answered: a path can let a connection open and lose its larger packets. Keeps
   * the first that is up, and rejects with `tls.*` where none is; the others' failures are in the returned lines.
   */
  async secure(signal: AbortSignal): Promise<string[]> {
    const { answers: [kept, ...others], failures } = await this.#each(
      this.#open, ({ stream }) => secure(stream, this.member, this.settings, signal),
    );
    others.forEach(({ stream }) => stream.destroy());
    if (signal.aborted) {
      kept?.stream.destroy();
    }
    signal.throwIfAborted();
    if (kept === undefined) {
      throw firstOf(failures, t('the connection was open'));
    }
    this.#secured = kept.stream;
    return [...kept.evidence, ...failures.map(wordsOf)];
  }

  close(): void {
    this.#secured?.destroy();
    this.#open.forEach(({ stream }) => stream.destroy());
  }

  /** One step at every address at once; those where it fails are closed from then on. */
  async #each<From extends { readonly address: string }, To>(
    all: readonly From[], step: (each: From) => Promise<To>,
  ): Promise<{ readonly answers: readonly To[]; readonly failures: readonly unknown[] }> {
    const tries = await Promise.allSettled(all.map((each) => step(each)));
    const failures = tries.flatMap((each, at) => (each.status === 'rejected' ? [{ address: all[at]?.address ?? '', reason: each.reason as unknown }] : []));
    this.#closed = [
      ...this.#closed, ...failures.map(({ address, reason }) => ({ address, code: reason instanceof Failure ? reason.code : 'tcp.failed' })),
    ];
    return {
      answers: tries.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])),
      failures: failures.map(({ reason }) => reason),
    };
  }

  async #dial(address: string, signal: AbortSignal): Promise<OpenAddress> {
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

function asFailure(error: unknown, make: () => Failure): unknown {
  return error instanceof Failure || isCancelled(error) ? error : make();
}

function opened(stream: Duplex | undefined, what: string): Duplex {
  if (stream === undefined) {
    throw outOfOrder(what);
  }
  return stream;
}

/** Why none of the addresses did; where there was none, the step before was left out. */
function firstOf([first]: readonly unknown[], before: string): Error {
  return first instanceof Error ? first : outOfOrder(before);
}

/** The steps hang on each other: whoever takes them in another order has a defect. */
function outOfOrder(before: string): TypeError {
  return new TypeError(`The member was asked before ${before}.`);
}
