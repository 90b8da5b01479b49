import type { RouteEntry } from './route';
import { loaded } from './take';

/** The ways in. A new one is a folder beside this file and a line here. */
export const routes: readonly RouteEntry[] = [
  { id: 'vsi', load: async () => loaded((await import('./vsi/route')).vsi) },
  { id: 'client-vpn', load: async () => loaded((await import('./clientVpn/route')).clientVpn) },
  { id: 'site-vpn', load: async () => loaded((await import('./siteVpn/route')).siteVpn) },
  { id: 'part', load: async () => loaded((await import('./part/route')).partRoute) },
  { id: 'left-behind', load: async () => loaded((await import('./leftBehind/route')).leftBehindRoute) },
];
