import type { Instance } from './instance';
import type { Secret } from './secret';

/** What the Resource Controller says of an instance, as far as a service reads it. */
export interface InstanceDocument {
  /** From Global Catalog: "lite", "standard", "enterprise-gen2"; the plan's id where it has no name. */
  readonly plan: string;
  /** "Enterprise": what people know it by. Undefined where Global Catalog has the name alone. */
  readonly planTitle?: string | undefined;
  readonly state: string;
  /** As the API gives them: a service reads what it knows, and takes the rest for absent. */
  readonly extensions: unknown;
  readonly parameters: unknown;
}

/** What a service makes of an instance's document. */
export type InstanceReading = Pick<Instance, 'edition' | 'access' | 'members' | 'privateNames' | 'connectable' | 'credentialParameters' | 'tokensOnly'>;

/** How a service is spoken of. */
export interface ServiceWords {
  /** "Event Streams". */
  readonly title: string;
  /** What clients speak with it: "Kafka". */
  readonly protocol: string;
  /** What its members are: "broker", "brokers". */
  readonly member: string;
  readonly members: string;
  /** Where it listens, before an instance's own ports are known: "port 9093". */
  readonly port: string;
}

/** The service credential that clients sign in with. */
export interface CredentialKind {
  /** Roles that can be given, the least first. */
  readonly roles: readonly string[];
  /** What each may do. */
  readonly roleWords: Readonly<Record<string, string>>;
  /** Enough for most. */
  readonly usualRole: string;
  /** The environment variable that client configurations read the secret from. */
  readonly variable: string;
  /** It is an IBM Cloud API key: IAM gives tokens for it, which the service takes too. */
  readonly givesTokens?: true;
  /**
   * The secret in a resource key's `credentials`, as one text in the service's own form; undefined where the cloud does not
   * show it. Never throws: what cannot be read is not shown.
   */
  secretOf(credentials: unknown): Secret | undefined;
}

/** A program that clients of a service are tried with, and which packages have it: the first one that a server's mirrors know. */
export interface ClientTool {
  /** "kcat". */
  readonly title: string;
  /** What is to be known before it is chosen. */
  readonly note?: string | undefined;
  readonly packages: {
    /** Of Debian and Ubuntu. */
    readonly apt: readonly string[];
    /** Of Red Hat Enterprise Linux and its kin; none where it is in no source of theirs. */
    readonly dnf: readonly string[];
  };
}

/** A kind of instance: what is special to it is here and in the folders of its name, and nowhere else. */
export interface Service {
  readonly id: string;
  readonly words: ServiceWords;
  readonly credential: CredentialKind;
  /** What a server may get for its clients; left out where there is nothing in packages. */
  readonly clientTools?: readonly ClientTool[] | undefined;
  /** Pure, and never throws: what has the marks of none of its forms is not connectable, with the reason. */
  read(document: InstanceDocument): InstanceReading;
  /** Every port that clients of the instance need; security group rules are made from them. Never empty. */
  ports(instance: Instance): readonly number[];
}

/** A service on the list: enough to find its instances by; the rest is loaded when there is one. */
export interface ServiceEntry {
  readonly id: string;
  /** "Event Streams". */
  readonly title: string;
  /** A product icon's name. */
  readonly icon: string;
  /** Under which an instance's members are listed: "Bootstrap servers"; "Members" unless told. */
  readonly membersTitle?: string | undefined;
  /** Its name in Global Catalog, which is also the service name in a CRN; `id` where the catalog does not tell. */
  readonly catalog: { readonly name: string; readonly id: string };
  load(): Promise<Service>;
}
