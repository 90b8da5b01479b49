import { at, seconds, wordsOf } from '../base/words';
import { Failure } from '../model/failure';
import type { HostPort } from '../model/instance';

export function kafkaTimeout(broker: HostPort, request: string, milliseconds: number): Failure {
  return new Failure({
    code: 'kafka.timeout',
    what: `${at(broker)} did not answer ${request}`,
    why: `No answer within ${seconds(milliseconds)}.`,
    next: 'Check again; if it stays silent, look at the service\'s status page.',
  });
}

export function kafkaClosed(broker: HostPort, request: string, cause?: unknown): Failure {
  return new Failure({
    code: 'kafka.closed',
    what: `${at(broker)} closed the connection instead of answering ${request}`,
    why: cause === undefined ? 'The connection ended.' : wordsOf(cause),
    next: 'Check again: brokers restart one after another during an update.',
    cause,
  });
}

export function kafkaGarbage(broker: HostPort, request: string, cause: unknown): Failure {
  return new Failure({
    code: 'kafka.garbage',
    what: `${at(broker)} answered ${request} with something that is not Kafka`,
    why: wordsOf(cause),
    next: 'Check that the name and port are those of the Kafka brokers.',
    cause,
  });
}

/** A refusal by number: the protocol's error code where no better word is known. */
export function kafkaRefused(broker: HostPort, request: string, error: number): Failure {
  return new Failure({
    code: `kafka.error-${error}`,
    what: `${at(broker)} refused ${request}`,
    why: `Kafka error code ${error}.`,
    next: 'Look the code up in Kafka\'s protocol guide, then check again.',
  });
}
