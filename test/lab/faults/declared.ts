import type { NetworkPlan } from '../network/plan';
import type { Fault } from './fault';
import { withFault, withFaults } from './withFaults';

/** The faults of a lab that are not healed yet. */
export class DeclaredFaults {
  readonly #standing = new Map<number, Fault>();
  #last = 0;

  /** The number that it is healed by; throws `CannotMake` where the network has nothing that this could go wrong with. */
  declare(fault: Fault, plan: NetworkPlan): number {
    const number = this.#last + 1;
    withFault(plan, number, fault);
    this.#last = number;
    this.#standing.set(number, fault);
    return number;
  }

  heal(number: number): void {
    this.#standing.delete(number);
  }

  in(plan: NetworkPlan): NetworkPlan {
    return withFaults(plan, this.#standing);
  }
}
