import type { ApiName } from './api';

type Headers = Readonly<Record<string, string>> | undefined;

/** What goes wrong. `drop` does the work and then closes the connection: the answer is lost. */
export type FaultEffect =
  | { readonly kind: 'status'; readonly status: number; readonly body?: unknown; readonly headers?: Headers }
  | { readonly kind: 'refuse'; readonly status: number; readonly code: string; readonly message: string; readonly headers?: Headers }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  | { readonly kind: 'drop' }
  | { readonly kind: 'html'; readonly status?: number | undefined }
  | { readonly kind: 'expired-token' }
  /** The real answer without these fields: a certificate that comes back without what stands above it. */
  | { readonly kind: 'omit'; readonly fields: readonly string[] };

/** Which calls go wrong. Every part that is left out matches everything. */
export interface Fault {
  readonly service?: ApiName | undefined;
  readonly method?: string | undefined;
  /** A regular expression that the URL's path matches, with API and region: `/ca-mon/v1/endpoint_gateways$`. */
  readonly path?: string | undefined;
  /** The first matching call that goes wrong, counted from 1. */
  readonly nth?: number | undefined;
  /** How many matching calls go wrong from there; every one if left out. */
  readonly times?: number | undefined;
  readonly effect: FaultEffect;
}

interface Armed { readonly id: number; readonly fault: Fault; readonly pattern: RegExp; seen: number }

/** The faults that someone asked for. Empty in ordinary use. */
export class FaultBook {
  readonly #armed: Armed[] = [];
  #lastId = 0;

  /** Arms a fault and gives the number to disarm it by. */
  add(fault: Fault): number {
    this.#lastId += 1;
    this.#armed.push({ id: this.#lastId, fault, pattern: new RegExp(fault.path ?? ''), seen: 0 });
    return this.#lastId;
  }

  remove(id: number): boolean {
    const index = this.#armed.findIndex((armed) => armed.id === id);
    if (index >= 0) this.#armed.splice(index, 1);
    return index >= 0;
  }

  clear(): void {
    this.#armed.length = 0;
  }

  list(): readonly (Fault & { readonly id: number; readonly seen: number })[] {
    return this.#armed.map(({ id, fault, seen }) => ({ ...fault, id, seen }));
  }

  /** Counts the call and gives the effects that befall it, in the order in which they were asked for. */
  effects(api: ApiName, method: string, path: string): readonly FaultEffect[] {
    return this.#armed.filter((armed) => {
      const { fault } = armed;
      const matches = (fault.service ?? api) === api && (fault.method ?? method) === method && armed.pattern.test(path);
      if (!matches) return false;
      armed.seen += 1;
      const first = fault.nth ?? 1;
      return armed.seen >= first && armed.seen < first + (fault.times ?? Infinity);
    }).map((armed) => armed.fault.effect);
  }
}
