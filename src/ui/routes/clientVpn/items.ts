import { contains, overlaps, parseRange } from '../../../model/range';
import type { Instance } from '../../../model/instance';
import { t } from '../../../model/l10n';
import type { Cost } from '../../../model/plan';
import { isPool } from '../../../model/clientPool';
import type { NamedRange } from '../../../model/poolNeighbours';
import { visible } from '../../../model/text';
import type { VpnServer } from '../../../model/vpnServer';
import { money } from '../../../model/words';
import type { VpnOffer } from '../../../setup/routes/clientVpn/offer';
import type { VpcChoice } from '../../../setup/steps/vpc';
import type { PickItem } from '../../prompts/answers';
import { counted, describe } from '../../tree/node';
import type { ServerAnswer } from './answers';
import { methodsOf, placesOf } from './existingServer';
import type { MachineForTunnel } from './sources';

/** The region's VPCs, those with a gateway to the instance first, and a new one. */
export function vpcItems(offer: VpnOffer, newName: string, instance: Pick<Instance, 'name' | 'crn'>): readonly PickItem<VpcChoice>[] {
  const leading = new Set(offer.gateways.filter(({ targetCrn }) => targetCrn === instance.crn).map(({ vpc }) => vpc.id));
  const sorted = [...offer.vpcs].sort((left, right) => Number(leading.has(right.id)) - Number(leading.has(left.id)));
  return [
    ...sorted.map(({ id, name }): PickItem<VpcChoice> => ({
      label: visible(name, 80), icon: 'type-hierarchy', group: t('Existing'), value: { kind: 'existing', id, name },
      description: describe(
        counted(offer.vpnServers.filter(({ vpc }) => vpc.id === id).length, t('VPN server'), t('VPN servers')),
        leading.has(id) ? t('has a gateway to {0}', visible(instance.name, 40)) : undefined,
      ),
    })),
    { label: t('Create a new VPC'), description: newName, icon: 'add', group: t('New'), value: { kind: 'new', name: newName } },
  ];
}

/** A row that is there to be read. */
export interface Note {
  readonly kind: 'note';
}

const note: Note = { kind: 'note' };

/** A new server in one zone or in two, then those of the VPC; before them, what of this machine speaks against a tunnel. */
export function serverItems(
  offer: VpnOffer, vpc: VpcChoice | undefined, machine: MachineForTunnel, clashes: readonly string[],
): readonly PickItem<ServerAnswer | Note>[] {
  const servers = vpc?.kind === 'existing' ? offer.vpnServers.filter((server) => server.vpc.id === vpc.id) : [];
  return [...machineNotes(machine, clashes), ...newItems(offer), ...servers.map((server) => existingItem(offer, server)), ...rightsNotes(machine)];
}

function newItems({ zones, prices }: VpnOffer): readonly PickItem<ServerAnswer>[] {
  const [first, second] = zones.map(({ name }) => name);
  const group = t('New');
  const alone = (zone: string): PickItem<ServerAnswer> => ({
    label: t('New VPN server in {0}', zone), description: priceInWords(prices.vpnServer), icon: 'add', group, value: { kind: 'new', zones: [zone] },
    detail: t('Stand-alone: everyone is cut off while it is maintained.'),
  });
  return [
    ...first === undefined ? [] : [alone(first)],
    ...first === undefined || second === undefined ? [] : [{
      label: t('New VPN server in two zones: {0} and {1}', first, second), icon: 'add', group, value: { kind: 'new' as const, zones: [first, second] },
      description: priceOfTwo(prices.vpnServer),
      detail: t('High availability: it goes on when one zone is lost, with a subnet in each.'),
    }],
    ...zones.slice(1).map(({ name }) => alone(name)),
  ];
}

function existingItem({ subnets }: VpnOffer, server: VpnServer): PickItem<ServerAnswer> {
  const { name, clientPool, protocol, port, lifecycleState } = server;
  const problem = lifecycleState !== 'stable' ? t('It is {0}: only a stable one can be used.', lifecycleState)
    : methodsOf(server).length === 0 || placesOf(server, subnets).length === 0 || !isPool(clientPool)
      ? t('It is set up in a way that is not known here.') : undefined;
  return {
    label: visible(name, 80), icon: problem === undefined ? 'vm' : 'warning', group: t('Existing'), value: { kind: 'existing', server },
    isOnlyRead: problem !== undefined,
    description: describe(clientPool, `${protocol.toUpperCase()} ${port}`, t('costs nothing more')),
    detail: problem ?? neededFor(server),
  };
}

/** What whoever dials a server that is there proves himself with. */
function neededFor(server: VpnServer): string {
  const methods = methodsOf(server);
  if (!methods.includes('username')) {
    return t('Whoever dials it needs a certificate of its own authority.');
  }
  return methods.length > 1 ? t('Whoever dials it needs a certificate of its own authority, the role VPNClient, and a passcode.')
    : t('Whoever dials it needs the role VPNClient, and a passcode at each connect.');
}

function machineNotes({ rights, surroundings }: MachineForTunnel, clashes: readonly string[]): readonly PickItem<Note>[] {
  return [
    ...rights.kind === 'none' ? [`${rights.why} ${rights.next}`] : [],
    ...surroundings === 'wsl' ? [t('VS Code works in WSL here. A VPN that Windows dials is not one of WSL: dial it where your client runs.')] : [],
    ...surroundings === 'container'
      ? [t('VS Code works in a container here. A VPN that its host dials is not one of the container: dial it where your client runs.')] : [],
    ...clashes,
  ].flatMap((text) => noteRows(text, 'warning', t('Before anything is made')));
}

function rightsNotes({ rights }: MachineForTunnel): readonly PickItem<Note>[] {
  return rights.kind === 'asks' ? noteRows(rights.note, 'info', t('To know')) : [];
}

/** Characters of a row beside the name of its group: what is longer is cut off. */
const rowWidth = 64;

/** A text over as many rows as it takes, two lines each. */
function noteRows(text: string, icon: string, group: string): readonly PickItem<Note>[] {
  const lines = text.match(new RegExp(`\\S(?:.{0,${rowWidth - 2}}\\S)?(?=\\s|$)`, 'gu')) ?? [];
  return lines.flatMap((label, at) => at % 2 === 1 ? [] : [
    { label, detail: lines[at + 1], icon: at === 0 ? icon : 'blank', group, isOnlyRead: true, value: note },
  ]);
}

/** The networks of this machine that a VPC's prefixes overlap; one that holds all of a prefix is the way there, as a VPN's is. */
export function clashesOf(vpcName: string, prefixes: readonly string[], own: readonly NamedRange[]): readonly string[] {
  return own.flatMap(({ range, name }) => {
    const mine = parseRange(range);
    const hit = prefixes.find((prefix) => {
      const theirs = parseRange(prefix);
      return mine !== undefined && theirs !== undefined && overlaps(mine, theirs) && (range === prefix || !contains(mine, theirs));
    });
    return hit === undefined ? [] : [t(
      'Your network {0} ({1}) overlaps {2} of the VPC {3}: one of them is not reached while the tunnel is up. Leave that network, or take another VPC.',
      range, visible(name, 20), hit, visible(vpcName, 30),
    )];
  });
}

/** Whether a server in two zones is charged as two is not published. */
function priceOfTwo(one: Cost): string {
  return one.kind === 'priced' ? t('{0} to {1} a month', money(one.monthly, one.currency), money(2 * one.monthly, one.currency)) : priceInWords(one);
}

/** "$4.02 a month". */
export function priceInWords(price: Cost): string {
  return price.kind === 'priced' ? t('{0} a month', money(price.monthly, price.currency)) : t('no price published');
}
