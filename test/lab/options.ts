import { seededUuid } from '../../src/sandbox/state/ids';

/** What a lab is started with. */
export interface LabOptions {
  /** The service behind which Apache Kafka runs, by its GUID; the others listen and are as good as down. */
  readonly kafka?: { readonly guid: string; readonly topics: readonly string[] } | undefined;
  /** A folder of packages for the mirror. */
  readonly packages?: string | undefined;
}

/** The instance of the sandbox's account that nobody has connected yet. */
export const telemetry = { guid: seededUuid('event-streams', 'telemetry'), topics: ['orders', 'payments'] } as const;
