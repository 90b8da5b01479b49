import type { NetworkPlan } from '../network/plan';

/** Something that goes wrong in the network, on top of what the API says. */
export type Fault =
  /** Every packet longer than this is lost on the wire to a host, and nobody is told. */
  | { readonly kind: 'mtu-black-hole'; readonly host: string; readonly bytes: number };

/** The same plan, with what goes wrong. Pure: healing is leaving a fault out. */
export function withFaults(plan: NetworkPlan, faults: readonly Fault[]): NetworkPlan {
  return faults.reduce(withFault, plan);
}

function withFault(plan: NetworkPlan, fault: Fault): NetworkPlan {
  switch (fault.kind) {
    case 'mtu-black-hole':
      return plan;
  }
}
