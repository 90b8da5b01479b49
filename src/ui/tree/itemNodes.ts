import { parseCrn } from '../../model/crn';
import { answersWhere, askedElsewhere, unknownToHub } from '../../model/dns';
import { t } from '../../model/l10n';
import type { EndpointGateway, Resource, SecurityGroup, Subnet, VirtualServer, Vpc } from '../../model/landscape';
import { visible, visibleInMarkdown } from '../../model/text';
import type { Health } from './health';
import { healthOf, stateWords } from './health';
import { consolePage } from './consolePage';
import type { Subject, TreeNode } from './node';
import { counted, describe, spokenLabel } from './node';

interface Look extends RowLook {
  readonly region: string;
}

interface RowLook {
  readonly kind: string;
  readonly tags: readonly string[];
  readonly icon: string;
  readonly state: string;
  readonly health?: Health | undefined;
  /** Lines for the tooltip, plain text. */
  readonly more: readonly string[];
}

/** A VPC's VPE gateway: its state, how many addresses it has, and what it leads to; `targets` has the words for CRNs that are known. */
export function gatewayNode(gateway: EndpointGateway, vpc: Vpc, targets: ReadonlyMap<string, string>): TreeNode {
  const allocated = gateway.addresses.filter(({ address }) => address !== '0.0.0.0').length;
  return leaf(gateway, {
    kind: t('endpoint gateway'),
    tags: ['endpointGateway'],
    icon: 'plug',
    region: vpc.region,
    state: describe(
      stateWords(gateway.lifecycleState), gateway.healthState === 'faulted' ? t('faulted') : undefined,
      t('{0} of {1}', allocated, counted(gateway.addresses.length, t('address'), t('addresses'))), targetWords(gateway, targets),
    ),
    health: healthOf(gateway.lifecycleState, gateway.healthState),
    more: [
      t('Addresses: {0}', gateway.addresses.map(({ address }) => address).join(', ') || t('none')),
      t('Security groups: {0}', gateway.securityGroups.map(({ name }) => name).join(', ') || t('none')),
      t('Target: {0}', gateway.targetCrn),
      ...gateway.lifecycleReasons.map(({ message }) => message),
      ...answering(gateway, vpc),
    ],
  });
}

/** Where its names are answered with its addresses, and who must know them for that. */
function answering({ dnsMode, serviceEndpoints }: EndpointGateway, vpc: Vpc): readonly string[] {
  const where = answersWhere(dnsMode, vpc);
  const lines = [`${where.charAt(0).toUpperCase()}${where.slice(1)}`, unknownToHub(dnsMode, vpc), askedElsewhere(vpc, serviceEndpoints)];
  return lines.filter((line) => line !== undefined);
}

/** A virtual server: its state, addresses and zone. One that a connection leads through can be logged in to. */
export function serverNode(server: VirtualServer, region: string, isLedThrough: boolean, publicAddress?: string): TreeNode {
  return leaf(server, {
    kind: t('virtual server'),
    tags: ['virtualServer', ...(isLedThrough ? ['loginable'] : [])],
    icon: 'vm',
    region,
    state: describe(
      stateWords(server.status), server.primaryInterface?.address, publicAddress === undefined ? undefined : t('floating IP {0}', publicAddress), server.zone,
    ),
    health: healthOf(server.status),
    more: [
      server.image === undefined ? t('Profile {0}', server.profile) : t('Profile {0}, image {1}', server.profile, server.image.name),
      t('Security groups: {0}', server.primaryInterface?.securityGroups.map(({ name }) => name).join(', ') ?? t('not known')),
      ...server.statusReasons.map(({ message }) => message),
    ],
  });
}

/** A subnet: its range, zone and free addresses; its state only where it is not the usual one. */
export function subnetNode(subnet: Subnet, region: string): TreeNode {
  return leaf(subnet, {
    kind: t('subnet'),
    tags: ['subnet'],
    icon: 'type-hierarchy-sub',
    region,
    state: describe(subnet.status === 'available' ? undefined : stateWords(subnet.status), subnet.cidr, subnet.zone, t('{0} free', subnet.availableAddresses)),
    health: healthOf(subnet.status),
    more: [
      t('Network ACL {0}', subnet.networkAcl.name),
      subnet.publicGateway === undefined ? t('No public gateway') : t('Public gateway {0}', subnet.publicGateway.name),
    ],
  });
}

/** A security group: how many rules it has and what it guards. */
export function securityGroupNode(group: SecurityGroup, region: string): TreeNode {
  return leaf(group, {
    kind: t('security group'),
    tags: ['securityGroup'],
    icon: 'shield',
    region,
    state: describe(counted(group.rules.length, t('rule'), t('rules')), counted(group.targets.length, t('target'), t('targets'))),
    more: [t('Guards: {0}', group.targets.map(({ name }) => name).join(', ') || t('nothing'))],
  });
}

function targetWords({ targetCrn }: EndpointGateway, targets: ReadonlyMap<string, string>): string {
  const known = targets.get(targetCrn);
  if (known !== undefined) {
    return known;
  }
  const crn = parseCrn(targetCrn);
  return crn === undefined ? targetCrn : describe(crn.service, crn.instance);
}

/** The row of something that a VPC has. */
export function leaf(resource: Resource, look: Look): TreeNode {
  const { name, crn, href } = resource;
  const tags = [...look.tags, 'hasCrn', 'hasDetails', ...(consolePage(crn) === undefined ? [] : ['hasPage'])];
  return row(name, { ...look, id: crn, tags }, { kind: 'resource', name, crn, href, region: look.region });
}

/** The same of something that is not known by a CRN; its tags are all that it has. */
export function row(title: string, look: RowLook & { readonly id: string }, subject: Subject): TreeNode {
  const name = visible(title, 120);
  const state = visible(look.state, 200);
  return {
    view: {
      id: look.id,
      label: name,
      description: state,
      tooltip: [`**${visibleInMarkdown(title)}** (${look.kind})`, ...[look.state, ...look.more].map((line) => visibleInMarkdown(line))].join('\n\n'),
      icon: look.icon,
      health: look.health,
      open: 'leaf',
      tags: look.tags,
      spoken: spokenLabel(name, look.kind, state),
    },
    subject,
  };
}
