/**
 * Something that goes wrong in the network, on top of what the API says. `host` is the id of one of the lab's hosts: `laptop`,
 * `site-gateway`, `vpc/VPC` (its router), `server/SERVER`, `gateway/GATEWAY/ADDRESS` ...
 */
export type Fault =
  /** Every packet takes so much longer, each way. */
  | (OnWire & { readonly kind: 'delay'; readonly milliseconds: number })
  /** So many of a hundred packets are lost, each way, by chance. */
  | (OnWire & { readonly kind: 'loss'; readonly percent: number })
  /** Every packet longer than this is lost, each way, and nobody is told. */
  | (OnWire & { readonly kind: 'mtu-black-hole'; readonly bytes: number })
  /** The internet provider drops all UDP, each way, but questions to the public resolver and their answers. */
  | (OnWire & { readonly kind: 'udp-blocked' })
  /** The cable is pulled, at the far end: the host keeps its address, and its interface has no carrier. */
  | (OnWire & { readonly kind: 'link-down' })
  /** A router with its public address stands before the site's gateway, and translates. */
  | (OnHost & { readonly kind: 'behind-nat' })
  /** A resolver answers wrongly; of several that are about one name, the one declared last counts. */
  | (OnHost & WrongNames & { readonly kind: 'resolver-answers' })
  /** The SSH server of a virtual server forwards no TCP. */
  | (OnHost & { readonly kind: 'ssh-forwarding-off' })
  /** The SSH server of a virtual server lets a login do less, or wants more of it; a second factor is the password "factor", asked for by PAM. */
  | (OnHost & { readonly kind: 'ssh-login'; readonly login: SshLogin })
  /** The SSH server of a virtual server has a new host key, as if it was made anew; healed, it has its old one again. */
  | (OnHost & { readonly kind: 'ssh-host-key-changed' })
  /** At a TCP port of a host something else answers than should, or where nothing should. Connections that are open stay as they are. */
  | (OnHost & { readonly kind: 'listener'; readonly port: number; readonly behaviour: ListenerBehaviour })
  /** The clock of a host is ahead by so many seconds, or behind, for every program that starts from now on. */
  | (OnHost & { readonly kind: 'clock-skew'; readonly seconds: number });

export type FaultOf<Kind extends Fault['kind']> = Extract<Fault, { readonly kind: Kind }>;

export type SshLogin = 'second-factor' | 'forced-command' | 'one-session';

export interface OnHost {
  readonly host: string;
}

/** The wire that a host hangs at. */
export interface OnWire extends OnHost {
  /** What the host calls it: needed where it has several. */
  readonly device?: string;
}

/**
 * Resolvers by their host: `internet` has the public one, `site-gateway` the office's, `provider` the cloud's for public names, `vpc/VPC`
 * stands for the VPC's two private ones, `resolver/RESOLVER/ADDRESS` is a custom one.
 */
export interface WrongNames {
  /** One of a VPC's two: 0 is 161.26.0.7, 1 is 161.26.0.8. Both when left out. */
  readonly which?: 0 | 1;
  /** Names as they are, and `*.` for all below one; all names when left out. */
  readonly names?: readonly string[];
  readonly answer: ResolverAnswer;
}

export type ResolverAnswer =
  | 'nxdomain' | 'servfail' | 'refused'
  /** The name exists, and has no address. */
  | 'no-data'
  /** No answer at all. */
  | 'silent'
  /** The records cannot be read. */
  | 'garbage'
  /** Over UDP only that it is too long; the right answer over TCP. */
  | 'truncated'
  /** Another address than the name has. */
  | { readonly address: string }
  /** The right answer, late. */
  | { readonly afterMilliseconds: number };

export type ListenerBehaviour =
  /** Accepts, and never says a word. */
  | 'silent'
  /** Accepts, and says what no protocol knows. */
  | 'garbage'
  /** Accepts, and ends the connection in good order. */
  | 'close'
  /** Accepts, and resets the connection. */
  | 'reset';
