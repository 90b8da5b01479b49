import { withOption } from './editProfile';

/**
 * The profile with smaller packets, for a way on which large ones get lost: `mssfix` makes TCP through the tunnel send less at
 * once and is tried first, `tun-mtu` makes the tunnel itself narrower, for UDP too. The client alone says either. `fragment` is
 * none of them: the server would have to say it too. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-troubleshoot-vpn-client-to-site
 */
export function withSmallPackets(profile: string, how: 'mssfix' | 'tun-mtu'): string {
  return lines[how].reduce(withOption, profile);
}

/** Servers from OpenVPN 2.6 on send their own tun-mtu, which goes before the profile's unless it is left out. */
const lines = {
  'mssfix': [['mssfix', '1360']],
  'tun-mtu': [['tun-mtu', '1320'], ['pull-filter', 'ignore', 'tun-mtu']],
} as const;
