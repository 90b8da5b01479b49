/** One end of a wire: what its host calls it, and what is configured on it. Texts are those of `ip`. */
export interface WireEnd {
  readonly host: string;
  readonly device: string;
  /** `ip address add ... dev DEVICE`. */
  readonly addresses: readonly string[];
  /** `ip route replace ... dev DEVICE`, in this order. */
  readonly routes: readonly string[];
  /** Interfaces of one subnet share a number, by which rules tell what crosses its border. */
  readonly group?: number | undefined;
  /** Without segmentation offload: rules see packets as a wire would carry them. */
  readonly wholePackets?: boolean | undefined;
  /** Switched off, with its routes; the other end loses its carrier. */
  readonly down?: boolean | undefined;
}

export interface WirePlan {
  readonly id: string;
  readonly ends: readonly [WireEnd, WireEnd];
}

/** A machine that a person signs in to: a root of its own over this machine's userland, kept while the server exists. */
export interface DiskPlan {
  readonly id: string;
  readonly loginUser: string;
  readonly authorizedKeys: readonly string[];
}

/** A host: a network namespace, with processes and mounts of its own. */
export interface HostPlan {
  readonly id: string;
  /** Its host name, and what people call it. */
  readonly name: string;
  readonly forwards: boolean;
  /** Addresses that it answers to on every wire. */
  readonly addresses: readonly string[];
  /** Ranges that are silently dropped where nothing more exact leads on. */
  readonly blackholes: readonly string[];
  /** `ip rule add ...`: which packets have routes of their own. */
  readonly rules?: readonly string[] | undefined;
  /** nftables tables by name, in the family `ip`; each text is what stands between the table's braces. */
  readonly tables: Readonly<Record<string, string>>;
  readonly nameservers: readonly string[];
  /** Below its own /etc: text by path. */
  readonly files?: Readonly<Record<string, string>> | undefined;
  readonly disk?: DiskPlan | undefined;
}

/** A program that runs as long as the plan says so, and is started anew when anything of it changes. */
export interface DaemonPlan {
  readonly id: string;
  readonly host: string;
  readonly command: readonly string[];
  /** Written before it starts: paths as the host sees them. */
  readonly files: Readonly<Record<string, string>>;
  /** What it prints when it is ready. */
  readonly ready: string;
}

/** A part of a network's plan. */
export type PlanPart = Pick<NetworkPlan, 'hosts' | 'wires' | 'daemons'>;

/** All hosts, wires and daemons of a network, as plain data: what the truth of the sandbox asks for. */
export interface NetworkPlan {
  readonly hosts: readonly HostPlan[];
  readonly wires: readonly WirePlan[];
  /** Started in this order. */
  readonly daemons: readonly DaemonPlan[];
  /** Ids of the disks that are kept: those of servers that are switched off as well. */
  readonly disks: readonly string[];
}

/** A truth that no Linux network can be made of, by name: better no network than one that looks right. */
export class CannotMake extends Error {
  constructor(what: string, why: string) {
    super(`The lab cannot make ${what}: ${why}.`);
    this.name = 'CannotMake';
  }
}
