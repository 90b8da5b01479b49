import { seconds, wordsOf } from '../base/words';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import { visible } from '../model/text';

interface Known {
  readonly code: string;
  readonly next: string;
  /** In front of Kafka's own words, where those say little. */
  readonly why?: string;
}

const codes: Readonly<Record<string, Known>> = {
  TOPIC_AUTHORIZATION_FAILED: {
    code: 'kafka.not-authorized',
    next: t('Use a service credential with the role Writer for a topic that exists, or Manager for a scratch topic.'),
  },
  CLUSTER_AUTHORIZATION_FAILED: { code: 'kafka.not-authorized', next: t('Use a service credential with the role Manager, or choose a topic that exists.') },
  GROUP_AUTHORIZATION_FAILED: { code: 'kafka.not-authorized', next: t('Use a service credential that may read with consumer groups.') },
  UNKNOWN_TOPIC_OR_PARTITION: {
    code: 'kafka.no-topic', why: t('There is no topic of that name, or the API key may not see it'),
    next: t('Choose a topic that exists: the service makes none by itself.'),
  },
  INVALID_REPLICATION_FACTOR: { code: 'kafka.too-few-brokers', next: t('Check that three brokers are up, then try again.') },
  NOT_ENOUGH_REPLICAS: { code: 'kafka.too-few-brokers', next: t('Wait until the brokers have restarted, then try again.') },
  UNSUPPORTED_SASL_MECHANISM: { code: 'sasl.mechanism', next: t('The instance takes IAM tokens alone.') },
};

/** What kafkajs threw, in Kafka's own words and with a code of ours. */
export function messageFailure(topic: string, error: unknown): Failure {
  const root = rootOf(error);
  const type = root instanceof Error && 'type' in root && typeof root.type === 'string' ? root.type : '';
  const signIn = root instanceof Error && root.name === 'KafkaJSSASLAuthenticationError';
  const { why, ...known }: Known = signIn
    ? { code: 'sasl.rejected', next: t('Use a service credential of this instance that still exists.') }
    : codes[type] ?? { code: 'kafka.test-message', next: t('Check the connectivity: it names the hop that is broken.') };
  const words = why === undefined ? wordsOf(root) : `${why}: ${wordsOf(root)}`;
  return new Failure({ ...known, what: t('No test message through {0}', visible(topic)), why: words, cause: error });
}

export function messageLate(milliseconds: number): Failure {
  return new Failure({
    code: 'kafka.timeout', what: t('The test message did not come back'), why: t('Not within {0}.', seconds(milliseconds)),
    next: t('Check the connectivity: it names the hop that is broken.'),
  });
}

export function topicLeft(topic: string, cause: unknown): Failure {
  return new Failure({
    code: 'kafka.topic-left', what: t('The scratch topic {0} could not be deleted', visible(topic)), why: wordsOf(cause),
    next: t('Delete the topic {0} yourself.', visible(topic)), cause,
  });
}

/** kafkajs wraps: "number of retries exceeded" around the reason, a list of errors around one a topic. */
function rootOf(error: unknown): unknown {
  let root = error;
  for (let depth = 0; depth < 5; depth++) {
    const inner = innerOf(root);
    if (!(inner instanceof Error)) {
      break;
    }
    root = inner;
  }
  return root;
}

function innerOf(error: unknown): unknown {
  if (!(error instanceof Error)) {
    return undefined;
  }
  if ('errors' in error && Array.isArray(error.errors)) {
    return error.errors.find((each) => each instanceof Error);
  }
  return 'originalError' in error ? error.originalError : error.cause;
}
