import { t } from '../../model/l10n';
import type { Service } from '../../model/service';
import { clientTools } from './clientTools';
import { apiKeyCredential } from './credential';
import { kafkaPort, readDocument } from './document';

/** Event Streams: Apache Kafka as a service. */
export const eventStreams: Service = {
  id: 'event-streams',
  words: { title: 'Event Streams', protocol: 'Kafka', member: t('broker'), members: t('brokers'), port: t('port {0}', kafkaPort) },
  credential: apiKeyCredential,
  clientTools,
  read: readDocument,
  ports({ members }) {
    const named = new Set(members.map(({ port }) => port));
    return named.size === 0 ? [kafkaPort] : [...named].sort((one, other) => one - other);
  },
};
