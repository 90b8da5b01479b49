import type { ServicePeer, ServiceTruth } from '../dataPlane';
import { NetworkError } from '../network/networkError';
import type { PeerOptions, SandboxService } from './service';

/** What answers for all services. Each one's own peer is started when the first instance of that service is there. */
export function servicePeers(services: readonly SandboxService[], options: PeerOptions): ServicePeer {
  const peers = new Map<string, ServicePeer>();
  let applied: readonly ServiceTruth[] = [];
  return {
    async apply(truths, tokenKeys) {
      for (const service of services) {
        const own = truths.filter((truth) => truth.service === service.id);
        const peer = peers.get(service.id) ?? (own.length === 0 ? undefined : await service.startPeer?.(options));
        if (peer === undefined) continue;
        peers.set(service.id, peer);
        await peer.apply(own, tokenKeys);
      }
      applied = truths;
    },
    async connect(crn, port) {
      const service = applied.find((truth) => truth.crn === crn)?.service ?? '';
      const peer = peers.get(service);
      if (peer === undefined) throw new NetworkError('ECONNREFUSED', `${crn} port ${port}`);
      return peer.connect(crn, port);
    },
    async stop() {
      await Promise.all([...peers.values()].map((peer) => peer.stop()));
    },
  };
}
