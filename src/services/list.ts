import { t } from '../model/l10n';
import type { ServiceEntry } from '../model/service';

/** The services whose instances are found and connected: a line each, and a folder of its name. */
export const services: readonly ServiceEntry[] = [
  {
    id: 'event-streams',
    title: 'Event Streams',
    icon: 'broadcast',
    membersTitle: t('Bootstrap servers'),
    catalog: { name: 'messagehub', id: '6a7f4e38-f218-48ef-9dd2-df408747568e' },
    load: async () => (await import('./eventStreams/service')).eventStreams,
  },
];
