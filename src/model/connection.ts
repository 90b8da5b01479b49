/** A way in. The two VPN routes are part of the vocabulary; a route is offered only where its steps exist. */
export type Route = 'vsi' | 'client-vpn' | 'site-vpn';

/** How the virtual server is reached over SSH. */
export type ServerAddress =
  /** A floating IP, existing or to be made. */
  | { readonly kind: 'floating-ip' }
  /** An address the user already has a way to: a VPN, a bastion's forwarded port ... */
  | { readonly kind: 'address'; readonly address: string };

export interface NewServer {
  readonly kind: 'new';
  readonly name: string;
  readonly zone: string;
  readonly profile: string;
  readonly imageId: string;
  readonly imageName: string;
}

export interface ExistingServer {
  readonly kind: 'existing';
  readonly id: string;
  readonly name: string;
}

export type VpcChoice =
  | { readonly kind: 'existing'; readonly id: string; readonly name: string }
  | { readonly kind: 'new'; readonly name: string };

/** The private key's file; a new one is made, an existing one is only read. */
export interface KeyChoice {
  readonly kind: 'new' | 'existing';
  readonly path: string;
}

/** What the user chose for the route through a virtual server. */
export interface VsiChoices {
  readonly vpc: VpcChoice;
  /** Zones that get a subnet and a reserved IP of the endpoint gateway. The server's zone is one of them. */
  readonly zones: readonly string[];
  readonly server: NewServer | ExistingServer;
  readonly address: ServerAddress;
  /** The image's login user: `ubuntu`, `vpcuser` ... */
  readonly loginUser: string;
  /** Who may SSH in, as a range: `203.0.113.7/32`. Undefined: no rule is made. */
  readonly sshFrom?: string | undefined;
  /** The user typed that a range as wide as the internet is meant; without it setup refuses such a range. */
  readonly openToInternetConfirmed?: true | undefined;
  readonly key: KeyChoice;
  readonly resourceGroupId: string;
  /** Role of the service credential. */
  readonly credentialRole: 'Manager' | 'Writer' | 'Reader';
}

/** What the user wants: an instance, a route, choices. Saved; holds no secret. */
export interface Connection {
  /** Ours, unique; also the key of its journal. */
  readonly id: string;
  readonly accountId: string;
  readonly instance: { readonly crn: string; readonly guid: string; readonly name: string; readonly region: string };
  readonly route: 'vsi';
  readonly choices: VsiChoices;
  readonly createdAt: string;
}
