import { t } from '../../model/l10n';
import type { Snippet } from '../../model/snippet';
import { comment, javascriptString } from '../escape';
import { notesOf } from '../withUsage';
import { apiKeyGrant, bootstrapOf, tokenNotes, tokenUrl, variableOf, type KafkaRequest, type TokenRequest } from './parts';

const commentMark = '//';

/** How it signs in, in JavaScript. */
interface SignIn {
  readonly sasl: string;
  /** Lines before the client is made. */
  readonly before: readonly string[];
}

/** A program for kafkajs that sends one message and reads what the topic holds until that message comes by. */
export function kafkajs(request: KafkaRequest): Snippet {
  const fileName = 'client.cjs';
  return {
    client: 'kafkajs', title: t('kafkajs (Node.js)'), language: 'javascript', fileName, commentMark, runsOn: request.place.runsOn,
    text: program(request, [`// ${comment(request.instanceName)}: kafkajs 2`, ...notesOf(request, fileName, commentMark)], {
      sasl: `{ mechanism: 'plain', username: 'token', password: ${keyIn(request)} }`, before: [],
    }),
    usage: ['npm install kafkajs', `node ${fileName}`],
  };
}

/** The same with IAM's tokens: https://kafka.js.org/docs/configuration#oauthbearer-example */
export function kafkajsWithTokens(request: TokenRequest): Snippet {
  const fileName = 'client-iam.cjs';
  const top = [
    `// ${comment(request.instanceName)}: kafkajs 2 on Node.js 18 or newer, with IAM tokens`, ...notesOf(request, fileName, commentMark),
    ...tokenNotes(request).map((note) => `// ${comment(note)}`),
  ];
  return {
    client: 'kafkajs-iam', title: t('kafkajs, IAM token (OAUTHBEARER)'), language: 'javascript', fileName, commentMark, runsOn: request.place.runsOn,
    text: program(request, top, { sasl: '{ mechanism: \'oauthbearer\', oauthBearerProvider: token }', before: provider(request) }),
    usage: ['npm install kafkajs', `node ${fileName}`],
  };
}

function provider(request: TokenRequest): string[] {
  return [
    'let last = { value: \'\', until: 0 };',
    '',
    '// It is asked for at each connection: a token is used until shortly before its end.',
    'async function token() {',
    '  if (Date.now() < last.until) return { value: last.value };',
    `  const body = new URLSearchParams({ grant_type: '${apiKeyGrant}', apikey: ${keyIn(request)} });`,
    `  const answer = await fetch(${javascriptString(tokenUrl(request))}, { method: 'POST', body, signal: AbortSignal.timeout(10_000) });`,
    '  const { access_token: value, expiration, errorMessage } = await answer.json();',
    '  if (!answer.ok) throw new Error(`IAM gives no token: ${errorMessage ?? answer.status}`);',
    '  last = { value, until: (expiration - 300) * 1000 };',
    '  return { value };',
    '}',
    '',
  ];
}

function keyIn(request: KafkaRequest): string {
  const { secretFrom } = request;
  return secretFrom.kind === 'environment' ? `process.env.${variableOf(request)}` : `readFileSync(${javascriptString(secretFrom.path)}, 'utf8').trim()`;
}

function program(request: KafkaRequest, top: readonly string[], { sasl, before }: SignIn): string {
  const { authoritiesFile, secretFrom, topic } = request;
  const brokers = bootstrapOf(request).split(',').map((broker) => `    ${javascriptString(broker)},`);
  const files = secretFrom.kind === 'file' || authoritiesFile !== undefined;
  return [
    ...top,
    ...(files ? ['const { readFileSync } = require(\'node:fs\');'] : []),
    'const { Kafka } = require(\'kafkajs\');',
    '',
    ...before,
    'const kafka = new Kafka({',
    '  clientId: \'my-client\',',
    '  brokers: [',
    ...brokers,
    '  ],',
    authoritiesFile === undefined ? '  ssl: true,' : `  ssl: { ca: readFileSync(${javascriptString(authoritiesFile)}) },`,
    `  sasl: ${sasl},`,
    '  // A first connection through a private endpoint may take longer than the default second.',
    '  connectionTimeout: 10_000,',
    '});',
    '',
    ...roundTrip(topic),
    '',
  ].join('\n');
}

function roundTrip(topic: string): string[] {
  return [
    'async function main() {',
    `  const topic = ${javascriptString(topic)};`,
    '  const text = `hello ${Date.now()}`;',
    '  const producer = kafka.producer();',
    '  const consumer = kafka.consumer({ groupId: `my-group-${Date.now()}` });',
    '  await producer.connect();',
    '  await producer.send({ topic, acks: -1, messages: [{ value: text }] });',
    '  await consumer.connect();',
    '  await consumer.subscribe({ topics: [topic], fromBeginning: true });',
    '  await new Promise((found) => consumer.run({',
    '    eachMessage: async ({ message }) => { if (String(message.value) === text) found(); },',
    '  }));',
    '  console.log(`sent and read back: ${text}`);',
    '  await Promise.all([producer.disconnect(), consumer.disconnect()]);',
    '}',
    '',
    'main().catch((error) => { console.error(error.message); process.exit(1); });',
  ];
}
