import type { VpnServer } from '../../model/vpnServer';
import type { LookContext } from '../context';
import { orAbsent } from './found';

/** The VPN servers of every region: one reads its certificates from whatever region they are in. */
export async function vpnServersEverywhere({ dependencies: { cloud }, signal }: LookContext): Promise<readonly VpnServer[]> {
  const regions = await cloud.regions(signal);
  // Not every region has client VPN.
  const lists = await Promise.all(regions.map(({ name }) => orAbsent(cloud.vpc(name).listVpnServers({}, signal))));
  return lists.flatMap((list) => list ?? []);
}
