import { sendTestMessage } from '../../../../src/kafka/testMessage';
import { Secret } from '../../../../src/model/secret';

// A program of its own: it ends by itself only if nothing is left running behind the message that got no answer.
sendTestMessage({
  brokers: [{ host: 'kafka-0.guid.private.test', port: 9093 }],
  network: { resolve: () => Promise.resolve([]), connect: () => new Promise(() => undefined) },
  apiKey: new Secret('key'),
  authorities: [],
  topic: 'orders',
  timeoutMs: 100,
}, new AbortController().signal).then(
  () => process.exit(2),
  (error: unknown) => console.log(error instanceof Error && 'code' in error ? error.code : error),
);
