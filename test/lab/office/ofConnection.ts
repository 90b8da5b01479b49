import assert from 'node:assert/strict';
import type { Connection } from '../../../src/model/connection';
import type { CustomResolver } from '../../../src/model/dnsServices';
import type { OfficeDescription } from '../../../src/onPremises/office';
import { describeOffice } from '../../../src/setup/office/description';
import { keyOf } from '../../../src/setup/office/key';
import { newConnection, newConnectionId } from '../../../src/setup/newConnection';
import type { SiteVpnChoices } from '../../../src/setup/routes/siteVpn/choices';
import { placeIn, siteChoices } from '../../unit/setup/routes/siteVpn/choices';
import { site } from '../network/addresses';
import type { Product } from '../product';
import { officeRanges } from './byHand';

/** A connection of the lab's site by a site-to-site VPN, from nothing. */
export async function siteConnection(
  product: Product, name: string, { zones, ...wish }: Partial<Omit<SiteVpnChoices, 'places'>>, signal: AbortSignal,
): Promise<Connection<SiteVpnChoices>> {
  const instance = await product.instance(name, signal);
  const [group] = await product.cloud.resources.listResourceGroups(product.sandbox.accountId, signal);
  const id = newConnectionId(name);
  const used = zones ?? ['ca-mon-1'];
  return newConnection(id, product.sandbox.accountId, instance, { route: 'site-vpn', role: 'Manager', choices: siteChoices({
    vpc: { kind: 'new', name: `${id}-vpc` }, zones: used, places: used.map((zone) => placeIn(zone)),
    office: {
      peer: { kind: 'address', address: site.publicAddress }, isBehindNat: false, identity: { type: 'ipv4_address', value: site.publicAddress },
      ranges: officeRanges,
    },
    resolver: { kind: 'new', name: `${id}-resolver`, instance: { kind: 'new', name: `${id}-dns` }, zones: [used[0] ?? '', used[1] ?? used[0] ?? ''] },
    resourceGroupId: group?.id ?? '', ...wish,
  }) });
}

/** What the cloud has of it now, as the office's files are made from it: one description for each VPN gateway. */
export async function descriptionsOf(
  product: Product, { id, choices, instance }: Connection<SiteVpnChoices>, signal: AbortSignal,
): Promise<OfficeDescription[]> {
  const { cloud, secrets } = product;
  const vpc = cloud.vpc(instance.region);
  const gateways = await vpc.listVpnGateways({}, signal);
  const resolver = await resolverOf(product, choices, signal);
  const key = await keyOf(secrets, id);
  const { privateNames } = await product.instance(instance.name, signal);
  return Promise.all(choices.places.map(async (place) => {
    const gateway = gateways.find(({ name }) => name === place.gateway.name) ?? assert.fail('the VPN gateway is made');
    const all = await vpc.listVpnConnections(gateway.id, signal);
    const connection = all.find(({ name }) => name === place.connection.name) ?? assert.fail('the connection is made');
    const { mode, office, ike, esp } = choices;
    return describeOffice({ name: connection.name, mode, office, gateway, connection, ike, esp, resolver, domains: privateNames, key });
  }));
}

async function resolverOf({ cloud }: Product, { resolver }: SiteVpnChoices, signal: AbortSignal): Promise<CustomResolver | undefined> {
  // What was undone is listed for a while, until it can no longer be restored.
  for (const instance of (await cloud.dnsServices.list(signal)).filter(({ state }) => state === 'active')) {
    const found = (await cloud.dnsServices.open(instance).listResolvers(signal)).find((each) => resolver.kind !== 'none' && each.name === resolver.name);
    if (found !== undefined) return found;
  }
  return undefined;
}
