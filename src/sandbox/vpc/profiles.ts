import { ok, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { existing, type Scope } from './scope';

export interface ProfileFacts {
  readonly name: string;
  readonly family: string;
  readonly vcpu: number;
  /** GiB. */
  readonly memory: number;
  readonly architecture: 'amd64' | 's390x';
}

const profile = (name: string, family: string, vcpu: number, memory: number, architecture: ProfileFacts['architecture'] = 'amd64'): ProfileFacts =>
  ({ name, family, vcpu, memory, architecture });

/** A few of each family; order is the API's, not the price's. */
export const profiles: readonly ProfileFacts[] = [
  profile('bx2-2x8', 'balanced', 2, 8), profile('bx2-4x16', 'balanced', 4, 16), profile('bx2d-2x8', 'balanced', 2, 8),
  profile('bz2-1x4', 'balanced', 1, 4, 's390x'), profile('cx2-2x4', 'compute', 2, 4), profile('cx2-4x8', 'compute', 4, 8),
  profile('cx3d-2x5', 'compute', 2, 5), profile('mx2-2x16', 'memory', 2, 16), profile('mx2-128x1024', 'memory', 128, 1024),
  profile('nxf-1x2', 'flex', 1, 2),
];

/** A profile that no zone 3 has room for: what `cannot_start_capacity` looks like. */
export const scarceProfile = 'mx2-128x1024';

/** Since version 2026-04-07 the list is paged; all of it fits one page. */
export function listProfiles(_call: Call, scope: Scope): Reply {
  const rows = profiles.map((row) => render(scope, row));
  const paging = scope.version < '2026-04-07' ? {} : { first: { href: `${scope.base}/instance/profiles?limit=50` }, limit: 50, total_count: rows.length };
  return ok({ profiles: rows, ...paging });
}

export function getProfile(call: Call, scope: Scope): Reply {
  return ok(render(scope, existing(new Map(profiles.map((row) => [row.name, row])), call.parameters['name'], 'profile')));
}

export function profileReference(scope: Scope, name: string) {
  return { name, href: `${scope.base}/instance/profiles/${name}`, resource_type: 'instance_profile' };
}

function render(scope: Scope, facts: ProfileFacts): unknown {
  const fixed = (value: unknown): unknown => ({ type: 'fixed', value });
  const choice = (value: unknown, ...values: unknown[]): unknown => ({ type: 'enum', default: value, values: [value, ...values] });
  return {
    ...profileReference(scope, facts.name), family: facts.family, status: 'current',
    vcpu_count: fixed(facts.vcpu), memory: fixed(facts.memory), bandwidth: fixed(facts.vcpu * 2000), port_speed: fixed(16000),
    vcpu_architecture: { type: 'fixed', default: facts.architecture, value: facts.architecture },
    vcpu_manufacturer: { type: 'fixed', value: facts.architecture === 'amd64' ? 'intel' : 'ibm' },
    vcpu_percentage: choice(100), vcpu_burst_limit: fixed(100), os_architecture: choice(facts.architecture),
    availability_class: choice('standard', 'spot'), confidential_compute_modes: choice('disabled'), secure_boot_modes: choice(false, true),
    cluster_network_attachment_count: { type: 'range', default: 0, max: 0, min: 0, step: 1 }, supported_cluster_network_profiles: [],
    disks: [], network_attachment_count: { type: 'range', max: 5, min: 1 }, network_interface_count: { type: 'range', max: 5, min: 1 },
    network_bandwidth_mode: choice('divided'), numa_count: fixed(1), reservation_terms: { type: 'enum', values: ['one_year', 'three_year'] },
    total_volume_bandwidth: { type: 'range', default: facts.vcpu * 500, max: facts.vcpu * 1500, min: 500, step: 1 },
    volume_bandwidth_qos_modes: choice('weighted', 'pooled'),
  };
}
