import { setMaxListeners } from 'node:events';
import type { CheckContext, Known } from '../../../../../src/diagnose/checks/check';
import type { CheckRequest } from '../../../../../src/diagnose/request';
import { KafkaTalk } from '../../../../../src/diagnose/services/eventStreams/kafkaTalk';
import { makeAuthority } from '../../../kafka/support/certificates';
import { startPeer, type Manner, type Peer, type PeerOptions } from '../../../kafka/support/kafkaPeer';
import { contextOf, from, laptop, namedNetwork, requestFor } from '../../support';

const authority = makeAuthority();
const authorities = [authority.pem];
export const never = new AbortController().signal;
setMaxListeners(0, never);

/** Brokers on loopback, with TLS up to each of them: where the Kafka checks begin. */
export interface Cluster {
  readonly context: CheckContext;
  readonly talk: KafkaTalk;
  readonly peers: readonly Peer[];
  readonly heard: readonly Known[];
  stop(): Promise<void>;
}

export interface ClusterOptions {
  readonly manners?: readonly Manner[];
  readonly request?: Partial<CheckRequest>;
  /** What metadata names; all of them unless told. */
  readonly advertised?: (brokers: readonly { host: string; port: number }[]) => ReturnType<PeerOptions['advertised']>;
  readonly answers?: PeerOptions['metadata'];
}

export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const { manners = ['broker', 'broker'], request = {}, advertised, answers } = options;
  const peers: Peer[] = [];
  const hosts = manners.map((_, id) => `kafka-${id}.test`);
  const brokers = () => peers.map(({ port }, id) => ({ host: hosts[id] ?? '', port }));
  for (const [id, manner] of manners.entries()) {
    const identity = authority.issue([hosts[id] ?? '']);
    peers.push(await startPeer({
      identity, apiKey: 'the-key', manner, advertised: () => advertised?.(brokers()) ?? brokers(), ...(answers === undefined ? {} : { metadata: answers }),
    }));
  }
  const vantages = from(laptop(namedNetwork(Object.fromEntries(hosts.map((host) => [host, ['127.0.0.1']])))));
  const heard: Known[] = [];
  const { context, lookout } = await contextOf(requestFor(brokers(), { vantages, authorities, ...request }), (known) => heard.push(known));
  await Promise.all(context.probes.map(async (probe) => {
    await probe.resolve(never);
    await probe.connect(never);
    await probe.secure(never);
  }));
  return {
    context, peers, heard, talk: new KafkaTalk(),
    stop: async () => {
      lookout.close();
      await Promise.all(peers.map((peer) => peer.stop()));
    },
  };
}
