import type { RunView } from '../../model/plan';
import type { Session } from '../session/session';
import type { EndingSoon } from '../session/vpnEnds';

/** What ends soon of the VPN servers that runs which are done lead through, as far as that is known. */
export function endsOf(runs: readonly RunView[], { setup, vpnEnds }: Pick<Session, 'setup' | 'vpnEnds'>): readonly EndingSoon[] {
  return runs.filter(({ state, dialsVpn }) => state === 'done' && dialsVpn === true).flatMap(({ connectionId }) => {
    const vpn = setup.way(connectionId).vpn;
    return vpn?.server === undefined ? [] : vpnEnds.of(vpn.region, vpn.server.id) ?? [];
  });
}
