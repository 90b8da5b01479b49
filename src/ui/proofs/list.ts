import type { ProofEntry } from './proof';

export const proofs: readonly ProofEntry[] = [
  { service: 'event-streams', load: async () => (await import('./eventStreams/testMessage')).testMessage },
];
