import type { Snippet } from '../../model/snippet';
import { comment, javascriptString } from '../escape';
import { notesOf } from '../withUsage';
import { bootstrapOf, variableOf, type KafkaRequest } from './parts';

const fileName = 'client.cjs';
const commentMark = '//';

/** A program for kafkajs that sends one message and reads what the topic holds until that message comes by. */
export function kafkajs(request: KafkaRequest): Snippet {
  const { authoritiesFile, secretFrom, topic } = request;
  const brokers = bootstrapOf(request).split(',').map((broker) => `    ${javascriptString(broker)},`);
  const password = secretFrom.kind === 'environment'
    ? `process.env.${variableOf(request)}` : `readFileSync(${javascriptString(secretFrom.path)}, 'utf8').trim()`;
  const files = secretFrom.kind === 'file' || authoritiesFile !== undefined;
  const lines = [
    `// ${comment(request.instanceName)}: kafkajs 2`,
    ...notesOf(request, fileName, commentMark),
    ...(files ? ['const { readFileSync } = require(\'node:fs\');'] : []),
    'const { Kafka } = require(\'kafkajs\');',
    '',
    'const kafka = new Kafka({',
    '  clientId: \'my-client\',',
    '  brokers: [',
    ...brokers,
    '  ],',
    authoritiesFile === undefined ? '  ssl: true,' : `  ssl: { ca: readFileSync(${javascriptString(authoritiesFile)}) },`,
    `  sasl: { mechanism: 'plain', username: 'token', password: ${password} },`,
    '  // A first connection through a private endpoint may take longer than the default second.',
    '  connectionTimeout: 10_000,',
    '});',
    '',
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
  return {
    client: 'kafkajs', title: 'kafkajs (Node.js)', language: 'javascript', fileName, commentMark, runsOn: request.place.runsOn,
    text: `${lines.join('\n')}\n`, usage: ['npm install kafkajs', 'node client.cjs'],
  };
}
