import { t } from '../../model/l10n';
import type { FloatingIp, VirtualServer } from '../../model/landscape';
import { visible } from '../../model/text';
import type { RunContext, StepContext } from '../context';
import type { Fact } from '../facts';
import { describeFloatingIp, floatingIpKind, floatingIpMaker } from '../makers/floatingIp';
import { blocked, exists, missing, remembered, type Standing } from '../standing';
import { priceOf, untilReady, type Step } from './step';

/** Also the key of its record in the journal, in which the server's address stands. */
export const floatingIpStepId = 'floating-ip';

export interface FloatingIpStep {
  readonly name: string;
  /** A person gave it, and another thing may have it: what bears it and is not ours is not taken. */
  readonly isTyped?: true;
  readonly serverName: string;
  readonly server: Fact<VirtualServer>;
  /** Of a server that is to be made. */
  readonly serverZone?: string | undefined;
  readonly resourceGroupId: string;
  /** Where it is left for the steps behind. */
  readonly into: Fact<FloatingIp>;
}

/** A public address for the server's SSH; one that it has already is used. */
export function floatingIpStep(step: FloatingIpStep): Step {
  const { into } = step;
  return {
    id: floatingIpStepId,
    title: t('Floating IP of {0}', visible(step.serverName)),
    why: t('It is the address under which you reach the server over SSH.'),
    find: (context) => find(context, step),
    create: (context) => create(context, step),
    ready: async (context) => {
      const bound = await untilReady(context, floatingIpMaker, context.facts.need(into));
      context.facts.set(into, bound);
      return t('{0}, bound', bound.address);
    },
    price: (context) => priceOf(context, floatingIpMaker, {}),
  };
}

async function find(context: StepContext, step: FloatingIpStep): Promise<Standing> {
  const { name, into, serverZone, isTyped } = step;
  const { facts } = context;
  const addresses = await context.vpc.listFloatingIps(context.signal);
  const server = facts.get(step.server);
  const target = server?.primaryInterface?.id;
  const bound = target === undefined ? undefined : addresses.find(({ targetId }) => targetId === target);
  const mine = bound ?? remembered(context, floatingIpKind, addresses);
  const there = mine ?? addresses.find((other) => other.name === name);
  facts.set(into, there);
  if (bound !== undefined) {
    return exists(describeFloatingIp(bound), bound.address);
  }
  // Binding takes an address off whatever it is bound to.
  if (mine === undefined && there?.targetId !== undefined) {
    return blocked(t('A floating IP named "{0}" is bound to something else.', name), t('Rename it, or start a new connection.'));
  }
  if (isTyped === true && mine === undefined && there !== undefined) {
    return blocked(t('A floating IP named "{0}" exists already.', name), t('Give the new one another name.'));
  }
  const zone = server?.zone ?? serverZone;
  return there === undefined || isIn(there, zone) ? missing(name) : elsewhere(context, there, step, zone);
}

/** An address serves its own zone alone: ours is given back for another, and what is not ours is not touched. */
function elsewhere(context: StepContext, there: FloatingIp, { name, into }: FloatingIpStep, zone: string | undefined): Standing {
  if (isOurs(context, there)) {
    return missing(t('{0} · instead of {1}, which is in {2}', name, there.address, there.zone));
  }
  if (there.name === name) {
    return blocked(
      t('The floating IP "{0}" is in {1}, the server in {2}.', name, there.zone, zone ?? t('another zone')), t('Rename it, or start a new connection.'),
    );
  }
  context.facts.set(into, undefined);
  return missing(name);
}

function isIn(address: FloatingIp, zone: string | undefined): boolean {
  return zone === undefined || address.zone === zone;
}

function isOurs(context: StepContext, { id, name }: FloatingIp): boolean {
  return context.originOf(id) === 'made' || context.lost(floatingIpKind)?.name === name;
}

/** Made first, bound then: a bind may be repeated, a second address may not be made. */
async function create(context: RunContext, { name, server: at, resourceGroupId, into }: FloatingIpStep): Promise<void> {
  const { facts } = context;
  const server = facts.need(at);
  const there = await inItsZone(context, into, server.zone);
  if (there !== undefined) {
    await context.claim(describeFloatingIp(there));
  }
  const address = there ?? await context.make(floatingIpMaker, { name, zone: server.zone, resourceGroupId });
  facts.set(into, await context.send((signal) => context.vpc.bindFloatingIp(address.id, server, signal)));
}

/** The address that is there; one of ours that is in another zone is given back. */
async function inItsZone(context: RunContext, into: Fact<FloatingIp>, zone: string): Promise<FloatingIp | undefined> {
  const there = context.facts.get(into);
  if (there === undefined || there.zone === zone) {
    return there;
  }
  if (isOurs(context, there)) {
    await floatingIpMaker.remove(context, { ...describeFloatingIp(there), origin: 'made' });
  }
  return undefined;
}
