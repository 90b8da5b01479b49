import type { AddressPrefix, EndpointGateway, Subnet } from '../../model/landscape';
import type { RunContext, Standing, Step, StepContext } from './step';
import { blocked, deleteOnce, ended, exists, found, missing, remembered, required, untilGone } from './finding';
import type { Connection } from '../../model/connection';
import type { Names } from '../names';
import { free } from './step';

const kind = 'subnet';
/** The server, one reserved IP, and room; the smallest that the cloud takes is 8, of which it keeps 5. Source: IBM-CLOUD O7. */
const size = 16;
/** As many as a server and a reserved IP need. */
const needed = 2;

/** One subnet a zone: an existing one of the VPC, or a small new one. */
export function subnetStep({ choices }: Connection, names: Names, zone: string): Step {
  const name = names.subnet(zone);
  return {
    id: `subnet-${zone}`,
    title: `Subnet in ${zone}`,
    why: `Addresses in ${zone} for the endpoint gateway${isServerZone(choices, zone) ? ' and the server' : ''}.`,
    find: (context) => find(context, zone, name),
    create: async (context) => {
      const vpcId = required(context.facts.vpc, 'The VPC').id;
      const subnet = await context.change({
        kind,
        name,
        make: () => context.vpc.createSubnet(
          { name, vpcId, zone, size: { addresses: size }, resourceGroupId: choices.resourceGroupId }, context.signal,
        ),
        find: async () => (await context.vpc.listSubnets({ vpcId }, context.signal)).find((other) => other.name === name),
        describe: (made) => found(kind, made),
      });
      context.facts.subnets.set(zone, subnet);
    },
    ready: (context) => ready(context, zone),
    undo: async (context, made) => {
      await deleteOnce(context, () => context.vpc.deleteSubnet(made.id, context.signal));
      await untilGone(context, `the subnet ${made.name}`, () => context.vpc.getSubnet(made.id, context.signal));
    },
    price: free,
  };
}

async function find(context: StepContext, zone: string, name: string): Promise<Standing> {
  const { vpc } = context.facts;
  if (vpc === undefined) {
    return missing(`${name} · ${size} addresses`);
  }
  const subnets = await context.vpc.listSubnets({ vpcId: vpc.id }, context.signal);
  const mine = remembered(context, kind, subnets) ?? subnets.find((other) => other.name === name);
  if (mine !== undefined && mine.zone !== zone) {
    return blocked(`A subnet named "${name}" stands in ${mine.zone}.`, 'Rename that subnet, or start a new connection.');
  }
  const fit = mine ?? roomiest(subnets, zone);
  if (fit !== undefined) {
    context.facts.subnets.set(zone, fit);
    return exists(kind, fit, `${fit.name} · ${fit.cidr}`);
  }
  const gateway = await theirGateway(context, vpc.id);
  if (gateway !== undefined && !isServerZone(context.connection.choices, zone)) {
    return { kind: 'not-needed', why: `the endpoint gateway ${gateway.name} is there` };
  }
  const prefixes = await context.vpc.listAddressPrefixes(vpc.id, context.signal);
  return hasRoom(prefixes.filter((prefix) => prefix.zone === zone), subnets)
    ? missing(`${name} · ${size} addresses`)
    : blocked(
        `The VPC has no room for a subnet in ${zone}: its address prefixes are taken, or there is none.`,
        'Add an address prefix to the VPC, or choose other zones.',
      );
}

/** A gateway that is there has its addresses already: only a new server still needs a subnet. */
async function theirGateway(context: StepContext, vpcId: string): Promise<EndpointGateway | undefined> {
  const gateways = await context.vpc.listEndpointGateways({ vpcId }, context.signal);
  return gateways.find(({ targetCrn }) => targetCrn === context.connection.instance.crn);
}

function roomiest(subnets: readonly Subnet[], zone: string): Subnet | undefined {
  return subnets
    .filter((subnet) => subnet.zone === zone && subnet.status === 'available' && subnet.availableAddresses >= needed)
    .sort((left, right) => right.availableAddresses - left.availableAddresses || left.name.localeCompare(right.name))[0];
}

/** Whether a free aligned block of `size` addresses is left in one of the prefixes. */
function hasRoom(prefixes: readonly AddressPrefix[], subnets: readonly Subnet[]): boolean {
  const taken = subnets.map(({ cidr }) => rangeOf(cidr));
  return prefixes.some(({ cidr }) => {
    const { first, last } = rangeOf(cidr);
    let start = first;
    while (start + size - 1 <= last) {
      const block = start;
      const inTheWay = taken.find((other) => other.first <= block + size - 1 && other.last >= block);
      if (inTheWay === undefined) {
        return true;
      }
      start = Math.ceil((inTheWay.last + 1) / size) * size;
    }
    return false;
  });
}

function rangeOf(cidr: string): { first: number; last: number } {
  const [address = '', length = '32'] = cidr.split('/');
  const first = address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
  return { first, last: first + 2 ** (32 - Number(length)) - 1 };
}

async function ready(context: RunContext, zone: string): Promise<string> {
  const { id, name } = required(context.facts.subnets.get(zone), `The subnet in ${zone}`);
  const subnet = await context.until({
    what: `the subnet ${name}`,
    everyMs: 5_000,
    limitMs: 10 * 60_000,
    read: () => context.vpc.getSubnet(id, context.signal),
    check: ({ status }) => {
      if (status === 'failed') {
        throw ended(`the subnet ${name}`, status, [], 'Undo, then run again.');
      }
      return status === 'available' ? 'ready' : { waitingFor: `state "${status}" to become "available"` };
    },
  });
  context.facts.subnets.set(zone, subnet);
  return `${subnet.cidr}, available`;
}

function isServerZone({ server }: Connection['choices'], zone: string): boolean {
  return server.kind === 'new' && server.zone === zone;
}
