import type { LandscapeScope } from '../../landscape/store';
import type { Instance } from '../../model/instance';
import type { RegionLandscape } from '../../model/landscape';

/** A part of the landscape in which something will soon be in another state by itself, and in which state each such thing is. */
export interface Changing {
  readonly scope: LandscapeScope;
  readonly states: readonly string[];
}

// As the clouds' services call what does not last.
const passing: ReadonlySet<string> = new Set([
  'pending', 'updating', 'waiting', 'deleting', 'starting', 'stopping', 'restarting', 'resuming', 'pausing',
  'provisioning', 'pre_provisioning', 'in progress', 'pending_removal',
]);

export function changingInstances(instances: readonly Instance[]): Changing | undefined {
  return changing({ kind: 'instances' }, instances.map(({ crn, state }) => [crn, state]));
}

export function changingInRegion(landscape: RegionLandscape): Changing | undefined {
  const { region, vpcs, subnets, endpointGateways, virtualServers, vpnServers, vpnGateways } = landscape;
  return changing({ kind: 'region', region }, [
    ...[...vpcs, ...subnets, ...virtualServers].map(({ crn, status }) => [crn, status] as const),
    ...[...endpointGateways, ...vpnServers, ...vpnGateways].map(({ crn, lifecycleState }) => [crn, lifecycleState] as const),
  ]);
}

function changing(scope: LandscapeScope, states: readonly (readonly [crn: string, state: string])[]): Changing | undefined {
  const moving = states.filter(([, state]) => passing.has(state)).map(([crn, state]) => `${crn} ${state}`);
  return moving.length === 0 ? undefined : { scope, states: moving };
}
