import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { KafkaService, ServiceTruth } from '../../../src/sandbox/dataPlane';
import { makeAuthority } from './certificates';
import { startCluster, type RunningCluster } from './cluster';
import { startRouter } from './router';
import { tools } from './tools';

export interface RealKafka extends KafkaService {
  /** Address of the router on loopback: what an endpoint gateway leads to. */
  readonly port: number;
  /** The authority as a file, for clients that want a path. */
  readonly authorityFile: string;
}

/**
 * Apache Kafka in the place of the sandbox's small one: what the sandbox says of the service that `wanted` picks (names, keys and
 * their roles) becomes true of a real cluster. The other services answer nobody.
 */
export async function realKafka(wanted: (service: ServiceTruth) => boolean, topics: readonly string[]): Promise<RealKafka> {
  const fetched = await tools(startCluster);
  const authority = await makeAuthority();
  let cluster: RunningCluster | undefined;
  let crn: string | undefined;
  const router = await startRouter((name) => cluster?.ports.get(name));
  return {
    authority: authority.pem,
    port: router.port,
    authorityFile: join(authority.folder, 'authority.crt'),
    apply: async (services) => {
      const service = services.find((each) => each.brokers.length > 0 && wanted(each));
      if (service === undefined) return;
      const same = cluster !== undefined && service.brokers.every(({ host }) => cluster?.ports.has(host) === true);
      if (!same) {
        await cluster?.stop();
        cluster = await startCluster(fetched, { authority, brokers: service.brokers, topics });
      }
      crn = service.crn;
      await cluster?.setKeys(service.keys);
    },
    connect: async (asked): Promise<Duplex> => {
      if (asked !== crn) throw Object.assign(new Error(`No Kafka runs for ${asked}`), { code: 'ECONNREFUSED' });
      const socket = connect(router.port, '127.0.0.1');
      await once(socket, 'connect');
      return socket;
    },
    stop: async () => {
      await router.stop();
      await cluster?.stop();
      await rm(authority.folder, { recursive: true, force: true });
    },
  };
}
