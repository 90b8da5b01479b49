import { t } from '../../../../model/l10n';
import type { NetworkAcl, Subnet, Vpc } from '../../../../model/landscape';
import { addressText, parseRange } from '../../../../model/range';
import { ephemeralPorts, type Flow } from '../../../../reach/flow';
import { passRules } from '../../../../reach/reach';
import type { StepContext } from '../../../context';
import { blocked, type Standing } from '../../../standing';
import { portsOf } from '../../../steps/instance';
import { atOnce, free, type Step } from '../../../steps/step';
import { vpcFact } from '../../../steps/vpc';
import { dnsPort } from '../../../cloudServices';
import type { SiteVpnChoices } from '../choices';
import type { InZone, SiteVpnSubnets } from '../subnets';

/** A way that an ACL must let pass, and its answers. */
interface Wanted {
  readonly flow: Flow;
  readonly subnet: Subnet;
}

/**
 * A check that network ACLs let the tunnel and what goes through it pass, answers too: they have no memory. Rules of theirs are a network team's,
 * and their order counts: what is missing is named, and nothing is changed. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-acls-security-groups-vpn
 */
export function networkAclsStep(choices: SiteVpnChoices, subnets: SiteVpnSubnets): Step {
  return {
    id: 'network-acls',
    title: t('Network ACLs'),
    why: t('They have no memory: what the office sends, and every answer, needs a rule in those of the VPN gateway’s and the endpoint gateway’s subnets.'),
    isCheck: true,
    find: async (context): Promise<Standing> => {
      const network = context.facts.get(vpcFact);
      const against = network === undefined ? undefined : await closedIn(context, network, choices, subnets);
      return against ?? { kind: 'not-needed', why: t('they let the office in, and the answers out') };
    },
    create: () => Promise.reject(new TypeError('Network ACLs are never made here.')),
    ready: atOnce,
    price: free,
  };
}

async function closedIn(context: StepContext, network: Vpc, choices: SiteVpnChoices, subnets: SiteVpnSubnets): Promise<Standing | undefined> {
  const acls = await context.vpc.listNetworkAcls({ vpcId: network.id }, context.signal);
  for (const { flow, subnet } of await wantedIn(context, network, choices, subnets)) {
    const verdict = passRules(flow, { subnets: [subnet], securityGroups: [], networkAcls: acls, members: [] });
    if (!verdict.open) {
      return blocked(verdict.why, t(
        'In the network ACL "{0}" allow {1} from {2} to {3}, and the answers from there, before whatever denies them; then plan again.',
        nameOf(subnet, acls), portOf(flow), flow.from.address, flow.to.address,
      ));
    }
  }
  return undefined;
}

async function wantedIn(
  context: StepContext, network: Vpc, { office, mode, places }: SiteVpnChoices, { vpn, endpoint, resolver }: SiteVpnSubnets,
): Promise<readonly Wanted[]> {
  const { peer, isBehindNat, ranges } = office;
  const prefixes = await context.vpc.listAddressPrefixes(network.id, context.signal);
  const at = ({ zone, subnet }: InZone) => context.facts.get(subnet) ?? planned(network, zone, prefixes.find((prefix) => prefix.zone === zone)?.cidr);
  const inside = (all: readonly InZone[]) => all.flatMap((each) => at(each) ?? []);
  const served = mode === 'route' ? resolver : resolver.filter(({ zone }) => places.some((place) => place.zone === zone));
  const clients = ranges.flatMap((range) => endsOf(range));
  const tcp = (port: number) => ({ protocol: 'tcp' as const, port });
  const asked = [{ protocol: 'udp' as const, port: dnsPort }, tcp(dnsPort)];
  return [
    ...peer?.kind === 'address' ? inside(vpn).flatMap((subnet) => tunnelFlows(peer.address, isBehindNat, subnet)) : [],
    ...inside(endpoint).flatMap((subnet) => flowsTo(subnet, clients, (portsOf(context) ?? []).map(tcp))),
    ...inside(served).flatMap((subnet) => flowsTo(subnet, clients, asked)),
  ];
}

/** Both may begin. Behind a translator the office's own ports may be any. */
function tunnelFlows(peer: string, isBehindNat: boolean, subnet: Subnet): readonly Wanted[] {
  const [office, gateway] = [peer, memberOf(subnet)].map((address) => ({ kind: 'address' as const, address }));
  return office === undefined || gateway === undefined ? [] : [500, 4500].flatMap((port): readonly Wanted[] => {
    const own = { min: port, max: port };
    return [
      { subnet, flow: { from: office, to: gateway, protocol: 'udp', port, clientPorts: isBehindNat ? ephemeralPorts : own } },
      { subnet, flow: { from: gateway, to: office, protocol: 'udp', port, clientPorts: own } },
    ];
  });
}

function flowsTo(subnet: Subnet, clients: readonly string[], ports: readonly Pick<Flow, 'protocol' | 'port'>[]): readonly Wanted[] {
  const to = { kind: 'address' as const, address: memberOf(subnet) };
  return clients.flatMap((address) => ports.map((port): Wanted => ({ subnet, flow: { from: { kind: 'address', address }, to, ...port } })));
}

/** One that is still to be made gets the VPC's default ACL, and addresses of its zone. */
function planned({ defaultNetworkAcl, id, name }: Vpc, zone: string, cidr: string | undefined): Subnet | undefined {
  return cidr === undefined ? undefined : {
    id: '', crn: '', href: '', name: zone, createdAt: '', vpc: { id, name }, zone, status: 'pending', cidr, availableAddresses: 0,
    networkAcl: defaultNetworkAcl,
  };
}

/** An address that somebody in it may have: the first four and the last are the cloud's. */
function memberOf({ cidr }: Subnet): string {
  return addressText((parseRange(cidr)?.first ?? 0) + 4);
}

/** Its first address and its last: a rule for a part of it leaves one of them out. */
function endsOf(range: string): readonly string[] {
  const parsed = parseRange(range);
  return parsed === undefined ? [] : [...new Set([parsed.first, parsed.last])].map(addressText);
}

function nameOf({ networkAcl }: Subnet, acls: readonly NetworkAcl[]): string {
  return acls.find(({ id }) => id === networkAcl.id)?.name ?? networkAcl.name;
}

function portOf({ protocol, port }: Flow): string {
  return `${protocol.toUpperCase()} ${port ?? ''}`;
}
