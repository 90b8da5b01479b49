import type { RunContext, Standing, Step, StepContext } from './step';
import { blocked, exists, found, missing, remembered, required } from './finding';
import type { Connection, NewServer } from '../../model/connection';
import type { Cost } from '../../model/plan';
import { deleteServer, untilRunning } from './serverLife';
import { visible } from '../../model/text';

const kind = 'virtual-server';
/** Of the boot volume that a server gets unasked. */
const bootGigabytes = 100;

/** A server of the connection's own, in the middle of the way. */
export function newServerStep({ choices }: Connection, server: NewServer): Step {
  return {
    id: 'server',
    title: `Virtual server ${visible(server.name)}`,
    why: 'It stands inside the VPC, where the private names resolve: you reach Kafka through it over SSH.',
    find: (context) => find(context, server),
    create: (context) => create(context, server, choices.resourceGroupId),
    ready: (context) => untilRunning(context, server.name),
    undo: deleteServer,
    price: (context) => price(context, server),
  };
}

async function find(context: StepContext, server: NewServer): Promise<Standing> {
  const servers = await context.vpc.listVirtualServers({}, context.signal);
  const mine = remembered(context, kind, servers);
  if (mine !== undefined && mine.status !== 'failed') {
    context.facts.server = mine;
    return exists(kind, mine);
  }
  if (mine === undefined && servers.some(({ name }) => name === server.name)) {
    return blocked(`A virtual server named "${server.name}" exists already.`, 'Choose it as the existing server, or give the new one another name.');
  }
  return await unavailable(context, server) ?? missing(`${server.profile} · ${server.imageName} · ${server.zone}`);
}

/** What the region does not offer; capacity itself is known only when it is asked for. */
async function unavailable({ vpc, signal, connection }: StepContext, server: NewServer): Promise<Standing | undefined> {
  if (!connection.choices.zones.includes(server.zone)) {
    return blocked(`The server's zone ${server.zone} is not among the connection's zones.`, 'Choose the zones again.');
  }
  const [profiles, images, zones] = await Promise.all([vpc.listProfiles(signal), vpc.listImages(signal), vpc.listZones(signal)]);
  if (!profiles.some(({ name }) => name === server.profile)) {
    return blocked(`${vpc.region} has no profile "${server.profile}".`, 'Choose another profile.');
  }
  if (!images.some(({ id }) => id === server.imageId)) {
    return blocked(`The image "${server.imageName}" is not available in ${vpc.region}.`, 'Choose another image.');
  }
  return zones.some(({ name, available }) => name === server.zone && available)
    ? undefined
    : blocked(`The zone ${server.zone} is not available.`, 'Choose another zone.');
}

async function create(context: RunContext, server: NewServer, resourceGroupId: string): Promise<void> {
  const { facts, signal } = context;
  const failed = context.recorded(kind);
  if (failed !== undefined) {
    // One of ours that could not start, for want of capacity mostly, keeps its name from the next.
    await deleteServer(context, failed);
  }
  const request = {
    name: server.name,
    vpcId: required(facts.vpc, 'The VPC').id,
    zone: server.zone,
    subnetId: required(facts.subnets.get(server.zone), 'The server’s subnet').id,
    securityGroupIds: [required(facts.serverGroup, 'The server’s group').id],
    profile: server.profile,
    imageId: server.imageId,
    keyIds: [required(facts.key, 'The SSH key').id],
    resourceGroupId,
  };
  facts.server = await context.change({
    kind,
    name: server.name,
    make: () => context.vpc.createVirtualServer(request, signal),
    find: async () => (await context.vpc.listVirtualServers({}, signal)).find(({ name }) => name === server.name),
    describe: (made) => found(kind, made),
  });
}

/** Server and boot volume; where only the server's price is published, the basis says what is not in it. */
async function price({ dependencies: { cloud }, vpc, signal }: StepContext, server: NewServer): Promise<Cost> {
  const [machine, volume] = await Promise.all([
    cloud.catalog.monthlyPrice({ kind: 'virtual-server', profile: server.profile }, vpc.region, signal),
    cloud.catalog.monthlyPrice({ kind: 'boot-volume', gigabytes: bootGigabytes }, vpc.region, signal),
  ]);
  if (machine.kind !== 'priced') {
    return machine;
  }
  return volume.kind === 'priced' && volume.currency === machine.currency
    ? { ...machine, monthly: machine.monthly + volume.monthly, basis: `${machine.basis}; ${volume.basis}` }
    : { ...machine, basis: `${machine.basis}; without the boot volume, whose price is not published` };
}
