import type { CertificateSource } from './certificateSource';
import type { EventRow } from './state/records';
import type { SandboxService } from './services/service';
import type { State } from './state/state';

/** What every API of the sandbox works on. */
export interface World {
  readonly state: State;
  /** The kinds of instance that there are. */
  readonly services: readonly SandboxService[];
  /** What VPN servers read out of Secrets Manager. */
  readonly certificates: CertificateSource;
  /** Milliseconds since 1970. */
  now(): number;
  /** Says that something changed: the state is saved and the data plane is told, soon and once for many changes. */
  changed(): void;
  /** Orders an event that happens after so many seconds of the real cloud's time. */
  later(seconds: number, event: Omit<EventRow, 'due'>): void;
}

/** RFC 3339, as all of the cloud's times are. */
export function timestamp(world: World): string {
  return new Date(world.now()).toISOString().replace(/\.\d+Z$/, 'Z');
}
