import { t } from '../../model/l10n';
import type { Snippet } from '../../model/snippet';
import { comment, propertyValue, shellWord } from '../escape';
import { notesOf } from '../withUsage';
import { bootstrapOf, variableOf, withSecret, type KafkaRequest } from './parts';

const fileName = 'client.properties';
const commentMark = '#';

/**
 * Properties for Java clients and Kafka's command line. A properties file cannot read the environment by itself; Kafka's
 * own EnvVarConfigProvider (since 3.5, KIP-887) can, and clients resolve it as brokers do. With a key in a file the shell
 * puts it into the environment of the one command: a file provider would keep its last line break, which JAAS refuses.
 */
export function java(request: KafkaRequest): Snippet {
  const variable = variableOf(request);
  const lines = [
    `# ${comment(request.instanceName)}: Java clients and Kafka's command line, Kafka 3.5 or newer`,
    ...notesOf(request, fileName, commentMark),
    `bootstrap.servers=${bootstrapOf(request)}`,
    'security.protocol=SASL_SSL',
    'sasl.mechanism=PLAIN',
    `# The API key is read from the environment variable ${variable} when the client starts.`,
    'config.providers=env',
    'config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider',
    `sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="token" password="\${env:${variable}}";`,
    'ssl.endpoint.identification.algorithm=https',
    'client.dns.lookup=use_all_dns_ips',
    ...trusted(request),
  ];
  return {
    client: 'java', title: t('Java and the Kafka command line'), language: 'properties', fileName, commentMark, runsOn: request.place.runsOn,
    text: `${lines.join('\n')}\n`,
    usage: commandLine(request, fileName, withSecret(request)),
  };
}

/** Kafka's own commands with a configuration, each after `start`. */
export function commandLine(request: KafkaRequest, file: string, start = ''): string[] {
  const server = `--bootstrap-server ${bootstrapOf(request)}`;
  const topic = `--topic ${shellWord(request.topic)}`;
  return [
    `${start}kafka-topics.sh ${server} --command-config ${file} --list`,
    `${start}kafka-console-producer.sh ${server} --producer.config ${file} ${topic}`,
    `${start}kafka-console-consumer.sh ${server} --consumer.config ${file} ${topic} --from-beginning`,
  ];
}

/** What Kafka's own clients trust besides the system. */
export function trusted({ authoritiesFile }: KafkaRequest): string[] {
  return authoritiesFile === undefined ? [] : ['ssl.truststore.type=PEM', `ssl.truststore.location=${propertyValue(authoritiesFile)}`];
}
