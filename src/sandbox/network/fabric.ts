import type { EndpointGateway } from '../../model/landscape';
import type { Flow, Ground, Place, Verdict } from '../../reach/flow';
import { gatewayMembers } from '../../reach/members';
import { reach } from '../../reach/reach';
import { emptyTruth, type NetworkTruth, type ServerTruth, type ServiceTruth } from '../dataPlane';
import type { CustomResolvers, ResolverAddress } from './customResolvers';
import type { Fate } from './fate';
import { Internet } from './internet';
import { nameMatches } from './nameMatches';
import { memberOf } from './serverMember';

/** Resolvers that know a VPC's private names. */
export const privateResolvers = ['161.26.0.7', '161.26.0.8'] as const;
/** Resolvers that know public names alone. */
export const publicResolvers = ['161.26.0.10', '161.26.0.11'] as const;

/** Where stock images get their packages. https://cloud.ibm.com/docs/vpc?topic=vpc-service-endpoints-for-vpc */
const packageMirror = '161.26.0.6';

/** Ports that a Linux client takes its own end from; an ACL that lets these through lets clients work. */
export const clientPorts = { min: 32768, max: 60999 };
const sshPort = 22;
const dnsPort = 53;

/** The network as it is now, asked by those who open connections. */
export class Fabric {
  #truth: NetworkTruth = emptyTruth;
  #ground: Ground = { subnets: [], securityGroups: [], networkAcls: [], members: [] };
  readonly #internet = new Internet();
  readonly #laptopAddress: string;
  readonly #resolvers: CustomResolvers;

  constructor(laptopAddress: string, resolvers: CustomResolvers) {
    this.#laptopAddress = laptopAddress;
    this.#resolvers = resolvers;
  }

  become(truth: NetworkTruth): void {
    this.#truth = truth;
    this.#internet.become(truth.services);
    this.#resolvers.become(truth.resolvers);
    this.#ground = {
      subnets: truth.subnets,
      securityGroups: truth.securityGroups,
      networkAcls: truth.networkAcls,
      members: [
        ...truth.servers.map(memberOf), ...truth.endpointGateways.flatMap(gatewayMembers),
        ...this.#resolvers.all().flatMap(({ place }) => place.kind === 'member' ? [place] : []),
      ],
    };
  }

  server(id: string): ServerTruth | undefined {
    return this.#truth.servers.find((server) => server.id === id);
  }

  /** Addresses of a name as this machine's resolver gives them: it knows public names alone. */
  publicAddresses(name: string): readonly string[] {
    return this.#internet.lookUp(name);
  }

  /** From this machine: floating addresses and public instances alone have a way in. */
  fromLaptop(address: string, port: number): Fate {
    const instance = this.#internet.at(address);
    if (instance !== undefined) {
      return atInstance(instance, port);
    }
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
    const resolver = this.#resolvers.at(from.vpcId, address);
    if (resolver !== undefined) {
      return this.#atCustomResolver(resolver, port, from);
    }
    const elsewhere = this.#truth.servers.find((each) => each.floatingAddress === address);
    if (elsewhere !== undefined) {
      return this.#overTheInternet(from, address, port, (seenAs) => this.#atServer(elsewhere, port, { kind: 'address', address: seenAs }));
    }
    const instance = this.#internet.at(address);
    return instance === undefined ? this.#atResolver(address, port, from) : this.#overTheInternet(from, address, port, () => atInstance(instance, port));
  }

  /**
   * Addresses of a name as the resolver of this server's VPC gives them. `unanswered` when no resolver can be asked,
   * because rules drop the question.
   */
  resolve(from: ServerTruth, name: string): readonly string[] | 'unanswered' {
    const answers = (to: Place): boolean => this.#verdict(memberOf(from), to, 'udp', dnsPort).open;
    const own = this.#resolvers.enabledIn(from.vpcId);
    if (own.length > 0) {
      const asked = own.find(({ place }) => answers(place));
      return asked?.answer(name, (wanted) => this.lookUp(from.vpcId, wanted)) ?? 'unanswered';
    }
    return privateResolvers.some((address) => answers({ kind: 'address', address })) ? this.lookUp(from.vpcId, name) : 'unanswered';
  }

  /** What this server is told to ask for names. */
  nameServers(from: ServerTruth): readonly string[] {
    const own = this.#resolvers.enabledIn(from.vpcId);
    return own.length > 0 ? own.map(({ address }) => address) : privateResolvers;
  }

  /** By its name: its address is asked for first. */
  reachesMirror(from: ServerTruth): boolean {
    return this.resolve(from, '') !== 'unanswered' && this.#verdict(memberOf(from), { kind: 'address', address: packageMirror }, 'tcp', 80).open;
  }

  /** What the resolver knows: names of the VPC's endpoint gateways that are ready, before public ones. */
  lookUp(vpcId: string, name: string): readonly string[] {
    const wanted = name.toLowerCase().replace(/\.$/, '');
    const own = this.#truth.endpointGateways
      .filter((gateway) => gateway.vpc.id === vpcId && gateway.lifecycleState === 'stable')
      .filter((gateway) => gateway.serviceEndpoints.some((pattern) => nameMatches(pattern.toLowerCase(), wanted)))
      .flatMap(gatewayMembers)
      .map((member) => member.address);
    return own.length > 0 ? own : this.#internet.lookUp(wanted);
  }

  #atServer(server: ServerTruth, port: number, from: Place): Fate {
    if (!server.running) {
      return { kind: 'dropped', why: `${server.name} is not running` };
    }
    const fate: Fate = port === sshPort ? { kind: 'server', server } : { kind: 'refused' };
    return this.#unlessClosed(from, memberOf(server), 'tcp', port, fate);
  }

  /** Out under the public address that the server has: the rules of both ends see public addresses. `arrive` says what becomes of it there. */
  #overTheInternet(from: ServerTruth, address: string, port: number, arrive: (seenAs: string) => Fate): Fate {
    const seenAs = this.#publicAddressOf(from);
    return seenAs === undefined
      ? { kind: 'dropped', why: `${from.name} has neither a floating IP nor a public gateway` }
      : this.#unlessClosed(memberOf(from), { kind: 'address', address }, 'tcp', port, arrive(seenAs));
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
    return this.#unlessClosed(memberOf(from), member, 'tcp', port, service === undefined ? { kind: 'refused' } : atInstance(service, port));
  }

  #atCustomResolver({ place, answer }: ResolverAddress, port: number, from: ServerTruth): Fate {
    const lookUp = (name: string): readonly string[] => answer(name, (wanted) => this.lookUp(from.vpcId, wanted));
    return this.#unlessClosed(memberOf(from), place, 'tcp', port, port === dnsPort ? { kind: 'resolver', lookUp } : { kind: 'refused' });
  }

  #atResolver(address: string, port: number, from: ServerTruth): Fate {
    const isPrivate = privateResolvers.some((each) => each === address);
    if (!isPrivate && !publicResolvers.some((each) => each === address)) {
      return { kind: 'dropped', why: `nobody has the address ${address}` };
    }
    if (port !== dnsPort) {
      return { kind: 'dropped', why: `a resolver answers on port ${dnsPort} alone` };
    }
    const lookUp = (name: string): readonly string[] => isPrivate ? this.lookUp(from.vpcId, name) : this.#internet.lookUp(name);
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

function atInstance({ crn, members }: ServiceTruth, port: number): Fate {
  return members.some((each) => each.port === port) ? { kind: 'service', crn, port } : { kind: 'refused' };
}
