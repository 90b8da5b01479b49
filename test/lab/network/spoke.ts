import type { WirePlan } from './plan';

/** The middle of a star: a router that everything else hangs at. */
export interface Hub {
  readonly host: string;
  /** What it calls this wire. */
  readonly device: string;
  /** An address of its own, that the other end sends everything to. */
  readonly gateway: string;
  /** More that lies behind the other end. */
  readonly routes?: readonly string[];
  readonly group?: number;
}

export interface Rim {
  readonly host: string;
  readonly device: string;
  readonly address: string;
  /** Length of its network's prefix, as it sees it. */
  readonly length?: string;
  /** What it reaches through the hub, as `ip route` has it; everything when left out. */
  readonly routes?: readonly string[];
}

/** A wire from a hub to one address. Even neighbours reach each other through the hub alone, so that its rules see every packet. */
export function spoke(hub: Hub, rim: Rim): WirePlan {
  return {
    id: `${hub.host} ${rim.host} ${rim.device}`,
    ends: [
      { host: hub.host, device: hub.device, addresses: [], routes: [`${rim.address}/32`, ...hub.routes ?? []], group: hub.group },
      {
        host: rim.host, device: rim.device, addresses: [`${rim.address}/${rim.length ?? '32'} noprefixroute`],
        routes: [`${hub.gateway}/32`, ...rim.routes ?? [`default via ${hub.gateway}`]],
      },
    ],
  };
}
