import { createTransport } from '../../../src/cloud/transport';
import { createVpc } from '../../../src/cloud/vpc';
import type { VpcService } from '../../../src/cloud/vpcService';
import { Secret } from '../../../src/model/secret';
import { startPeer, type Peer, type Reply } from './peer';

/** The client of a region whose API answers as `answers` says at the time: "GET /v1/vpcs", "GET /v1/vpcs?start=two". All else is not there. */
export async function startVpc(answers: Readonly<Record<string, Reply>>): Promise<{ readonly peer: Peer; readonly vpc: VpcService }> {
  const peer = await startPeer(({ method, path, query }): Reply => {
    const start = query.get('start');
    return answers[`${method} ${path}${start === null ? '' : `?start=${start}`}`]
      ?? { status: 404, json: { errors: [{ code: 'not_found', message: `no ${path}` }] } };
  });
  return { peer, vpc: createVpc('eu-de', `${peer.url}/v1`, createTransport(), { token: () => Promise.resolve(new Secret('t')) }) };
}
