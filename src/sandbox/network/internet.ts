import type { ServiceTruth } from '../dataPlane';
import { nameMatches } from './nameMatches';

/** What the sandbox has of the internet: the names of public instances, one address an instance, since the TLS hello tells its members apart. */
export class Internet {
  /** Kept over changes, so that an address once given out stays its instance's. */
  readonly #addresses = new Map<string, string>();
  #services: readonly ServiceTruth[] = [];

  become(services: readonly ServiceTruth[]): void {
    this.#services = services.filter((service) => publicNames(service).length > 0);
    for (const { crn } of this.#services) {
      if (!this.#addresses.has(crn)) {
        const number = this.#addresses.size + 1;
        this.#addresses.set(crn, `198.18.${number >> 8}.${number & 255}`);
      }
    }
  }

  /** What every resolver knows. */
  lookUp(name: string): readonly string[] {
    const wanted = name.toLowerCase().replace(/\.$/, '');
    return this.#services.filter((service) => publicNames(service).includes(wanted)).map(({ crn }) => this.#addresses.get(crn) ?? '');
  }

  /** Who has the address. */
  at(address: string): ServiceTruth | undefined {
    return this.#services.find(({ crn }) => this.#addresses.get(crn) === address);
  }
}

/** A name that an endpoint gateway serves is private. */
function publicNames({ members, privateNames }: ServiceTruth): string[] {
  return members.map(({ host }) => host.toLowerCase()).filter((host) => !privateNames.some((pattern) => nameMatches(pattern.toLowerCase(), host)));
}
