/** A client VPN that a connection leads through: what its people dial, and how they prove who they are. */
export interface DialledVpn {
  /** All that are listed must pass. */
  readonly methods: readonly ('certificate' | 'username')[];
  /** Where people's certificates come from; undefined where the VPN server is somebody else's. */
  readonly certificates: 'made' | 'brought' | 'private' | undefined;
  /** The first person, the common name of a certificate; undefined where none is made. */
  readonly person: string | undefined;
}

/** The same with the VPN server, once that is found or made. */
export interface OwnVpn extends DialledVpn {
  readonly region: string;
  readonly server: { readonly id: string; readonly name: string } | undefined;
  readonly files: VpnFiles;
}

/** Paths, of openvpn in a terminal: its profile while it starts, and what it said last. */
export interface VpnFiles {
  readonly profile: string;
  readonly log: string;
}
