import type { Consumer, Kafka } from 'kafkajs';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import { visible } from '../model/text';
import { settled, until } from './until';

/** One message: where it goes, what it says, and the group that reads it back. */
export interface RoundTripPlan {
  readonly topic: string;
  readonly text: string;
  readonly group: string;
}

export interface RoundTrip {
  readonly partition: number;
  readonly offset: string;
  readonly roundTripMs: number;
  readonly text: string;
}

/** Writes the message, then reads from its very place until it comes by. */
export async function roundTrip(kafka: Kafka, plan: RoundTripPlan, signal: AbortSignal): Promise<RoundTrip> {
  const { Partitioners } = await import('kafkajs');
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner, allowAutoTopicCreation: false });
  const consumer = kafka.consumer({ groupId: plan.group, allowAutoTopicCreation: false, maxWaitTimeInMs: 200 });
  try {
    await until(signal, producer.connect());
    const started = performance.now();
    const [sent] = await until(signal, producer.send({ topic: plan.topic, acks: -1, messages: [{ value: plan.text }] }));
    if (sent === undefined) {
      throw noPosition(plan.topic);
    }
    const position = { topic: plan.topic, partition: sent.partition, offset: sent.baseOffset ?? '0' };
    const text = await until(signal, readBack(consumer, position, plan.text));
    return { partition: position.partition, offset: position.offset, roundTripMs: Math.round(performance.now() - started), text };
  } finally {
    await settled(Promise.all([producer.disconnect(), consumer.disconnect()]));
  }
}

async function readBack(
  consumer: Consumer, position: { readonly topic: string; readonly partition: number; readonly offset: string }, text: string,
): Promise<string> {
  await consumer.connect();
  await consumer.subscribe({ topics: [position.topic], fromBeginning: false });
  const crashed = new Promise<never>((_, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
  });
  const found = new Promise<string>((resolve, reject) => {
    consumer.run({
      autoCommit: false,
      eachMessage: ({ message }) => {
        const value = message.value?.toString() ?? '';
        if (value === text) {
          resolve(value);
        }
        return Promise.resolve();
      },
    }).catch(reject);
    // A topic may hold gigabytes: the other partitions are not fetched, and this one from the message on.
    consumer.pause([{ topic: position.topic }]);
    consumer.resume([{ topic: position.topic, partitions: [position.partition] }]);
    consumer.seek(position);
  });
  return Promise.race([found, crashed]);
}

function noPosition(topic: string): Failure {
  return new Failure({
    code: 'kafka.garbage', what: t('No answer for the message to {0}', visible(topic)),
    why: t('Kafka took the message, but did not say where it stands.'), next: t('Try again.'),
  });
}
