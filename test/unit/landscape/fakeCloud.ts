import type { Cloud } from '../../../src/cloud/cloud';
import type { RegionSource } from '../../../src/landscape/loadRegion';
import type { OnUnreadable, Unreadable } from '../../../src/model/unreadable';

/** A cloud that answers with empty lists, call by call as a test wants it. */
export interface FakeCloud {
  readonly cloud: Pick<Cloud, 'vpc' | 'regions' | 'resources' | 'dnsServices'>;
  /** `<region> <list>` in the order of calls. */
  readonly calls: string[];
  /** Calls that were under way when their signal fired. */
  readonly cancelled: string[];
  hold(call: string): void;
  release(call: string): void;
  fail(call: string, error: Error | undefined): void;
  /** What the call answers; nothing where nobody says so. */
  list(call: string, items: readonly unknown[]): void;
  /** The call's list has such an item. */
  spoil(call: string, item: Unreadable): void;
}

export function fakeCloud(): FakeCloud {
  const calls: string[] = [];
  const cancelled: string[] = [];
  const held = new Map<string, (() => void)[]>();
  const failures = new Map<string, Error>();
  const lists = new Map<string, readonly unknown[]>();
  const spoilt = new Map<string, Unreadable[]>();

  async function answer<T = never>(call: string, signal: AbortSignal, unreadable?: OnUnreadable): Promise<T[]> {
    calls.push(call);
    signal.throwIfAborted();
    const waiting = held.get(call);
    if (waiting !== undefined) {
      await new Promise<void>((resolve, reject) => {
        waiting.push(resolve);
        signal.addEventListener('abort', () => {
          cancelled.push(call);
          reject(signal.reason as Error);
        });
      });
    }
    const failure = failures.get(call);
    if (failure !== undefined) {
      throw failure;
    }
    for (const item of spoilt.get(call) ?? []) {
      if (unreadable === undefined) {
        throw item.failure;
      }
      unreadable(item);
    }
    return (lists.get(call) ?? []) as T[];
  }

  const vpcOf = (region: string): RegionSource => ({
    region,
    listVpcs: (signal, unreadable) => answer(`${region} listVpcs`, signal, unreadable),
    listSubnets: (_, signal, unreadable) => answer(`${region} listSubnets`, signal, unreadable),
    listSecurityGroups: (_, signal, unreadable) => answer(`${region} listSecurityGroups`, signal, unreadable),
    listNetworkAcls: (_, signal, unreadable) => answer(`${region} listNetworkAcls`, signal, unreadable),
    listEndpointGateways: (_, signal, unreadable) => answer(`${region} listEndpointGateways`, signal, unreadable),
    listVirtualServers: (_, signal, unreadable) => answer(`${region} listVirtualServers`, signal, unreadable),
    listFloatingIps: (signal, unreadable) => answer(`${region} listFloatingIps`, signal, unreadable),
    listPublicGateways: (_, signal, unreadable) => answer(`${region} listPublicGateways`, signal, unreadable),
    listVpnServers: (_, signal, unreadable) => answer(`${region} listVpnServers`, signal, unreadable),
    listVpnGateways: (_, signal, unreadable) => answer(`${region} listVpnGateways`, signal, unreadable),
    listVpnConnections: (id, signal, unreadable) => answer(`${region} listVpnConnections ${id}`, signal, unreadable),
  });

  return {
    calls, cancelled,
    cloud: {
      vpc: vpcOf as Cloud['vpc'],
      regions: (signal) => answer('regions', signal),
      dnsServices: {
        list: (signal: AbortSignal, unreadable?: OnUnreadable) => answer('dns', signal, unreadable),
        open: ({ guid }: { readonly guid: string }) => ({
          listResolvers: (signal: AbortSignal, unreadable?: OnUnreadable) => answer(`resolvers ${guid}`, signal, unreadable),
        }),
      } as unknown as Cloud['dnsServices'],
      resources: { listInstances: (signal: AbortSignal, unreadable?: OnUnreadable) => answer('instances', signal, unreadable) } as unknown as Cloud['resources'],
    },
    hold(call) {
      held.set(call, []);
    },
    release(call) {
      const waiting = held.get(call) ?? [];
      held.delete(call);
      waiting.forEach((resolve) => resolve());
    },
    fail(call, error) {
      failures.delete(call);
      if (error !== undefined) {
        failures.set(call, error);
      }
    },
    list(call, items) {
      lists.set(call, items);
    },
    spoil(call, item) {
      spoilt.set(call, [...spoilt.get(call) ?? [], item]);
    },
  };
}
