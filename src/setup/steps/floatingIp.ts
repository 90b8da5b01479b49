import type { RunContext, Standing, Step, StepContext } from './step';
import { claim, deleteOnce, ended, found, missing, remembered, required, untilGone } from './finding';
import type { Connection } from '../../model/connection';
import type { FloatingIp } from '../../model/landscape';
import type { Names } from '../names';
import { forgetHostKeys } from '../ssh/knownHosts';
import { knownHostsPath } from '../serverAccess';

const kind = 'floating-ip';

/** A public address for the server's SSH; one that it has already is used. */
export function floatingIpStep({ choices }: Connection, { floatingIp }: Names): Step {
  return {
    id: 'floating-ip',
    title: `Floating IP of ${choices.server.name}`,
    why: 'It is the address under which you reach the server over SSH.',
    find: (context) => find(context, floatingIp),
    create: (context) => create(context, floatingIp, choices.resourceGroupId),
    ready,
    undo: async (context, made) => {
      // Deleting a bound address unbinds it.
      await deleteOnce(context, () => context.vpc.deleteFloatingIp(made.id, context.signal));
      await untilGone(context, `the floating IP ${made.name}`, () => context.vpc.getFloatingIp(made.id, context.signal));
      if (made.address !== undefined) {
        await forgetHostKeys(knownHostsPath(context.dependencies.environment.sshFolder), made.address);
      }
    },
    price: ({ dependencies: { cloud }, vpc, signal }) => cloud.catalog.monthlyPrice({ kind: 'floating-ip' }, vpc.region, signal),
  };
}

async function find(context: StepContext, name: string): Promise<Standing> {
  const { facts } = context;
  const addresses = await context.vpc.listFloatingIps(context.signal);
  const target = facts.server?.primaryInterface?.id;
  const bound = target === undefined ? undefined : addresses.find(({ targetId }) => targetId === target);
  const mine = bound ?? remembered(context, kind, addresses) ?? addresses.find((other) => other.name === name);
  facts.floatingIp = mine;
  return mine !== undefined && target !== undefined && mine.targetId === target
    ? { kind: 'exists', resource: found(kind, mine, mine.address), detail: mine.address }
    : missing(name);
}

/** Made first, bound then: a bind may be repeated, a second address may not be made. */
async function create(context: RunContext, name: string, resourceGroupId: string): Promise<void> {
  const { facts, signal } = context;
  const server = required(facts.server, 'The server');
  if (facts.floatingIp !== undefined) {
    await claim(context, found(kind, facts.floatingIp, facts.floatingIp.address));
  }
  const address = facts.floatingIp ?? await context.change({
    kind,
    name,
    make: () => context.vpc.createFloatingIp({ name, zone: server.zone, resourceGroupId }, signal),
    find: async () => (await context.vpc.listFloatingIps(signal)).find((other) => other.name === name),
    describe: (made: FloatingIp) => found(kind, made, made.address),
  });
  facts.floatingIp = await context.send(() => context.vpc.bindFloatingIp(address.id, server, signal));
}

async function ready(context: RunContext): Promise<string> {
  const { id, name } = required(context.facts.floatingIp, 'The floating IP');
  const bound = await context.until({
    what: `the floating IP ${name}`,
    everyMs: 5_000,
    limitMs: 10 * 60_000,
    read: () => context.vpc.getFloatingIp(id, context.signal),
    check: ({ status, targetId }) => {
      if (status === 'failed') {
        throw ended(`the floating IP ${name}`, status, [], 'Undo, then run again.');
      }
      return status === 'available' && targetId !== undefined ? 'ready' : { waitingFor: 'the address to be bound' };
    },
  });
  context.facts.floatingIp = bound;
  return `${bound.address}, bound`;
}
