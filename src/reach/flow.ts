import type { NetworkAcl, SecurityGroup, Subnet } from '../model/landscape';

/** TCP or UDP ports, both ends included. */
export interface PortRange {
  readonly min: number;
  readonly max: number;
}

/** Ports that a client's own end may have; what stands behind "answers need 1024-65535 open". */
export const ephemeralPorts: PortRange = { min: 1024, max: 65535 };

/** Something in a VPC that has an address and security groups: a server's interface, an endpoint gateway's reserved IP. */
export interface Member {
  readonly kind: 'member';
  /** What a security group lists as its target; the same for all addresses of one endpoint gateway. */
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
  readonly address: string;
  /** Unknown where the cloud does not say it; then the subnet is found by the address. */
  readonly subnetId?: string | undefined;
  readonly securityGroupIds: readonly string[];
  /** False for an endpoint gateway, which only answers. */
  readonly startsConnections: boolean;
}

/** Any other address: the internet, this machine, a resolver of the cloud, a free address of a subnet. */
export interface Outside {
  readonly kind: 'address';
  readonly address: string;
}

export type Place = Member | Outside;

/** A question: can this client talk to that server? */
export interface Flow {
  readonly from: Place;
  readonly to: Place;
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  /** The port at the destination; left out for `icmp`. */
  readonly port?: number | undefined;
  /** ICMP type and code; an echo request, which is a ping, when left out. */
  readonly icmp?: { readonly type: number; readonly code: number } | undefined;
  /** The client's own ports; `ephemeralPorts` when left out. */
  readonly clientPorts?: PortRange | undefined;
}

/** What the answer is computed from. */
export interface Ground {
  readonly subnets: readonly Subnet[];
  readonly securityGroups: readonly SecurityGroup[];
  readonly networkAcls: readonly NetworkAcl[];
  readonly members: readonly Member[];
}

/** Where packets are let through or dropped, in the order in which they meet it; `route` is before all of them. */
export type Point =
  | 'route'
  | 'security-group-out' | 'acl-out' | 'acl-in' | 'security-group-in'
  | 'acl-answer-out' | 'acl-answer-in';

/** A rule that let the packets through. */
export interface Passage {
  readonly at: Point;
  /** Name of the security group or network ACL. */
  readonly guard: string;
  readonly ruleId: string;
  /** The rule in words. */
  readonly rule: string;
}

export interface Open {
  readonly open: true;
  readonly by: readonly Passage[];
  /** The client's ports that pass; less than the flow's where an ACL lets only some of them through. */
  readonly clientPorts: readonly PortRange[];
}

export interface Closed {
  readonly open: false;
  readonly at: Point;
  /** One sentence that names the guard and the rules that were read. */
  readonly why: string;
  /** The rule that denied, where it was one and not the lack of one. */
  readonly ruleId?: string | undefined;
}

export type Verdict = Open | Closed;

/** One packet's headers, as rules see them. */
export interface Packet {
  readonly source: string;
  readonly destination: string;
  readonly protocol: Flow['protocol'];
  readonly sourcePort?: number | undefined;
  readonly destinationPort?: number | undefined;
  readonly type?: number | undefined;
  readonly code?: number | undefined;
}
