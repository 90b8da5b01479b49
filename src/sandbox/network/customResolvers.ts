import type { Place } from '../../reach/flow';
import type { ResolverTruth } from '../dataPlane';

type LookUp = (name: string) => readonly string[];

/** One address of a custom resolver. */
export interface ResolverAddress {
  readonly address: string;
  /** As rules see it. */
  readonly place: Place;
  readonly answer: (name: string, lookUp: LookUp) => readonly string[];
}

/**
 * The custom resolvers of VPCs. Each address remembers for itself that a name is not there, and nobody can make it forget:
 * https://cloud.ibm.com/docs/dns-svcs?topic=dns-svcs-troubleshoot-nxdomain
 */
export class CustomResolvers {
  #resolvers: readonly ResolverTruth[] = [];
  /** Until when, by resolver, address and name. */
  readonly #missing = new Map<string, number>();
  readonly #missingMs: number;
  readonly #now: () => number;

  /** @param missingMs how long it is remembered that a name is not there. */
  constructor(missingMs: number, now: () => number) {
    this.#missingMs = missingMs;
    this.#now = now;
  }

  become(resolvers: readonly ResolverTruth[]): void {
    this.#resolvers = resolvers;
    const now = this.#now();
    for (const [key, until] of this.#missing) {
      const isThere = resolvers.some(({ id, places }) => places.some(({ address }) => key.startsWith(`${id} ${address} `)));
      if (!isThere || until <= now) {
        this.#missing.delete(key);
      }
    }
  }

  all(): readonly ResolverAddress[] {
    return this.#addressesOf(this.#resolvers);
  }

  at(vpcId: string, address: string): ResolverAddress | undefined {
    return this.#addressesOf(this.#resolvers.filter((each) => each.vpcId === vpcId)).find((each) => each.address === address);
  }

  /** What the VPC's servers are told to ask; nothing where no custom resolver is enabled. */
  enabledIn(vpcId: string): readonly ResolverAddress[] {
    return this.#addressesOf(this.#resolvers.filter((each) => each.vpcId === vpcId && each.enabled));
  }

  #addressesOf(resolvers: readonly ResolverTruth[]): ResolverAddress[] {
    return resolvers.flatMap((resolver) => resolver.places.map(({ address, subnetId }) => ({
      address,
      place: placeOf(resolver, address, subnetId),
      answer: (name: string, lookUp: LookUp) => this.#answer(`${resolver.id} ${address}`, name.toLowerCase().replace(/\.$/, ''), lookUp),
    })));
  }

  #answer(who: string, name: string, lookUp: LookUp): readonly string[] {
    const key = `${who} ${name}`;
    if ((this.#missing.get(key) ?? 0) > this.#now()) {
      return [];
    }
    const found = lookUp(name);
    if (found.length === 0) {
      this.#missing.set(key, this.#now() + this.#missingMs);
    }
    return found;
  }
}

function placeOf({ id, name, vpcId, securityGroupIds }: ResolverTruth, address: string, subnetId: string): Place {
  return securityGroupIds === undefined
    ? { kind: 'address', address }
    : { kind: 'member', id, name, vpcId, address, subnetId, securityGroupIds, startsConnections: true };
}
