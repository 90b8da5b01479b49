import type { ServiceChecksEntry } from './serviceChecks';

/** The services that can be checked up to their own protocol: a line each, and a folder of its name. */
export const serviceChecks: readonly ServiceChecksEntry[] = [
  { service: 'event-streams', load: async () => (await import('./eventStreams/eventStreams')).eventStreams },
];
