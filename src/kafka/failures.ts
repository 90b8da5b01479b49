import { Failure } from '../model/failure';
import { visible } from '../model/text';

/** What a broker's place in a sentence is: `kafka-0.example:9093`. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/** `code` of an error of Node or of ssh2, or its class where it has none. */
export function codeOf(error: unknown): string {
  if (error instanceof Error) {
    return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  }
  return typeof error;
}

/** An error's own words, safe to show. */
export function wordsOf(error: unknown): string {
  return visible(error instanceof Error ? error.message : String(error));
}

export function kafkaTimeout(place: Place, request: string, milliseconds: number): Failure {
  return new Failure({
    code: 'kafka.timeout',
    what: `${at(place)} did not answer ${request}`,
    why: `No answer within ${seconds(milliseconds)}.`,
    next: 'Check again; if it stays silent, look at the service\'s status page.',
  });
}

export function kafkaClosed(place: Place, request: string, cause?: unknown): Failure {
  return new Failure({
    code: 'kafka.closed',
    what: `${at(place)} closed the connection instead of answering ${request}`,
    why: cause === undefined ? 'The connection ended.' : wordsOf(cause),
    next: 'Check again: brokers restart one after another during an update.',
    cause,
  });
}

export function kafkaGarbage(place: Place, request: string, cause: unknown): Failure {
  return new Failure({
    code: 'kafka.garbage',
    what: `${at(place)} answered ${request} with something that is not Kafka`,
    why: wordsOf(cause),
    next: 'Check that the name and port are those of the Kafka brokers.',
    cause,
  });
}

/** A refusal by number: the protocol's error code where no better word is known. */
export function kafkaRefused(place: Place, request: string, error: number): Failure {
  return new Failure({
    code: `kafka.error-${error}`,
    what: `${at(place)} refused ${request}`,
    why: `Kafka error code ${error}.`,
    next: 'Look the code up in Kafka\'s protocol guide, then check again.',
  });
}

export function at(place: Place): string {
  return `${visible(place.host, 255)}:${place.port}`;
}

export function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} s`;
}
