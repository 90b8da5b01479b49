import type { Cloud } from '../../../src/cloud/cloud';
import type { RegionSource } from '../../../src/landscape/loadRegion';

/** A cloud that answers with empty lists, call by call as a test wants it. */
export interface FakeCloud {
  readonly cloud: Pick<Cloud, 'vpc' | 'regions' | 'resources'>;
  /** `<region> <list>` in the order of calls. */
  readonly calls: string[];
  /** Calls that were under way when their signal fired. */
  readonly cancelled: string[];
  hold(call: string): void;
  release(call: string): void;
  fail(call: string, error: Error | undefined): void;
}

export function fakeCloud(): FakeCloud {
  const calls: string[] = [];
  const cancelled: string[] = [];
  const held = new Map<string, (() => void)[]>();
  const failures = new Map<string, Error>();

  async function answer(call: string, signal: AbortSignal): Promise<never[]> {
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
    return [];
  }

  const vpcOf = (region: string): RegionSource => ({
    region,
    listVpcs: (signal) => answer(`${region} listVpcs`, signal),
    listSubnets: (_, signal) => answer(`${region} listSubnets`, signal),
    listSecurityGroups: (_, signal) => answer(`${region} listSecurityGroups`, signal),
    listNetworkAcls: (_, signal) => answer(`${region} listNetworkAcls`, signal),
    listEndpointGateways: (_, signal) => answer(`${region} listEndpointGateways`, signal),
    listVirtualServers: (_, signal) => answer(`${region} listVirtualServers`, signal),
    listFloatingIps: (signal) => answer(`${region} listFloatingIps`, signal),
    listPublicGateways: (_, signal) => answer(`${region} listPublicGateways`, signal),
  });

  return {
    calls, cancelled,
    cloud: {
      vpc: vpcOf as Cloud['vpc'],
      regions: (signal) => answer('regions', signal),
      resources: { listInstances: (signal: AbortSignal) => answer('instances', signal) } as unknown as Cloud['resources'],
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
  };
}
