import type { Snippet, SnippetRequest } from '../../model/snippet';
import { java } from './java';
import { javaWithTokens } from './javaWithTokens';
import { kafkajs, kafkajsWithTokens } from './kafkajs';
import { kcat } from './kcat';
import type { KafkaRequest } from './parts';
import { python, pythonWithTokens } from './python';

/**
 * A ready configuration for each Kafka client, with the key as a password and with IAM's tokens for it. The topic is an example of the
 * reader's own, unless one is given.
 */
export function eventStreams(request: SnippetRequest, topic = 'my-topic'): readonly Snippet[] {
  const asked: KafkaRequest = { ...request, topic };
  const { iam, tokensOnly } = request;
  return [
    ...tokensOnly === true ? [] : [java(asked), kcat(asked), kafkajs(asked), python(asked)],
    ...iam === undefined ? [] : [javaWithTokens({ ...asked, iam }), kafkajsWithTokens({ ...asked, iam }), pythonWithTokens({ ...asked, iam })],
  ];
}
