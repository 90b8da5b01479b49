import { t } from '../../model/l10n';
import type { SnippetRequest } from '../../model/snippet';
import { shellWord } from '../escape';

/** The topic in a configuration is Kafka's own. */
export interface KafkaRequest extends SnippetRequest {
  readonly topic: string;
}

/** One that signs in with tokens of an IAM. */
export interface TokenRequest extends KafkaRequest {
  readonly iam: string;
}

/** What IAM gives a token for an API key by; see https://cloud.ibm.com/docs/account?topic=account-iamtoken_from_apikey */
export const apiKeyGrant = 'urn:ibm:params:oauth:grant-type:apikey';

export function tokenUrl({ iam }: TokenRequest): string {
  return `${iam}/identity/token`;
}

/** What a client with tokens needs besides the brokers. */
export function tokenNotes({ iam }: TokenRequest): string[] {
  return [
    t('Its tokens come from {0}, which has to be reached from there by TCP 443:', iam),
    t('by a floating IP or a public gateway, or as private.iam.cloud.ibm.com by an endpoint gateway to IAM.'),
  ];
}

const usualVariable = 'KAFKA_API_KEY';

/** `host:port,host:port`; a broker whose host is not a host name is left out, since no syntax needs it. */
export function bootstrapOf({ members }: SnippetRequest): string {
  return members
    .filter(({ host }) => /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(host))
    .map(({ host, port }) => `${host}:${port}`)
    .join(',');
}

/** The environment variable that the client reads the key from. */
export function variableOf({ secretFrom }: SnippetRequest): string {
  const wanted = secretFrom.kind === 'environment' ? secretFrom.variable : usualVariable;
  return /^[A-Za-z_][A-Za-z0-9_]{0,100}$/.test(wanted) ? wanted : usualVariable;
}

/** For a shell: the key as a word, never as text of a command that others on the machine can list. */
export function secretInShell(request: SnippetRequest): string {
  return request.secretFrom.kind === 'environment' ? `"$${variableOf(request)}"` : `"$(cat -- ${shellWord(request.secretFrom.path)})"`;
}

/** What stands before a command so that it finds the key in its environment; empty where it is there already. */
export function withSecret(request: SnippetRequest): string {
  return request.secretFrom.kind === 'environment' ? '' : `${variableOf(request)}=${secretInShell(request)} `;
}
