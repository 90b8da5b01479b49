import type { RunView } from '../../model/plan';
import type { Session } from '../session/session';
import type { EndingSoon } from '../session/vpnEnds';

/** What ends soon of the VPN servers that connections lead through, as far as that is known: a renewal that is only planned changes nothing of it. */
export function endsOf(runs: readonly RunView[], { setup, vpnEnds }: Pick<Session, 'setup' | 'vpnEnds'>): readonly EndingSoon[] {
  return runs.filter(({ state, undoable, dialsVpn }) => dialsVpn === true && (state === 'done' || undoable > 0)).flatMap(({ connectionId }) => {
    const vpn = setup.way(connectionId).vpn;
    return vpn?.server === undefined ? [] : vpnEnds.of(vpn.region, vpn.server.id) ?? [];
  });
}
