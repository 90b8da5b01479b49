import type { Remedy } from '../../../model/check';
import { t } from '../../../model/l10n';
import { again, makeCredential, saidByAll, type Explanation } from '../../causes';

const anotherKey: Remedy = { title: t('Make a new service credential for this instance, then check again') };

/** What Kafka's own codes mean, and the one common code that Kafka has a word of its own for. */
export const explanations: Readonly<Record<string, Explanation>> = {
  'dns.no-names': {
    cause: t('The API\'s answer holds no bootstrap servers: the instance is still being made, or its plan has none.'),
    remedy: { title: t('Refresh when the instance is active, then check again') },
  },
  'sasl.rejected': {
    cause: t('The API key is not one of this instance, was deleted, or is minutes young and not known to the brokers yet.'),
    remedy: anotherKey,
  },
  'sasl.mechanism': {
    cause: t('The instance takes IAM tokens alone (iam_token_only): a key as a password is refused.'),
    remedy: { title: t('Use a client with OAUTHBEARER, or turn iam_token_only off on the instance') },
  },
  'sasl.no-key': { cause: t('No API key of this instance is kept on this machine.'), remedy: makeCredential },
  'sasl.closed': {
    cause: t('Brokers restart one after another during an update; otherwise the key is not accepted, or what answers wants another way to sign in.'),
    remedy: again,
  },
  [saidByAll('sasl.closed')]: {
    cause: t('Every broker ended the connection at the sign-in itself: the key is not accepted, or what answers wants another way to sign in.'),
    remedy: anotherKey,
  },
  'kafka.timeout': { cause: t('The broker accepted the connection, but does not answer requests.'), remedy: again },
  'kafka.closed': {
    cause: t('Brokers restart one after another during an update; otherwise something on the way ends the connection.'),
    remedy: again,
  },
  [saidByAll('kafka.closed')]: {
    cause: t('Every broker ends the connection after the sign-in, which no restart does to all at once: '
      + 'something on the way does, or the cluster is not well.'),
    remedy: again,
  },
  'kafka.garbage': { cause: t('What answers there is not a Kafka broker.'), remedy: { title: t('Check what listens on that address and port') } },
  'kafka.no-brokers': { cause: t('The cluster names no broker: it is starting, or it is not well.'), remedy: again },
  'kafka.no-authority': {
    cause: t('The key may sign in, but may neither create, read nor write any topic that it can see.'),
    remedy: { title: t('Make a service credential with the role Writer or Manager') },
  },
};
