import { ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { zoneReference, type Scope } from './scope';

export function listRegions(_call: Call, scope: Scope): Reply {
  return ok({ regions: [...scope.world.state.regions.keys()].map((name) => renderRegion(scope, name)) });
}

export function getRegion(call: Call, scope: Scope): Reply {
  return ok(renderRegion(scope, regionName(call, scope, 'name')));
}

export function listZones(call: Call, scope: Scope): Reply {
  const region = regionName(call, scope, 'region_name');
  return ok({ zones: scope.region.zones.map((zone) => renderZone(scope, region, zone)) });
}

export function getZone(call: Call, scope: Scope): Reply {
  const zone = call.parameters['name'] ?? '';
  if (!scope.region.zones.includes(zone)) throw unknown('zone', zone);
  return ok(renderZone(scope, regionName(call, scope, 'region_name'), zone));
}

/** A region knows every region's name, but the zones of its own alone. */
function regionName(call: Call, { world }: Scope, parameter: string): string {
  const name = call.parameters[parameter] ?? '';
  if (!world.state.regions.has(name)) throw unknown('region', name);
  return name;
}

function renderRegion(scope: Scope, name: string): { name: string; href: string; endpoint: string; status: string } {
  // The real endpoint has no path; what stands here for the host is all of the base URL but its version.
  const endpoint = scope.base.replace(`/${scope.region.name}/v1`, `/${name}`);
  return { name, href: `${scope.base}/regions/${name}`, endpoint, status: 'available' };
}

function renderZone(scope: Scope, region: string, zone: string): unknown {
  const { name, href } = renderRegion(scope, region);
  return {
    ...zoneReference(scope, zone), region: { name, href }, status: 'available',
    data_center: `${region}-${zone.endsWith('1') ? 'a' : zone.endsWith('2') ? 'b' : 'c'}`, universal_name: `${region}-${zone.slice(-1)}`,
  };
}

function unknown(word: string, value: string): Refusal {
  return new Refusal(404, 'not_found', `There is no ${word} "${value}".`, { type: 'parameter', name: word, value });
}
