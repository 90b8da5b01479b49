import * as v from 'valibot';
import { siteVpnChoices, type SiteVpnChoices } from '../../../setup/routes/siteVpn/choices';
import type { SiteVpnOffer } from '../../../setup/routes/siteVpn/offer';
import type { Answers, NamesAnswer } from './answers';

/** The answers that made these choices, to be looked at and changed; what is not there any more is asked anew. */
export function answersFrom(saved: unknown, offer: SiteVpnOffer): Answers {
  const read = v.safeParse(siteVpnChoices, saved);
  if (!read.success) {
    return {};
  }
  const { vpc, mode, office: { ranges, ...peer }, ike, esp, keyIsBrought, enablingConfirmed } = read.output;
  const isThere = vpc.kind === 'new' || offer.vpcs.some(({ id }) => id === vpc.id);
  const place = isThere ? placeOf(read.output, offer) : {};
  const names = isThere ? namesOf(read.output, offer) : undefined;
  return {
    ...isThere ? { vpc } : {}, ...place, mode, ranges, ...names === undefined ? {} : { names, enables: enablingConfirmed === true },
    ...place.connection?.kind === 'existing' ? {} : { peer, algorithms: { ike, esp }, key: { kind: keyIsBrought ? 'kept' : 'made' } },
  };
}

function placeOf({ places, mode, office, ike, esp }: SiteVpnChoices, { vpnGateways, zones }: SiteVpnOffer): Pick<Answers, 'gateway' | 'connection'> {
  const [first] = places;
  if (first?.gateway.kind === 'existing' && first.subnet.kind === 'existing') {
    const { connection, zone } = first;
    const [gateway, subnet] = [thing(first.gateway), thing(first.subnet)];
    return vpnGateways.every((each) => each.id !== gateway.id) ? {} : {
      gateway: { kind: 'existing', gateway, zone, subnet, mode },
      connection: connection.kind === 'new' ? { kind: 'new' } : { kind: 'existing', connection: thing(connection), office, algorithms: { ike, esp } },
    };
  }
  const own = places.map(({ zone }) => zone);
  return own.every((zone) => zones.some(({ name }) => name === zone)) ? { gateway: { kind: 'new', zones: own } } : {};
}

function thing({ id, name }: { readonly id: string; readonly name: string }): { readonly id: string; readonly name: string } {
  return { id, name };
}

function namesOf({ resolver, forwarding = [] }: SiteVpnChoices, { resolvers, dnsInstances }: SiteVpnOffer): NamesAnswer | undefined {
  if (resolver.kind === 'existing') {
    const there = resolvers.find((each) => each.resolver.id === resolver.id);
    return there === undefined ? undefined : { resolver, isEnabled: there.resolver.enabled, forwarding };
  }
  const instance = resolver.kind === 'new' && resolver.instance.kind === 'existing' ? resolver.instance.crn : undefined;
  return instance !== undefined && dnsInstances.every(({ crn }) => crn !== instance) ? undefined : { resolver, isEnabled: false, forwarding };
}
