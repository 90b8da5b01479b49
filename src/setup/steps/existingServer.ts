import type { Connection, ExistingServer } from '../../model/connection';
import type { RunContext, Standing, Step, StepContext } from './step';
import { bindGroup, mostGroups, recoverBinding, unbindGroup } from './targets';
import { blocked, exists, found, required } from './finding';
import { free } from './step';
import { deleteServer, untilRunning } from './serverLife';
import { visible } from '../../model/text';

const kind = 'virtual-server';

/** A server of the user's: its own groups stay as they are, ours is added to them. */
export function existingServerStep({ choices }: Connection, server: ExistingServer): Step {
  return {
    id: 'server',
    title: `Virtual server ${visible(server.name)}`,
    why: `It stands inside the VPC ${visible(choices.vpc.name)}, where the private names resolve: you reach Kafka through it over SSH.`,
    find: (context) => find(context, server),
    create,
    ready: (context) => untilRunning(context, server.name),
    recover: recoverBinding,
    // A server of another connection of ours may have been left to this one.
    undo: (context, made) => made.kind === kind ? deleteServer(context, made) : unbindGroup(context, made.id),
    price: free,
  };
}

async function find(context: StepContext, { id, name }: ExistingServer): Promise<Standing> {
  const { facts, names } = context;
  const server = (await context.vpc.listVirtualServers({}, context.signal)).find((other) => other.id === id);
  facts.server = server;
  if (server?.primaryInterface === undefined) {
    return blocked(`The server "${name}" is not there any more, or has no network.`, 'Choose another server.');
  }
  if (facts.vpc !== undefined && server.vpc.id !== facts.vpc.id) {
    return blocked(`The server "${name}" stands in another VPC: ${server.vpc.name}.`, 'Choose that VPC, or another server.');
  }
  const groups = server.primaryInterface.securityGroups;
  if (facts.serverGroup !== undefined && groups.some((group) => group.id === facts.serverGroup?.id)) {
    return exists(kind, server);
  }
  return groups.length >= mostGroups
    ? blocked(`The server "${name}" has ${groups.length} security groups, as many as it may.`, 'Take one off it, or choose another server.')
    : { kind: 'missing', detail: `the security group ${names.serverGroup} is added to it`, extends: true };
}

async function create(context: RunContext): Promise<void> {
  const server = required(context.facts.server, 'The server');
  const target = required(server.primaryInterface, 'The server’s interface');
  await context.adopt(found(kind, server));
  await bindGroup(context, required(context.facts.serverGroup, 'The server’s group'), { id: target.id, name: server.name });
}
