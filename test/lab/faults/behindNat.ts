import { beforeSite, internetGateway, site } from '../network/addresses';
import { fixed, plainHost } from '../network/fixedHosts';
import { CannotMake, type NetworkPlan, type WirePlan } from '../network/plan';
import { spoke } from '../network/spoke';
import type { FaultOf } from './fault';
import { wireOf } from './wire';

const router = 'site-router';

/** A router stands before the site with its public address, and gives the site's gateway a private one: as at most offices, nobody gets in unasked. */
export function behindNat(plan: NetworkPlan, fault: FaultOf<'behind-nat'>): NetworkPlan {
  if (fault.host !== fixed.siteGateway) throw new CannotMake(`a router before ${fault.host}`, `it stands before ${fixed.siteGateway} alone`);
  const wire = wireOf(plan, { ...fault, device: 'wan0' }, 'a router before the site');
  return {
    ...plan,
    hosts: [...plan.hosts, {
      ...plainHost, id: router, name: router, forwards: true,
      tables: { translation: 'chain depart { type nat hook postrouting priority srcnat; policy accept;\noifname "wan0" masquerade\n}' },
    }],
    wires: [
      ...plan.wires.filter(({ id }) => id !== wire.id),
      spoke({ host: fixed.internet, device: 'site', gateway: internetGateway }, { host: router, device: 'wan0', address: site.publicAddress }),
      within,
    ],
  };
}

const within: WirePlan = {
  id: 'site-router site-gateway',
  ends: [
    { host: router, device: 'lan0', addresses: [`${beforeSite.gateway}/30`], routes: [] },
    { host: fixed.siteGateway, device: 'wan0', addresses: [`${beforeSite.site}/30`], routes: [`default via ${beforeSite.gateway}`] },
  ],
};
