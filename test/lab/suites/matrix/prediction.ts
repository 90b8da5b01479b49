import type { Place } from '../../../../src/reach/flow';
import { gatewayMembers } from '../../../../src/reach/members';
import { reach } from '../../../../src/reach/reach';
import { laptopAddress } from '../../../../src/sandbox/chosenPlane';
import type { NetworkTruth } from '../../../../src/sandbox/dataPlane';
import { clientPorts, privateResolvers } from '../../../../src/sandbox/network/fabric';
import { memberOf } from '../../../../src/sandbox/network/serverMember';

/** What packets on the path should do, hop by hop; what lies behind a closed way in is undefined. */
export interface Outcome {
  /** SSH from the laptop to the server. */
  readonly ssh: boolean;
  readonly names: 'known' | 'unknown' | 'unanswered' | undefined;
  /** Addresses of the gateway, as they were before the change: whether port 9093 answers the server. */
  readonly gateway: Readonly<Record<string, boolean>> | undefined;
}

/** The first name of the instance that the path leads to, and where it led before anything was changed. */
export interface Target {
  readonly crn: string;
  readonly name: string;
  readonly addresses: readonly string[];
}

/** From the rules alone, by the analysis that the product ships and that is held against an independent tool's answers. */
export function predicted(truth: NetworkTruth, serverId: string, target: Target): Outcome {
  const server = truth.servers.find(({ id }) => id === serverId);
  const ground = {
    subnets: truth.subnets, securityGroups: truth.securityGroups, networkAcls: truth.networkAcls,
    members: [...truth.servers.map(memberOf), ...truth.endpointGateways.flatMap(gatewayMembers)],
  };
  const open = (from: Place, to: Place, protocol: 'tcp' | 'udp', port: number): boolean => reach({ from, to, protocol, port, clientPorts }, ground).open;
  if (server?.floatingAddress === undefined || !server.running || !open({ kind: 'address', address: laptopAddress }, memberOf(server), 'tcp', 22)) {
    return { ssh: false, names: undefined, gateway: undefined };
  }
  const from = memberOf(server);
  const gateway = truth.endpointGateways.find((each) => each.vpc.id === server.vpcId && each.targetCrn === target.crn && each.lifecycleState === 'stable');
  const members = gateway === undefined ? [] : gatewayMembers(gateway);
  const served = gateway?.serviceEndpoints.some((pattern) => pattern === target.name || pattern === `*.${target.name.split('.').slice(1).join('.')}`) === true;
  const asked = privateResolvers.some((address) => open(from, { kind: 'address', address }, 'udp', 53));
  return {
    ssh: true,
    names: !asked ? 'unanswered' : served && members.length > 0 ? 'known' : 'unknown',
    gateway: Object.fromEntries(target.addresses.map((address) => {
      const member = members.find((each) => each.address === address);
      return [address, member !== undefined && open(from, member, 'tcp', 9093)];
    })),
  };
}

/** The code that the product's checks should end with, where the names lead to the addresses that are named. */
export function verdictFor({ ssh, names, gateway = {} }: Outcome, keyIsGood: boolean, named: readonly string[]): string {
  if (!ssh) return 'ssh.unreachable';
  if (names !== 'known') return names === 'unanswered' ? 'dns.timeout' : 'dns.nxdomain';
  const answering = named.filter((address) => gateway[address] === true);
  if (answering.length === 0) return 'tcp.timeout';
  if (!keyIsGood) return 'sasl.rejected';
  return answering.length === named.length ? 'ok' : 'tcp.partial';
}
