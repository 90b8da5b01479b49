import { at, seconds, wordsOf } from '../base/words';
import { Failure } from '../model/failure';
import type { HostPort } from '../model/instance';
import { t } from '../model/l10n';
import { visible } from '../model/text';

export function kafkaTimeout(broker: HostPort, request: string, milliseconds: number): Failure {
  return new Failure({
    code: 'kafka.timeout',
    what: t('{0} did not answer {1}', at(broker), request),
    why: t('No answer within {0}.', seconds(milliseconds)),
    next: t('Check again; if it stays silent, look at the service\'s status page.'),
  });
}

export function kafkaClosed(broker: HostPort, request: string, cause?: unknown): Failure {
  return new Failure({
    code: 'kafka.closed',
    what: t('{0} closed the connection instead of answering {1}', at(broker), request),
    why: cause === undefined ? t('The connection ended.') : wordsOf(cause),
    next: t('Check again: brokers restart one after another during an update.'),
    cause,
  });
}

export function kafkaGarbage(broker: HostPort, request: string, cause: unknown): Failure {
  return new Failure({
    code: 'kafka.garbage',
    what: t('{0} answered {1} with something that is not Kafka', at(broker), request),
    why: wordsOf(cause),
    next: t('Check that the name and port are those of the Kafka brokers.'),
    cause,
  });
}

/** A refusal by number, with the broker's own words where it has some: the protocol's error code where no better word is known. */
export function kafkaRefused(broker: HostPort, request: string, error: number, words?: string): Failure {
  return new Failure({
    code: `kafka.error-${error}`,
    what: t('{0} refused {1}', at(broker), request),
    why: words === undefined ? t('Kafka error code {0}.', error) : t('{0} (Kafka error code {1})', visible(words), error),
    next: t('Look the code up in Kafka\'s protocol guide, then check again.'),
  });
}
