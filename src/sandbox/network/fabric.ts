import type { EndpointGateway } from '../../model/landscape';
import type { Flow, Ground, Member, Place, Verdict } from '../../reach/flow';
import { gatewayMembers } from '../../reach/members';
import { reach } from '../../reach/reach';
import { emptyTruth, type NetworkTruth, type ServerTruth } from '../dataPlane';

/** Resolvers that know a VPC's private names. */
export const privateResolvers = ['161.26.0.7', '161.26.0.8'] as const;
/** Resolvers that know public names alone. */
export const publicResolvers = ['161.26.0.10', '161.26.0.11'] as const;

/** Ports that a Linux client takes its own end from; an ACL that lets these through lets clients work. */
export const clientPorts = { min: 32768, max: 60999 };
const sshPort = 22;
const dnsPort = 53;

/** What becomes of a connection. */
export type Fate =
  | { readonly kind: 'server'; readonly server: ServerTruth }
  | { readonly kind: 'service'; readonly crn: string; readonly port: number }
  | { readonly kind: 'resolver'; readonly lookUp: (name: string) => readonly string[] }
  /** Somebody is there and the way is open, but nothing listens. */
  | { readonly kind: 'refused' }
  /** No answer at all: a rule drops the packets, or nobody has the address. */
  | { readonly kind: 'dropped'; readonly why: string };

/** The network as it is now, asked by those who open connections. */
export class Fabric {
  #truth: NetworkTruth = emptyTruth;
  #ground: Ground = { subnets: [], securityGroups: [], networkAcls: [], members: [] };
  readonly #laptopAddress: string;

  constructor(laptopAddress: string) {
    this.#laptopAddress = laptopAddress;
  }

  become(truth: NetworkTruth): void {
    this.#truth = truth;
    this.#ground = {
      subnets: truth.subnets,
      securityGroups: truth.securityGroups,
      networkAcls: truth.networkAcls,
      members: [...truth.servers.map(memberOf), ...truth.endpointGateways.flatMap(gatewayMembers)],
    };
  }

  server(id: string): ServerTruth | undefined {
    return this.#truth.servers.find((server) => server.id === id);
  }

  /** From this machine: floating addresses alone have a way in. */
  fromLaptop(address: string, port: number): Fate {
    const server = this.#truth.servers.find((each) => each.floatingAddress === address);
    if (server === undefined) {
      return { kind: 'dropped', why: `no floating IP ${address}` };
    }
    return this.#atServer(server, port, { kind: 'address', address: this.#laptopAddress });
  }

  /** From a virtual server, to an address as its own network sees it. */
  fromServer(from: ServerTruth, address: string, port: number): Fate {
    if (address === from.address || address.startsWith('127.')) {
      return port === sshPort ? { kind: 'server', server: from } : { kind: 'refused' };
    }
    const neighbour = this.#truth.servers.find((each) => each.vpcId === from.vpcId && each.address === address);
    if (neighbour !== undefined) {
      return this.#atServer(neighbour, port, memberOf(from));
    }
    const gateway = this.#truth.endpointGateways.find((each) =>
      each.vpc.id === from.vpcId && each.addresses.some((ip) => ip.address === address));
    if (gateway !== undefined) {
      return this.#atGateway(gateway, address, port, from);
    }
    const elsewhere = this.#truth.servers.find((each) => each.floatingAddress === address);
    return elsewhere === undefined ? this.#atResolver(address, port, from) : this.#overTheInternet(from, elsewhere, address, port);
  }

  /**
   * Addresses of a name as the resolver of this server's VPC gives them. `unanswered` when no resolver can be asked,
   * because rules drop the question.
   */
  resolve(from: ServerTruth, name: string): readonly string[] | 'unanswered' {
    const asked = privateResolvers.some((address) =>
      this.#verdict(memberOf(from), { kind: 'address', address }, 'udp', dnsPort).open);
    return asked ? this.lookUp(from.vpcId, name) : 'unanswered';
  }

  /** What the resolver knows: names of the VPC's endpoint gateways that are ready. */
  lookUp(vpcId: string, name: string): readonly string[] {
    const wanted = name.toLowerCase().replace(/\.$/, '');
    return this.#truth.endpointGateways
      .filter((gateway) => gateway.vpc.id === vpcId && gateway.lifecycleState === 'stable')
      .filter((gateway) => gateway.serviceEndpoints.some((pattern) => nameMatches(pattern.toLowerCase(), wanted)))
      .flatMap(gatewayMembers)
      .map((member) => member.address);
  }

  #atServer(server: ServerTruth, port: number, from: Place): Fate {
    if (!server.running) {
      return { kind: 'dropped', why: `${server.name} is not running` };
    }
    const fate: Fate = port === sshPort ? { kind: 'server', server } : { kind: 'refused' };
    return this.#unlessClosed(from, memberOf(server), 'tcp', port, fate);
  }

  /** Out under the public address that the server has, and in again at a floating IP: the rules of both ends see public addresses. */
  #overTheInternet(from: ServerTruth, to: ServerTruth, address: string, port: number): Fate {
    const seenAs = this.#publicAddressOf(from);
    return seenAs === undefined
      ? { kind: 'dropped', why: `${from.name} has neither a floating IP nor a public gateway` }
      : this.#unlessClosed(memberOf(from), { kind: 'address', address }, 'tcp', port, this.#atServer(to, port, { kind: 'address', address: seenAs }));
  }

  #publicAddressOf({ floatingAddress, subnetId }: ServerTruth): string | undefined {
    const subnet = this.#truth.subnets.find((each) => each.id === subnetId);
    return floatingAddress ?? this.#truth.publicGateways.find((each) => each.id === subnet?.publicGateway?.id)?.address;
  }

  #atGateway(gateway: EndpointGateway, address: string, port: number, from: ServerTruth): Fate {
    const member = gatewayMembers(gateway).find((each) => each.address === address);
    if (gateway.lifecycleState !== 'stable' || member === undefined) {
      return { kind: 'dropped', why: `${gateway.name} is ${gateway.lifecycleState}` };
    }
    const service = this.#truth.services.find(({ crn }) => crn === gateway.targetCrn);
    const listens = service?.members.some((each) => each.port === port) ?? false;
    const fate: Fate = listens ? { kind: 'service', crn: gateway.targetCrn, port } : { kind: 'refused' };
    return this.#unlessClosed(memberOf(from), member, 'tcp', port, fate);
  }

  #atResolver(address: string, port: number, from: ServerTruth): Fate {
    const isPrivate = privateResolvers.some((each) => each === address);
    if (!isPrivate && !publicResolvers.some((each) => each === address)) {
      return { kind: 'dropped', why: `nobody has the address ${address}` };
    }
    if (port !== dnsPort) {
      return { kind: 'dropped', why: `a resolver answers on port ${dnsPort} alone` };
    }
    // The sandbox has no public names, so the public resolvers know none.
    const lookUp = (name: string): readonly string[] => isPrivate ? this.lookUp(from.vpcId, name) : [];
    return this.#unlessClosed(memberOf(from), { kind: 'address', address }, 'tcp', port, { kind: 'resolver', lookUp });
  }

  #unlessClosed(from: Place, to: Place, protocol: Flow['protocol'], port: number, fate: Fate): Fate {
    const verdict = this.#verdict(from, to, protocol, port);
    return verdict.open ? fate : { kind: 'dropped', why: verdict.why };
  }

  /** Open only when every port that a client may have passes: what works now and then does not work. */
  #verdict(from: Place, to: Place, protocol: Flow['protocol'], port: number): Verdict {
    const verdict = reach({ from, to, protocol, port, clientPorts }, this.#ground);
    const whole = verdict.open && verdict.clientPorts.some((range) => range.min <= clientPorts.min && range.max >= clientPorts.max);
    return !verdict.open || whole
      ? verdict
      : { open: false, at: 'acl-answer-in', why: 'network ACLs let only some of the client\'s ports through' };
  }
}

/** A server as rules see it. */
export function memberOf(server: ServerTruth): Member {
  return {
    kind: 'member',
    id: server.interfaceId,
    name: server.name,
    vpcId: server.vpcId,
    address: server.address,
    subnetId: server.subnetId,
    securityGroupIds: server.securityGroupIds,
    startsConnections: true,
  };
}

/** A wildcard stands for exactly one label, as in a DNS name of a certificate. */
function nameMatches(pattern: string, name: string): boolean {
  if (!pattern.startsWith('*.')) {
    return pattern === name;
  }
  const dot = name.indexOf('.');
  return dot > 0 && name.slice(dot + 1) === pattern.slice(2);
}
