import { overlaps, parseRange } from '../../../../model/range';
import { poolOf, type Look } from './look';

/** Networks of this machine that have addresses of the VPN's clients, besides the tunnel's own: "192.168.1.0/24 (eth0)". */
export async function networksInPool(look: Look, signal: AbortSignal): Promise<readonly string[]> {
  const { tools: { machine }, tunnel } = look;
  const pool = parseRange(poolOf(look));
  const { networks } = await machine.ownNetworks(signal);
  return networks.filter(({ range, name }) => {
    const own = parseRange(range);
    // Windows tells an interface by its address where it has no name for it.
    return own !== undefined && pool !== undefined && overlaps(own, pool) && name !== tunnel?.link && name !== tunnel?.address;
  }).map(({ range, name }) => `${range} (${name})`);
}
