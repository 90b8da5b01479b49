import type { Snippet, SnippetRequest } from '../../model/snippet';
import { java } from './java';
import { kafkajs } from './kafkajs';
import { kcat } from './kcat';
import type { KafkaRequest } from './parts';
import { python } from './python';

/** A ready configuration for each Kafka client. The topic is an example of the reader's own, unless one is given. */
export function eventStreams(request: SnippetRequest, topic = 'my-topic'): readonly Snippet[] {
  const asked: KafkaRequest = { ...request, topic };
  return [java(asked), kcat(asked), kafkajs(asked), python(asked)];
}
