/** Where a service answers: name and TCP port. */
export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** Whether a private connection can be made, and if not, why and what instead. */
export type Connectable = { readonly possible: true } | { readonly possible: false; readonly why: string; readonly next: string };

/** One of a service, as the API describes it. */
export interface Instance {
  readonly crn: string;
  readonly guid: string;
  readonly name: string;
  readonly region: string;
  readonly resourceGroupId: string;
  readonly planId: string;
  /** From Global Catalog: "lite", "standard", "enterprise-gen2"; the id where it has none. */
  readonly plan: string;
  /** As the console names it: "Enterprise"; undefined where Global Catalog has the name alone. */
  readonly planTitle?: string | undefined;
  readonly state: string;
  /** Id of its service. */
  readonly service: string;
  /** Which kind of its service it is, in a word or two: "Gen 2", "Lite". */
  readonly edition: string;
  readonly access: 'public' | 'private' | 'public-and-private' | 'unknown';
  /** The names and ports that answer for it, of the private endpoint where it has one: Kafka's brokers, a database's hosts. */
  readonly members: readonly HostPort[];
  /** Names that an endpoint gateway serves for it, wildcards included. */
  readonly privateNames: readonly string[];
  readonly oneTimeCredentials: boolean;
  readonly createdAt: string;
  /** Its page in the console of IBM Cloud. */
  readonly page?: string | undefined;
  /** As its service reads it. */
  readonly connectable: Connectable;
  /** Clients sign in to it with IAM tokens alone: it refuses an API key as a password. */
  readonly tokensOnly?: boolean | undefined;
  /** What a request for a service credential says besides name and role, so that the credential names the private endpoint. */
  readonly credentialParameters: Readonly<Record<string, string>>;
}
