import type { VpnDesk, VpnSession } from '../clientVpn';
import { mayConnect } from '../iam/vpnAuthorization';
import type { SiteTunnel } from '../siteVpn';
import { newId } from '../state/ids';
import type { Region } from '../state/region';
import { timestamp, type World } from '../world';
import { disconnect } from './vpnServerClients';

/**
 * What real VPN servers and gateways have of this account: passcodes that count once, for whoever has the role, a list that their clients come
 * into, and the states of tunnels.
 */
export function vpnDesk(world: World): VpnDesk {
  const { state } = world;
  return {
    signIn: (user, passcode) => {
      // Deleted first: a passcode that was tried with another user's name is used up as well.
      const isGood = state.passcodes.delete(passcode) && user.toLowerCase() === state.account.email.toLowerCase() && mayConnect(state, state.account);
      world.changed();
      return isGood;
    },
    sessions: (all) => {
      const changed = [...state.regions.values()].filter((region) => follow(world, region, all));
      if (changed.length > 0) world.changed();
    },
    tunnels: (all) => {
      const changed = [...state.regions.values()].filter((region) => followTunnels(region, all));
      if (changed.length > 0) world.changed();
    },
  };
}

/** Whether anything of the region's list has changed. */
function follow(world: World, region: Region, all: readonly VpnSession[]): boolean {
  const clients = [...region.vpnClients.values()];
  const gone = clients.filter(({ session, disconnectedAt }) =>
    session !== undefined && disconnectedAt === undefined && !all.some(({ id }) => id === session));
  const fresh = all.filter(({ id, serverId }) => region.vpnServers.has(serverId) && !clients.some(({ session }) => session === id));
  for (const client of gone) disconnect({ region, world }, client);
  for (const { id: session, serverId: server, ...rest } of fresh) {
    const id = newId(region.name);
    region.vpnClients.set(id, { id, createdAt: timestamp(world), server, session, ...rest });
  }
  return gone.length + fresh.length > 0;
}

/** Whether a tunnel of the region is not as it was told before. */
function followTunnels(region: Region, all: readonly SiteTunnel[]): boolean {
  const changed = [...region.vpnConnections.values()].map((connection) => {
    const told = all.filter(({ connectionId }) => connectionId === connection.id)
      .map(({ publicAddress, status, reasons }) => ({ publicAddress, status, reasons: [...reasons] }));
    const isNew = JSON.stringify(told) !== JSON.stringify(connection.tunnels);
    connection.tunnels = told;
    return isNew;
  });
  return changed.includes(true);
}
