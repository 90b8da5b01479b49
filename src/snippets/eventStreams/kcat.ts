import type { Snippet } from '../../model/snippet';
import { comment, plainValue, shellWord } from '../escape';
import { notesOf } from '../withUsage';
import { bootstrapOf, secretInShell, type KafkaRequest } from './parts';

const fileName = 'kcat.conf';
const commentMark = '#';
// It reads a line into 512 bytes, its end included, and takes the rest of a longer one for another line.
const longestLine = 500;

/**
 * Configuration for kcat. It reads neither the environment nor a second file, and its arguments can be seen by everyone on
 * the machine, so the shell joins file and key on a pipe that only kcat reads (bash and zsh). There is none with IAM's tokens: librdkafka
 * takes a token from a program's callback, which kcat has not, and its own OIDC knows the grants of a client's secret or assertion alone.
 */
export function kcat(request: KafkaRequest): Snippet {
  const lines = [
    ...[`# ${comment(request.instanceName)}: kcat`, ...notesOf(request, fileName, commentMark)].map(cut),
    `bootstrap.servers=${firstOf(bootstrapOf(request).split(','))}`,
    'security.protocol=SASL_SSL',
    'sasl.mechanisms=PLAIN',
    'sasl.username=token',
    'ssl.endpoint.identification.algorithm=https',
    ...(request.authoritiesFile === undefined ? [] : [`ssl.ca.location=${plainValue(request.authoritiesFile)}`]),
  ];
  const start = `kcat -F <(cat kcat.conf; printf 'sasl.password=%s\\n' ${secretInShell(request)})`;
  const topic = shellWord(request.topic);
  return {
    client: 'kcat', title: 'kcat', language: 'properties', fileName, commentMark, runsOn: request.place.runsOn, text: `${lines.join('\n')}\n`,
    usage: [`${start} -L`, `echo hello | ${start} -P -t ${topic}`, `${start} -C -t ${topic} -o beginning -e`],
  };
}

function cut(line: string): string {
  const bytes = Buffer.from(line);
  return bytes.length <= longestLine ? line : `${bytes.subarray(0, longestLine - 3).toString().replace(/\uFFFD+$/, '')}…`;
}

/** As many brokers as one line holds: any of them tells of all others. */
function firstOf(brokers: readonly string[]): string {
  return brokers.reduce((line, broker) => line.length + broker.length < longestLine - 'bootstrap.servers='.length ? `${line},${broker}` : line);
}
