import { internetGateway, laptopAddress, publicResolver, site } from './addresses';
import { publicNameAddress, publicNames } from './names';
import type { DaemonPlan, HostPlan, WirePlan } from './plan';
import { spoke } from './spoke';

/** Hosts that are always there. The provider is the namespace of the lab itself: IBM's own network, with the services in it. */
export const fixed = {
  internet: 'internet', provider: 'provider', laptop: 'laptop', siteGateway: 'site-gateway', siteServer: 'site-server', siteNames: 'site-names',
} as const;

export const plainHost: Pick<HostPlan, 'forwards' | 'addresses' | 'blackholes' | 'tables' | 'nameservers'> = {
  forwards: false, addresses: [], blackholes: [], tables: {}, nameservers: [],
};

/** The internet, the user's laptop on it, and an on-premises site with a gateway, a server, and a machine for a name server. */
export const fixedHosts: readonly HostPlan[] = [
  {
    ...plainHost, id: fixed.internet, name: 'internet', forwards: true, addresses: [internetGateway, publicResolver, publicNameAddress].map((each) => `${each}/32`),
    // What leads nowhere is dropped in silence, as most of the internet does.
    blackholes: ['default'], nameservers: [publicResolver],
  },
  { ...plainHost, id: fixed.laptop, name: 'laptop', nameservers: [publicResolver] },
  {
    ...plainHost, id: fixed.siteGateway, name: 'site-gateway', forwards: true, nameservers: [publicResolver],
    tables: { translation: 'chain depart { type nat hook postrouting priority srcnat; policy accept;\noifname "wan0" masquerade\n}' },
  },
  { ...plainHost, id: fixed.siteServer, name: 'site-server', nameservers: [site.gateway] },
  { ...plainHost, id: fixed.siteNames, name: 'site-names', nameservers: [publicResolver] },
];

export const fixedWires: readonly WirePlan[] = [
  spoke({ host: fixed.internet, device: 'laptop', gateway: internetGateway }, { host: fixed.laptop, device: 'eth0', address: laptopAddress }),
  spoke({ host: fixed.internet, device: 'site', gateway: internetGateway }, { host: fixed.siteGateway, device: 'wan0', address: site.publicAddress }),
  lan('site-lan', { device: 'lan0', address: site.gateway }, { host: fixed.siteServer, address: site.server }),
  lan('site-lan-2', { device: 'lan1', address: site.secondGateway }, { host: fixed.siteNames, address: site.names }),
];

function lan(id: string, gateway: { readonly device: string; readonly address: string }, other: { readonly host: string; readonly address: string }): WirePlan {
  return {
    id,
    ends: [
      { host: fixed.siteGateway, device: gateway.device, addresses: [`${gateway.address}/24`], routes: [] },
      { host: other.host, device: 'eth0', addresses: [`${other.address}/24`], routes: [`default via ${gateway.address}`] },
    ],
  };
}

/** @param records of what the cloud has on public DNS. */
export function fixedDaemons(records: readonly string[]): readonly DaemonPlan[] {
  return [
    publicNames('names/public', fixed.internet, [publicResolver], records),
    publicNames('names/site', fixed.siteGateway, [site.gateway], records),
  ];
}
