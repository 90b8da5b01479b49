import type { EventRow } from '../state/records';
import type { State } from '../state/state';

/** A location of a custom resolver begins to answer, or a deleted resolver gives its subnets back. */
export function happenToResolvers(state: State, { kind, id }: EventRow): void {
  if (kind === 'gone') remove(state, id);
  for (const { locations } of state.customResolvers.values()) {
    for (const location of locations) if (kind === 'ready' && location.id === id) location.isUp = true;
  }
}

function remove({ customResolvers, regions }: State, id: string): void {
  for (const { ip } of customResolvers.get(id)?.locations ?? []) {
    for (const { reservedIps } of regions.values()) reservedIps.delete(ip);
  }
  customResolvers.delete(id);
}
