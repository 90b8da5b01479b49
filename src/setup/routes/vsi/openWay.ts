import { isForbidden } from '../../../cloud/errors';
import type { Member, Place } from '../../../reach/flow';
import { gatewayMembers, membersOf } from '../../../reach/members';
import { reach } from '../../../reach/reach';
import { dnsPort, resolver } from '../../cloudServices';
import type { StepContext } from '../../context';
import { Fact } from '../../facts';
import { baseBehind, type Names } from '../../names';
import { gatewayTo } from '../../steps/endpointGateway';
import { portsOf } from '../../steps/instance';
import { vpcFact } from '../../steps/vpc';
import type { VsiChoices } from './choices';
import { serversOf } from '../../steps/servers';
import { portOf as sshPortOf } from './login';

/** What needs no rule of ours, since rules that are there let it through already. */
export interface OpenWay {
  /** The server is let into the gateway, and out to it and to the resolvers. */
  readonly toGateway: boolean;
  /** Who signs in to the server is let in too. */
  readonly toServer: boolean;
}

export const openWayFact = new Fact<OpenWay>('What is open already');

const closed: OpenWay = { toGateway: false, toServer: false };

/**
 * What the rules let through that are there. Those of our connections do not count: they go with them. Once this connection has groups of
 * its own it goes on with them.
 */
export async function findOpenWay(context: StepContext, choices: VsiChoices, names: Names): Promise<OpenWay> {
  const { connection, facts, vpc, signal } = context;
  const [network, ports] = [facts.get(vpcFact), portsOf(context)];
  const { server: chosen } = choices;
  if (chosen.kind === 'new' || network === undefined || ports === undefined) {
    return closed;
  }
  const inVpc = { vpcId: network.id };
  const [groups, gateway, servers] = await Promise.all([
    vpc.listSecurityGroups(inVpc, signal), gatewayTo(context, connection.instance.crn), serversOf(context),
  ]);
  const server = servers.find(({ id }) => id === chosen.id);
  if (gateway === undefined || server === undefined || groups.some(({ name }) => [names.of('server'), names.of('gateway')].includes(name))) {
    return closed;
  }
  const rules = await asFarAsAllowed(Promise.all([vpc.listSubnets(inVpc, signal), vpc.listNetworkAcls(inVpc, signal)]));
  if (rules === undefined) {
    return closed;
  }
  const [subnets, networkAcls] = rules;
  const ours = new Set(groups.filter(({ name }) => baseBehind(name, []) !== undefined).map(({ id }) => id));
  const guarded = (member: Member): Member => ({ ...member, securityGroupIds: member.securityGroupIds.filter((id) => !ours.has(id)) });
  const members = membersOf({ virtualServers: servers, endpointGateways: [gateway] }).map(guarded);
  const isOpen = (from: Place, to: Place, protocol: 'tcp' | 'udp', port: number): boolean =>
    reach({ from, to, protocol, port }, { subnets, networkAcls, securityGroups: groups, members }).open;
  const place = members.find(({ id }) => id === server.primaryInterface?.id);
  const addresses = gatewayMembers(gateway).map(guarded);
  if (place === undefined || addresses.length === 0) {
    return closed;
  }
  const toGateway = isOpen(place, { kind: 'address', address: resolver }, 'udp', dnsPort)
    && addresses.every((to) => ports.every((port) => isOpen(place, to, 'tcp', port)));
  return { toGateway, toServer: toGateway && signInIsOpen(choices, (from) => isOpen(from, place, 'tcp', sshPortOf(choices))) };
}

/** A range of many addresses is not looked through: then a rule of ours is made for it. */
function signInIsOpen({ sshFrom }: VsiChoices, isOpen: (from: Place) => boolean): boolean {
  return sshFrom === undefined || (sshFrom.endsWith('/32') && isOpen({ kind: 'address', address: sshFrom.slice(0, -'/32'.length) }));
}

/** What may not be read cannot be relied on. */
async function asFarAsAllowed<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (isForbidden(error)) {
      return undefined;
    }
    throw error;
  }
}
