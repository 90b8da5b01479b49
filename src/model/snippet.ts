import type { HostPort } from './instance';

export const clientIds = ['java', 'kcat', 'kafkajs', 'python'] as const;
export type ClientId = (typeof clientIds)[number];

/** What a client configuration is made from. No secret: it is read where the client runs. */
export interface SnippetRequest {
  readonly instanceName: string;
  readonly brokers: readonly HostPort[];
  readonly topic: string;
  /** Where the client finds the API key. */
  readonly secretFrom: { readonly kind: 'environment'; readonly variable: string } | { readonly kind: 'file'; readonly path: string };
  /** A certificate authority that the client's system does not know; undefined with the real service. */
  readonly authoritiesFile?: string | undefined;
}

export interface Snippet {
  readonly client: ClientId;
  /** "Java and the Kafka command line". */
  readonly title: string;
  /** VS Code's language id, for opening it in an editor. */
  readonly language: string;
  readonly fileName: string;
  readonly text: string;
  /** How to run it, one command a line, with the private broker names as they are. */
  readonly usage: readonly string[];
}
