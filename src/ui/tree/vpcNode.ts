import { askedElsewhere, sharedInWords } from '../../model/dns';
import { t } from '../../model/l10n';
import type { EndpointGateway, RegionLandscape, SecurityGroup, Subnet, VirtualServer, Vpc } from '../../model/landscape';
import { visible, visibleInMarkdown } from '../../model/text';
import { resolversIn, type PlacedResolver } from '../../model/dnsServices';
import type { SeenVpnConnection, VpnGateway } from '../../model/vpnGateway';
import type { VpnServer } from '../../model/vpnServer';
import { gatewayNode, securityGroupNode, serverNode, subnetNode } from './itemNodes';
import { healthOf, stateWords } from './health';
import { everyRow, pinTag, shownRows, type Lists } from './lists';
import type { TreeNode } from './node';
import { counted, describe, spokenLabel } from './node';
import { resolverNode } from './resolverNode';
import { serverNames, withServerNames } from './serverNames';
import { vpnGatewayNode, vpnConnectionNode } from './vpnGatewayNode';
import { vpnServerNode } from './vpnServerNode';

/** What one VPC has. */
export interface VpcParts {
  readonly endpointGateways: readonly EndpointGateway[];
  readonly virtualServers: readonly VirtualServer[];
  readonly vpnServers: readonly VpnServer[];
  readonly vpnGateways: readonly VpnGateway[];
  readonly vpnConnections: readonly SeenVpnConnection[];
  readonly resolvers: readonly PlacedResolver[];
  readonly subnets: readonly Subnet[];
  readonly securityGroups: readonly SecurityGroup[];
  /** Floating IPs of the region, by the network interface that each is bound to. */
  readonly publicAddresses: ReadonlyMap<string, string>;
  /** Of the servers of the region, by the same. */
  readonly serverNames: ReadonlyMap<string, string>;
}

/** The parts of every VPC, each list walked once: a region may have thousands of resources in hundreds of VPCs. */
export function partsByVpc(landscape: RegionLandscape, resolvers: readonly PlacedResolver[] = []): (vpcId: string) => VpcParts {
  const gateways = byVpc(landscape.endpointGateways);
  const servers = byVpc(landscape.virtualServers);
  const vpnServers = byVpc(landscape.vpnServers);
  const vpnGateways = byVpc(landscape.vpnGateways);
  const vpnConnections = byVpc(landscape.vpnConnections);
  const subnets = byVpc(landscape.subnets);
  const groups = byVpc(landscape.securityGroups);
  const names = serverNames(landscape.virtualServers);
  const publicAddresses = new Map(landscape.floatingIps.flatMap(({ targetId, address }) => (targetId === undefined ? [] : [[targetId, address] as const])));
  return (id) => ({
    endpointGateways: gateways.get(id) ?? [],
    virtualServers: servers.get(id) ?? [],
    vpnServers: vpnServers.get(id) ?? [],
    vpnGateways: vpnGateways.get(id) ?? [],
    vpnConnections: vpnConnections.get(id) ?? [],
    resolvers: resolversIn(resolvers, subnets.get(id) ?? []),
    subnets: subnets.get(id) ?? [],
    securityGroups: groups.get(id) ?? [],
    publicAddresses, serverNames: names,
  });
}

/** A VPC with its kinds of things; a kind of which it has none is not shown. `targets` has the words for what gateways lead to, by CRN. */
export function vpcNode(vpc: Vpc, parts: VpcParts, targets: ReadonlyMap<string, string>, lists: Lists = everyRow): TreeNode {
  const name = visible(vpc.name, 120);
  const { region } = vpc;
  const { subnets } = parts;
  const zones = new Set(subnets.map(({ zone }) => zone)).size;
  const status = vpc.status === 'available' ? undefined : visible(stateWords(vpc.status), 40);
  const pin = lists.isPinned(vpc.crn) ? t('pinned') : undefined;
  const state = describe(status, ranges(subnets.map(({ cidr }) => cidr)), zones === 0 ? t('no subnet') : counted(zones, t('zone'), t('zones')), pin);
  return {
    view: {
      id: vpc.crn,
      label: name,
      description: state,
      tooltip: [
        t('**{0}** (VPC)', visibleInMarkdown(vpc.name)),
        ...[state, t('Status {0}', vpc.status), sharedInWords(vpc), askedElsewhere(vpc), ...(vpc.healthReasons ?? []).map(({ message }) => message)]
          .flatMap((line) => line === undefined ? [] : visibleInMarkdown(line)),
      ].join('\n\n'),
      icon: 'type-hierarchy',
      health: healthOf(vpc.status),
      open: isEmpty(parts) ? 'leaf' : 'collapsed',
      tags: ['vpc', 'hasCrn', 'hasDetails', 'hasPage', pinTag(vpc.crn, lists)],
      spoken: spokenLabel(name, t('VPC'), state),
    },
    subject: { kind: 'resource', name: vpc.name, crn: vpc.crn, href: vpc.href, region },
    children: () => Promise.resolve(kinds(vpc, parts, targets, lists)),
  };
}

function kinds(vpc: Vpc, parts: VpcParts, targets: ReadonlyMap<string, string>, lists: Lists): TreeNode[] {
  const { region } = vpc;
  return [
    kindNode(vpc, t('Endpoint gateways'), 'plug', parts.endpointGateways, lists, (gateway) => gatewayNode(gateway, vpc, targets)),
    kindNode(vpc, t('Virtual servers'), 'vm', parts.virtualServers, lists, (server) =>
      serverNode(server, region, lists.leadsThrough(server.crn), parts.publicAddresses.get(server.primaryInterface?.id ?? ''))),
    kindNode(vpc, t('VPN servers'), 'lock', parts.vpnServers, lists, (server) =>
      vpnServerNode(server, region, lists.leadsThrough(server.crn), lists.vpnEnd(region, server.id))),
    kindNode(vpc, t('VPN gateways'), 'lock', parts.vpnGateways, lists, (gateway) => vpnGatewayNode(gateway, region)),
    kindNode(vpc, t('VPN connections'), 'lock', parts.vpnConnections, lists, (connection) =>
      vpnConnectionNode(connection, parts.vpnGateways.find(({ id }) => id === connection.gateway.id), region)),
    kindNode(vpc, t('Custom resolvers'), 'book', parts.resolvers, lists, (resolver) => resolverNode(resolver, region)),
    kindNode(vpc, t('Subnets'), 'type-hierarchy-sub', parts.subnets, lists, (subnet) => subnetNode(subnet, region)),
    kindNode(vpc, t('Security groups'), 'shield', parts.securityGroups, lists, (group) =>
      securityGroupNode(withServerNames(group, parts.serverNames), region)),
  ].filter((node) => node !== undefined);
}

function kindNode<Item>(
  vpc: Vpc, kind: string, icon: string, items: readonly Item[], lists: Lists, rowOf: (item: Item) => TreeNode,
): TreeNode | undefined {
  if (items.length === 0) {
    return undefined;
  }
  const id = `${vpc.crn}/${kind}`;
  return {
    view: {
      id,
      label: `${kind} (${items.length})`,
      tooltip: visibleInMarkdown(t('{0} of the VPC "{1}"', kind, vpc.name)),
      icon,
      open: 'collapsed',
      tags: ['folder', 'place'],
      spoken: spokenLabel(kind, t('folder'), counted(items.length, t('item'), t('items'))),
    },
    subject: { kind: 'folder' },
    children: () => Promise.resolve(shownRows(id, items, lists, rowOf)),
  };
}

function ranges(all: readonly string[]): string {
  return all.length <= 1 ? all.join('') : counted(all.length, t('subnet'), t('subnets'));
}

function byVpc<Item extends { readonly vpc: { readonly id: string } }>(items: readonly Item[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(item.vpc.id);
    if (group === undefined) {
      groups.set(item.vpc.id, [item]);
    } else {
      group.push(item);
    }
  }
  return groups;
}

function isEmpty(parts: VpcParts): boolean {
  const { endpointGateways, virtualServers, vpnServers, vpnGateways, subnets, securityGroups } = parts;
  return [endpointGateways, virtualServers, vpnServers, vpnGateways, subnets, securityGroups].every((items) => items.length === 0);
}
