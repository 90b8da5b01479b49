import type { Network } from './network';
import type { Secret } from './secret';

/** Base URLs of the services, without a trailing slash. */
export interface Endpoints {
  readonly iam: string;
  readonly resourceController: string;
  readonly resourceManager: string;
  readonly globalCatalog: string;
  readonly globalSearch: string;
  readonly globalTagging: string;
  /** Context-based restrictions. */
  readonly restrictions: string;
  /** Where a person gets a one-time passcode, opened in the browser. */
  readonly passcodePage: string;
  /** Answers a GET with the caller's public address as plain text; asked only on the user's word. */
  readonly addressLookup: string;
  /** Of an instance of Secrets Manager, with `{instance}` for its guid and `{region}`: each instance answers at an address of its own. */
  readonly secretsManager: string;
  /** DNS Services, version path included: its instances are in no region. */
  readonly dnsServices: string;
  /** One base URL a region, version path included: `https://eu-de.iaas.cloud.ibm.com/v1`. */
  readonly vpc: Readonly<Record<string, string>>;
}

/** Where an account's cloud is and how its data plane is reached. */
export interface Environment {
  readonly endpoints: Endpoints;
  readonly network: Network;
  /** Certificate authorities (PEM) trusted for what an instance answers, besides the system's; empty with the real cloud. */
  readonly authorities: readonly string[];
  /** The file that holds `authorities`, for clients that want a path. */
  readonly authoritiesFile?: string | undefined;
  /** What whoever runs a client has to know of the cloud, in one sentence; undefined with the real one. */
  readonly clientNote?: string | undefined;
  /** Folder for keys and the SSH host entry: `~/.ssh`, or a folder of the sandbox's own. */
  readonly sshFolder: string;
  /** Its servers are made up, and reached by the product alone: no other program of this machine gets to them. */
  readonly madeUp?: true | undefined;
  /** Where the user's SSH agent listens; undefined where none is known, or none is meant to be used. */
  readonly sshAgent?: string | undefined;
  /** Host of the proxy that HTTP goes through from this machine, where one is set. SSH does not go through it. */
  readonly proxy?: string | undefined;
  /** Whether this machine has addresses, and none of IPv4. */
  readonly onlyIpv6?: (() => boolean) | undefined;
  /** Whether its address on the internet is known to be that of other customers of its provider too. */
  readonly sharesAddress?: (() => boolean) | undefined;
  /** The name of the machine that the checks look from, such as "this laptop" or "SSH host build-7". */
  readonly machine: string;
}

/** How someone signed in. */
export type Credential =
  | { readonly kind: 'api-key'; readonly apiKey: Secret }
  | { readonly kind: 'refresh-token'; readonly refreshToken: Secret };

/** Who is signed in. Plain data; its secrets are elsewhere. */
export interface Account {
  /** Ours: `<account id>:<IAM id>`. */
  readonly id: string;
  /** IBM Cloud's account id, 32 hexadecimal digits. */
  readonly accountId: string;
  readonly iamId: string;
  /** What a person reads: e-mail or API key name, and the account. */
  readonly label: string;
  readonly kind: 'cloud' | 'sandbox';
}
