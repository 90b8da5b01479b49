import { eventStreams } from './eventStreams/service';
import type { SandboxService } from './service';

/** The services that the sandbox has. */
export const sandboxServices: readonly SandboxService[] = [
  eventStreams,
];
