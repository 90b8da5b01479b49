import type { TableName } from '../../../../src/sandbox/state/records';
import { Region } from '../../../../src/sandbox/state/region';
import type { State } from '../../../../src/sandbox/state/state';

const tables: readonly TableName[] = ['subnets', 'reservedIps', 'acls', 'securityGroups', 'interfaces', 'servers', 'floatingIps', 'gateways'];

/** Remembers what a sandbox holds now; what is given back makes it so again, exactly. */
export function remember(state: State): () => void {
  const { regions, serviceKeys } = structuredClone(state.toFile());
  return () => {
    const kept = structuredClone({ regions, serviceKeys });
    for (const file of kept.regions) {
      const [region, before] = [state.regions.get(file.name), new Region(file)];
      if (region !== undefined) for (const name of tables) refill(region[name], before[name]);
    }
    refill(state.serviceKeys, new Map(kept.serviceKeys.map((key) => [key.id, key])));
  };
}

function refill(table: Map<string, unknown>, rows: ReadonlyMap<string, unknown>): void {
  table.clear();
  for (const [id, row] of rows) table.set(id, row);
}
