import { t } from '../../model/l10n';
import type { Snippet } from '../../model/snippet';
import { comment, shellWord } from '../escape';
import { notesOf } from '../withUsage';
import { commandLine, trusted } from './java';
import { apiKeyGrant, bootstrapOf, secretInShell, tokenNotes, tokenUrl, type TokenRequest } from './parts';

const fileName = 'client-iam.properties';
const commentMark = '#';
const handler = 'org.apache.kafka.common.security.oauthbearer';
const allowed = 'org.apache.kafka.sasl.oauthbearer.allowed';

/**
 * Properties for Java clients and Kafka's command line with IAM's tokens. Kafka's own handler asks an endpoint with a client's secret, a
 * grant that IAM has not, but takes a token from a file too, which the shell fills. IBM's documentation puts a library of its own in the
 * handler's place (https://cloud.ibm.com/docs/EventStreams?topic=EventStreams-kafka_using, `com.ibm.cloud.eventstreams:oauth-client:1.4.0`):
 * it was not on Maven Central when this was written, and its source needs classes that Kafka 4.1 has no more.
 */
export function javaWithTokens(request: TokenRequest): Snippet {
  const lines = [
    `# ${comment(request.instanceName)}: Java clients and Kafka's command line with IAM tokens, Kafka 3.5 or newer`,
    ...notesOf(request, fileName, commentMark),
    ...tokenNotes(request).map((note) => `# ${comment(note)}`),
    `bootstrap.servers=${bootstrapOf(request)}`,
    'security.protocol=SASL_SSL',
    'sasl.mechanism=OAUTHBEARER',
    '# The token is read from the file iam-token in the folder where the client starts. It is good for an hour: see how to use it.',
    'config.providers=env',
    'config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider',
    'sasl.oauthbearer.token.endpoint.url=file://${env:PWD}/iam-token',
    `sasl.login.callback.handler.class=${handler}.OAuthBearerLoginCallbackHandler`,
    `sasl.jaas.config=${handler}.OAuthBearerLoginModule required;`,
    'ssl.endpoint.identification.algorithm=https',
    'client.dns.lookup=use_all_dns_ips',
    ...trusted(request),
  ];
  return {
    client: 'java-iam', title: t('Java, IAM token (OAUTHBEARER)'), language: 'properties', fileName, commentMark, runsOn: request.place.runsOn,
    text: `${lines.join('\n')}\n`,
    usage: [
      fetchToken(request),
      // Since Kafka 4.0 nothing is read that is not named here: https://kafka.apache.org/41/configuration/system-properties
      `export KAFKA_OPTS="-D${allowed}.urls=file://$PWD/iam-token -D${allowed}.files=$PWD/iam-token"`,
      ...commandLine(request, fileName),
    ],
  };
}

/** The key goes by a pipe: an argument could be seen by everyone on the machine. */
function fetchToken(request: TokenRequest): string {
  const asked = `curl -sSf ${shellWord(tokenUrl(request))} -d grant_type=${apiKeyGrant} --data-urlencode apikey@-`;
  return `(umask 077; printf %s ${secretInShell(request)} | ${asked} | sed 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/' >iam-token)`;
}
