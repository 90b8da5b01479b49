import type { HostPort } from './instance';

/** Where a client has to run: from anywhere else its names lead nowhere. */
export interface ClientPlace {
  /** Beside the text: "Runs on build-box, a virtual server in VPC payments-vpc (ca-mon)". */
  readonly runsOn: string;
  /** On top of a text that is saved as `fileName`: sentences and commands, one a line. Whoever writes them makes them safe. */
  notes(fileName: string): readonly string[];
}

/** What a client configuration is made from. No secret: it is read where the client runs. */
export interface SnippetRequest {
  readonly instanceName: string;
  readonly members: readonly HostPort[];
  readonly place: ClientPlace;
  /** URL of the IAM that gives tokens for the secret, where the service takes them too. */
  readonly iam?: string | undefined;
  /** It takes nothing else. */
  readonly tokensOnly?: boolean | undefined;
  /** Where the client finds the secret that it signs in with. */
  readonly secretFrom: { readonly kind: 'environment'; readonly variable: string } | { readonly kind: 'file'; readonly path: string };
  /** A certificate authority that the client's system does not know; undefined with the real service. */
  readonly authoritiesFile?: string | undefined;
}

/** A ready configuration for one client. */
export interface Snippet {
  /** Id of the client. */
  readonly client: string;
  /** "Java and the Kafka command line". */
  readonly title: string;
  /** VS Code's language id, for opening it in an editor. */
  readonly language: string;
  readonly fileName: string;
  readonly text: string;
  /** Begins a comment that ends with its line, in the text's own language. */
  readonly commentMark: string;
  /** Beside the text: "Runs on build-box". */
  readonly runsOn: string;
  /** How to run it, one command a line, with the private names as they are. */
  readonly usage: readonly string[];
}
