import type { ServiceRole } from '../../../dataPlane';
import type { Cluster } from './cluster';
import type { Reader } from './wire/reader';
import type { Writer } from './wire/writer';

/** A request that was let in, with all that its handler may know of who asks. */
export interface Request {
  readonly version: number;
  readonly clientId: string;
  readonly clientHost: string;
  readonly role: ServiceRole;
  /** Id of the broker that was asked, by the name in the TLS hello. */
  readonly brokerId: number;
  readonly cluster: Cluster;
  /** Aborted when the connection ends, so that nothing waits on for a client that left. */
  readonly gone: AbortSignal;
}

/** One row of the table of what this Kafka speaks. */
export interface Api {
  readonly key: number;
  readonly min: number;
  readonly max: number;
  /** The first version in the flexible form; beyond `max` where none is spoken. */
  readonly flexibleFrom: number;
  /** The lowest version that is advertised, where it is lower than what is spoken. */
  readonly advertisedMin?: number;
  /** Reads the rest of the request and writes the answer's body; 'silent' means that none is sent. */
  handle(request: Request, body: Reader, answer: Writer): Promise<'silent' | undefined> | Writer | 'silent';
}

/** No version of the request is in the flexible form. */
export const neverFlexible = 32767;
