import type { Cloud } from '../../cloud/cloud';
import type { Connection } from '../../model/connection';
import type { CustomResolver } from '../../model/dnsServices';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { OfficeDescription } from '../../onPremises/office';
import type { SecretVault } from '../dependencies';
import type { Progress } from '../engine/progress';
import type { History } from '../journal/history';
import { endpointGatewayMaker } from '../makers/endpointGateway';
import { subnetIdOf } from '../makers/inDnsServices';
import { vpnGatewayKind } from '../makers/vpnGateway';
import { dnsInstanceOf, idOf, idOfOne, isChosen } from './chosen';
import { describeOffice } from './description';
import { keyOf } from './key';
import type { OfficeSite } from './site';

/** A connection whose office is described: as it is saved, what its route tells of the office, and what was made for it. */
export interface ConnectionOfOffice {
  readonly connection: Pick<Connection, 'id' | 'instance'>;
  readonly site: OfficeSite;
  readonly history: History;
}

export interface OfficeTools {
  readonly cloud: Cloud;
  readonly secrets: SecretVault;
}

type Known = Pick<Progress, 'connection' | 'route' | 'journal'>;

/** Of a connection by any route. Fails with `office.none` where no office is at the other end of it. */
export async function officesOf(
  { connection, route: { site }, journal: { history } }: Known, tools: OfficeTools, signal: AbortSignal,
): Promise<readonly OfficeDescription[]> {
  if (site === undefined) {
    throw noOffice(connection);
  }
  return await readOffices({ connection, site, history }, tools, signal);
}

/**
 * The office's side of each VPN gateway of a connection, from what the cloud has by now. Makes nothing. Fails with `office.not-made` before gateway and
 * connection are there, with `on-premises.…` for what no file can be made of, and with what reading says.
 */
export async function readOffices(of: ConnectionOfOffice, { cloud, secrets }: OfficeTools, signal: AbortSignal): Promise<readonly OfficeDescription[]> {
  const { connection: { id, instance }, site, history } = of;
  const vpc = cloud.vpc(instance.region);
  const [{ privateNames }, key, resolver] = await Promise.all([
    cloud.resources.getInstance(instance.crn, signal), keyOf(secrets, id), readResolver(of, cloud, signal),
  ]);
  const cloudRanges = site.mode === 'route' ? await rangesOf(of, resolver, cloud, signal) : [];
  return await Promise.all(site.places.map(async (place) => {
    const gatewayId = idOf(history, vpnGatewayKind, place.gateway);
    const connections = gatewayId === undefined ? [] : await vpc.listVpnConnections(gatewayId, signal);
    const vpnConnection = connections.find((each) => isChosen(place.connection, each));
    if (gatewayId === undefined || vpnConnection === undefined) {
      throw notMade(place.connection.name);
    }
    const gateway = await vpc.getVpnGateway(gatewayId, signal);
    const { mode, office, ike, esp } = site;
    return describeOffice({
      name: vpnConnection.name, mode, office, ike, esp, gateway, connection: vpnConnection, resolver, cloudRanges, domains: privateNames, key,
    });
  }));
}

/** Undefined where there is none by choice, and where it is not there. */
async function readResolver({ site, history }: ConnectionOfOffice, { dnsServices }: Cloud, signal: AbortSignal): Promise<CustomResolver | undefined> {
  const instance = site.resolver === undefined ? undefined : dnsInstanceOf(history, site.resolver);
  if (site.resolver === undefined || instance === undefined) {
    return undefined;
  }
  const { resolver } = site.resolver;
  return (await dnsServices.open(instance).listResolvers(signal)).find((each) => isChosen(resolver, each));
}

/** CIDRs of the subnets that endpoint gateway and resolver answer in. */
async function rangesOf(
  { connection: { instance }, history }: ConnectionOfOffice, resolver: CustomResolver | undefined, cloud: Cloud, signal: AbortSignal,
): Promise<readonly string[]> {
  const vpc = cloud.vpc(instance.region);
  const id = idOfOne(history, endpointGatewayMaker.kind);
  const addresses = id === undefined ? [] : (await vpc.getEndpointGateway(id, signal)).addresses;
  const subnets = new Set([...addresses.flatMap(({ subnetId }) => subnetId ?? []), ...(resolver?.locations ?? []).map(subnetIdOf)]);
  return [...new Set((await Promise.all([...subnets].map((each) => vpc.getSubnet(each, signal)))).map(({ cidr }) => cidr))];
}

function notMade(name: string): Failure {
  return new Failure({
    code: 'office.not-made', what: t('Could not describe the office\'s side of the VPN'), why: t('The VPN connection "{0}" is not there.', visible(name, 80)),
    next: t('Run the plan, or plan again, then try again.'),
  });
}

/** Of a connection by another route. */
function noOffice({ instance }: Pick<Connection, 'instance'>): Failure {
  return new Failure({
    code: 'office.none', what: t('There is no office to set up'),
    why: t('The connection to "{0}" does not lead to an office.', visible(instance.name, 80)), next: t('Choose a connection through a site-to-site VPN.'),
  });
}
