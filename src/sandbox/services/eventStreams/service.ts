import type { SandboxService } from '../service';
import { credential } from './credential';
import { document, members } from './document';
import { plans } from './plans';

/** Event Streams: managed Kafka. */
export const eventStreams: SandboxService = {
  id: 'event-streams',
  catalog: { id: '6a7f4e38-f218-48ef-9dd2-df408747568e', name: 'messagehub', display: 'Event Streams' },
  plans: Object.values(plans),
  document,
  members,
  credential,
  startPeer: async (options) => (await import('./kafka/embeddedKafka')).embeddedKafka(options),
};
