import type { SecureContext } from 'node:tls';

/** A certificate that the router shows in the place of the broker's; all else works, for a client that does not look. */
const certificateFaults = ['wrong-name', 'expired', 'not-yet-valid', 'foreign-authority'] as const;

export type CertificateFault = typeof certificateFaults[number];

/** What is wrong on the way to a broker. Except for `paused`, it concerns new connections alone. */
export type BrokerFault =
  /** The connection is reset: at once where this is so for all brokers, else as soon as the TLS hello names the broker. */
  | 'refuse'
  /** The connection is open, and nothing ever comes. */
  | 'silent'
  /** As of a process that is stopped: bytes of open and of new connections wait, and flow again afterwards. */
  | 'paused'
  /** A web server's answer instead of TLS. */
  | 'garbage'
  /** Ended in good order after the TLS hello, as a proxy does whose servers are down. */
  | 'close'
  | CertificateFault;

/** A fault with what it takes to show it. */
export type PreparedFault =
  | { readonly kind: Exclude<BrokerFault, CertificateFault> }
  | { readonly kind: CertificateFault; readonly context: SecureContext };

export function isCertificateFault(fault: BrokerFault): fault is CertificateFault {
  return certificateFaults.some((each) => each === fault);
}

/** Which broker has which fault now; the last word counts, be it on one broker or on all. */
export class Faults {
  readonly #ofOne = new Map<string, PreparedFault | undefined>();
  readonly #listeners = new Set<() => void>();
  #ofAll: PreparedFault | undefined;

  /** Undefined heals. */
  set(broker: string, fault: PreparedFault | undefined): void {
    if (broker === 'all') {
      this.#ofOne.clear();
      this.#ofAll = fault;
    } else {
      this.#ofOne.set(broker, fault);
    }
    for (const listener of [...this.#listeners]) listener();
  }

  of(broker: string): PreparedFault | undefined {
    return this.#ofOne.has(broker) ? this.#ofOne.get(broker) : this.#ofAll;
  }

  /** Whether no broker has another one. */
  isOfAll(kind: BrokerFault): boolean {
    return this.#ofAll?.kind === kind && [...this.#ofOne.values()].every((fault) => fault?.kind === kind);
  }

  /** Tells the listener of every change, until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
