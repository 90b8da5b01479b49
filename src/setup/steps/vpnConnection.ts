import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { IkePolicy, IpsecPolicy, VpnConnection, VpnGateway } from '../../model/vpnGateway';
import type { RunContext, StepContext } from '../context';
import type { Fact } from '../facts';
import { presharedKeyMaker } from '../makers/presharedKey';
import { vpnConnectionMaker } from '../makers/vpnConnection';
import { foundVpnConnection, vpnConnectionId, vpnConnectionKind } from '../makers/vpnConnectionId';
import { vpnConnectionRange, vpnConnectionRangeMaker } from '../makers/vpnConnectionRange';
import type { OfficeChoices } from '../office/choices';
import { keepKey, keyOf } from '../office/key';
import { blocked, exists, missing, type Standing } from '../standing';
import { free, priceOf, type Step } from './step';
import { isTo, mayLeadTo, peerIdentityOf, peerOf, peerText } from './vpnConnectionPeer';
import { clash, lackingRanges, tooMany, type ConnectionRanges } from './vpnConnectionRanges';

export type VpnConnectionChoice =
  | { readonly kind: 'existing'; readonly id: string; readonly name: string }
  | { readonly kind: 'new'; readonly name: string };

export interface VpnConnectionStep {
  readonly id: string;
  readonly choice: VpnConnectionChoice;
  readonly why: string;
  readonly gateway: Fact<VpnGateway>;
  readonly ikePolicy: Fact<IkePolicy>;
  readonly ipsecPolicy: Fact<IpsecPolicy>;
  readonly office: OfficeChoices;
  /** Of the cloud's side, CIDRs: undefined until the subnets that they are of are known. Not asked for in route mode. */
  readonly localRanges: (context: StepContext) => readonly string[] | undefined;
  /** Of a key that was typed, which is in the vault. Else one is made. */
  readonly keyIsBrought: boolean;
  readonly into: Fact<VpnConnection>;
}

/** The cloud's own. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-adding-connections */
const deadPeerDetection = { action: 'restart', interval: 2, timeout: 10 };

/** A connection to the office: one of the connection's own, or one that was chosen. That gets the ranges that it lacks, and nothing else of it is changed. */
export function vpnConnectionStep(step: VpnConnectionStep): Step {
  const { id, choice, why, into, gateway } = step;
  return {
    id, why,
    title: t('VPN connection {0}', visible(choice.name, 80)),
    find: async (context) => {
      context.facts.set(into, undefined);
      return choice.kind === 'existing' ? await chosen(context, step, choice.id) : await own(context, step);
    },
    create: (context) => create(context, step),
    ready: async (context) => {
      const there = await context.read(() => context.vpc.getVpnConnection(context.facts.need(gateway).id, context.facts.need(into).id, context.signal));
      context.facts.set(into, there);
      await keepAgain(context, step, there);
      return inWords(there);
    },
    price: (context) => choice.kind === 'existing' ? free() : priceOf(context, vpnConnectionMaker, undefined),
  };
}

async function chosen(context: StepContext, step: VpnConnectionStep, id: string): Promise<Standing> {
  const siblings = await connectionsOn(context, step);
  const there = siblings?.find((connection) => connection.id === id);
  if (there === undefined) {
    return siblings === undefined ? missing() : blocked(t('The chosen VPN connection is not there any more.'), t('Choose another VPN connection.'));
  }
  return mayLeadTo(there, step.office) ? withRanges(context, step, there, siblings ?? []) : blocked(
    t('The VPN connection "{0}" leads to {1}, and the office is at {2}.', visible(there.name), peerText(there.peer), officeText(step.office)),
    t('Choose another VPN connection, or let a new one be made.'),
  );
}

/** One of that name that this connection did not make leads another office in. */
async function own(context: StepContext, step: VpnConnectionStep): Promise<Standing> {
  const { choice: { name }, office, keyIsBrought } = step;
  const siblings = await connectionsOn(context, step);
  const mine = siblings?.find((connection) => isOurs(context, step, connection));
  if (mine !== undefined) {
    return withRanges(context, step, mine, siblings ?? []);
  }
  if (siblings?.some((connection) => connection.name === name) === true) {
    return blocked(
      t('A VPN connection named "{0}" exists already on this VPN gateway.', name), t('Choose it as the existing connection, or start a new one.'),
    );
  }
  if (peerOf(office) === undefined) {
    return blocked(
      t('The office has no public address of its own, and the identity of its gateway is neither an address nor a name: nothing tells the cloud who dials.'),
      t('Give the office’s gateway a name as its identity (fqdn).'),
    );
  }
  if (keyIsBrought && await keyOf(context.dependencies.secrets, context.connection.id) === undefined) {
    return blocked(t('The pre-shared key that was typed is not kept on this machine.'), t('Start a new connection, and type the key again.'));
  }
  return problemOf(context, step, siblings ?? []) ?? missing(toMakeInWords(step, context));
}

/** Whether it has them all, or what is to be added. */
function withRanges(context: StepContext, step: VpnConnectionStep, there: VpnConnection, siblings: readonly VpnConnection[]): Standing {
  const gateway = context.facts.need(step.gateway);
  context.facts.set(step.into, there);
  const [resource, wanted] = [foundVpnConnection(gateway.id, there), wantedOf(context, step)];
  if (wanted === undefined) {
    return exists(resource, inWords(there));
  }
  const lacking = lackingRanges(there, wanted);
  if (lacking.length === 0) {
    return exists(resource, inWords(there));
  }
  const others = siblings.filter(({ id }) => id !== there.id);
  const problem = tooMany(wanted, there, others) ?? clash(wanted, there, others);
  return problem ?? {
    kind: 'missing', detail: t('adds {0}', lacking.map(({ range }) => range).join(', ')), there: resource, extends: vpnConnectionRangeMaker.addition.without,
  };
}

function problemOf(context: StepContext, step: VpnConnectionStep, siblings: readonly VpnConnection[]): Standing | undefined {
  const wanted = wantedOf(context, step);
  const isRoute = context.facts.get(step.gateway)?.mode === 'route';
  const twin = isRoute ? siblings.find((other) => isTo(other, step.office)) : undefined;
  if (twin !== undefined) {
    return blocked(
      t('The VPN connection "{0}" of this VPN gateway leads to {1} already: each would take the tunnel of the other away.', visible(twin.name),
        peerText(twin.peer)),
      t('Choose that connection, or delete it.'),
    );
  }
  return tooMany(wanted, undefined, siblings) ?? (wanted === undefined ? undefined : clash(wanted, undefined, siblings));
}

async function create(context: RunContext, step: VpnConnectionStep): Promise<void> {
  const { into, gateway } = step;
  const gatewayId = context.facts.need(gateway).id;
  const there = context.facts.get(into);
  if (there === undefined) {
    context.facts.set(into, await context.make(vpnConnectionMaker, { ...await requestOf(context, step), gatewayId }));
    return;
  }
  await context.claim(foundVpnConnection(gatewayId, there));
  for (const lacking of lackingRanges(there, wantedOf(context, step) ?? { local: [], peer: [] })) {
    await context.make(vpnConnectionRangeMaker, vpnConnectionRange({ gatewayId, connectionId: there.id, ...lacking }));
  }
}

async function requestOf(context: RunContext, step: VpnConnectionStep) {
  const { choice: { name }, office, ikePolicy, ipsecPolicy, gateway } = step;
  const { facts } = context;
  const peer = peerOf(office);
  const wanted = wantedOf(context, step);
  const isRoute = facts.need(gateway).mode === 'route';
  if (peer === undefined || (wanted === undefined && !isRoute)) {
    throw new TypeError('What the VPN connection leads to is not known yet.');
  }
  return {
    name, enabled: true, presharedKey: await keyFor(context, step), peer, peerIdentity: peerIdentityOf(office, peer), deadPeerDetection,
    establishMode: office.peer === undefined ? 'peer_only' as const : 'bidirectional' as const,
    ikePolicyId: facts.need(ikePolicy).id, ipsecPolicyId: facts.need(ipsecPolicy).id,
    traffic: isRoute || wanted === undefined ? { mode: 'route' as const, distributeTraffic: false }
      : { mode: 'policy' as const, localRanges: wanted.local, peerRanges: wanted.peer },
  };
}

/** The connections of one id have one key: it is in the journal once. */
async function keyFor(context: RunContext, { keyIsBrought }: VpnConnectionStep) {
  const name = context.names.of('preshared-key');
  const kept = context.originOf(name) === 'made' ? await keyOf(context.dependencies.secrets, context.connection.id) : undefined;
  return kept ?? await context.make(presharedKeyMaker, { name, isBrought: keyIsBrought });
}

/** A vault that lost the key of a connection of ours gets it back: the cloud shows it. */
async function keepAgain(context: RunContext, step: VpnConnectionStep, { id, presharedKey }: VpnConnection): Promise<void> {
  const { dependencies: { secrets }, connection } = context;
  const isMade = context.originOf(vpnConnectionId(context.facts.need(step.gateway).id, id)) === 'made';
  if (isMade && await keyOf(secrets, connection.id) === undefined) {
    await keepKey(secrets, connection.id, presharedKey);
  }
}

/** By the id in the journal or, where a lost answer left none, by the name of the request. */
function isOurs(context: StepContext, { gateway, choice }: VpnConnectionStep, { id, name }: VpnConnection): boolean {
  const gatewayId = context.facts.get(gateway)?.id ?? '';
  const recorded = context.recorded(vpnConnectionKind)?.id;
  return choice.kind === 'new' && (recorded === vpnConnectionId(gatewayId, id) || context.lost(vpnConnectionKind)?.name === name);
}

/** Undefined in route mode, and as long as the subnets are not known. */
function wantedOf(context: StepContext, { gateway, localRanges, office }: VpnConnectionStep): ConnectionRanges | undefined {
  const local = context.facts.get(gateway)?.mode === 'route' ? undefined : localRanges(context);
  return local === undefined ? undefined : { local, peer: office.ranges };
}

async function connectionsOn(context: StepContext, { gateway }: VpnConnectionStep): Promise<readonly VpnConnection[] | undefined> {
  const there = context.facts.get(gateway);
  return there === undefined ? undefined : await context.vpc.listVpnConnections(there.id, context.signal);
}

function officeText({ peer }: OfficeChoices): string {
  return peer === undefined ? '' : peer.kind === 'address' ? peer.address : peer.name;
}

/** "203.0.113.9 · 192.168.10.0/24 ↔ 10.0.0.0/28, 10.0.1.0/28" */
function toMakeInWords(step: VpnConnectionStep, context: StepContext): string {
  const { office } = step;
  const who = office.peer === undefined ? t('only the office begins') : officeText(office);
  const local = wantedOf(context, step)?.local;
  return [who, local === undefined ? office.ranges.join(', ') : `${office.ranges.join(', ')} ↔ ${local.join(', ')}`].join(' · ');
}

/** It is made, and nothing more is to be expected before the other side is set up. */
function inWords({ status, reasons }: VpnConnection): string {
  const because = reasons.map(({ message }) => ` · ${message}`).join('');
  return status === 'up' ? t('up') : t('down until the office’s gateway dials{0}', because);
}
