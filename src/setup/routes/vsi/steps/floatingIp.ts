import type { RunContext, StepContext } from '../../../context';
import { describeFloatingIp, floatingIpKind, floatingIpMaker } from '../../../makers/floatingIp';
import type { Names } from '../../../names';
import { blocked, exists, missing, remembered, type Standing } from '../../../standing';
import { priceOf, untilReady, type Step } from '../../../steps/step';
import type { VsiChoices } from '../choices';
import { floatingIpFact, serverFact } from '../facts';

/** Also the key of its record in the journal, in which the server's address stands. */
export const floatingIpStepId = 'floating-ip';

/** A public address for the server's SSH; one that it has already is used. */
export function floatingIpStep({ server, resourceGroupId }: VsiChoices, names: Names): Step {
  const name = names.of('ip');
  return {
    id: floatingIpStepId,
    title: `Floating IP of ${server.name}`,
    why: 'It is the address under which you reach the server over SSH.',
    find: (context) => find(context, name),
    create: (context) => create(context, name, resourceGroupId),
    ready: async (context) => {
      const bound = await untilReady(context, floatingIpMaker, context.facts.need(floatingIpFact));
      context.facts.set(floatingIpFact, bound);
      return `${bound.address}, bound`;
    },
    price: (context) => priceOf(context, floatingIpMaker, {}),
  };
}

async function find(context: StepContext, name: string): Promise<Standing> {
  const { facts } = context;
  const addresses = await context.vpc.listFloatingIps(context.signal);
  const target = facts.get(serverFact)?.primaryInterface?.id;
  const bound = target === undefined ? undefined : addresses.find(({ targetId }) => targetId === target);
  const mine = bound ?? remembered(context, floatingIpKind, addresses);
  const there = mine ?? addresses.find((other) => other.name === name);
  facts.set(floatingIpFact, there);
  if (bound !== undefined) {
    return exists(describeFloatingIp(bound), bound.address);
  }
  // Binding takes an address off whatever it is bound to.
  return mine === undefined && there?.targetId !== undefined
    ? blocked(`A floating IP named "${name}" is bound to something else.`, 'Rename it, or start a new connection.')
    : missing(name);
}

/** Made first, bound then: a bind may be repeated, a second address may not be made. */
async function create(context: RunContext, name: string, resourceGroupId: string): Promise<void> {
  const { facts } = context;
  const server = facts.need(serverFact);
  const there = facts.get(floatingIpFact);
  if (there !== undefined) {
    await context.claim(describeFloatingIp(there));
  }
  const address = there ?? await context.make(floatingIpMaker, { name, zone: server.zone, resourceGroupId });
  facts.set(floatingIpFact, await context.send((signal) => context.vpc.bindFloatingIp(address.id, server, signal)));
}
