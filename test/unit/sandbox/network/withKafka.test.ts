import assert from 'node:assert/strict';
import { connect, type TLSSocket } from 'node:tls';
import { embeddedKafka } from '../../../../src/sandbox/services/eventStreams/kafka/embeddedKafka';
import { doorNetwork } from '../../../../src/sandbox/network/doorNetwork';
import { embeddedDataPlane } from '../../../../src/sandbox/network/embedded';
import type { DataPlane } from '../../../../src/sandbox/dataPlane';
import { logIn, newKeyPair, type SshClient } from './sshClient';
import { brokerName, floatingAddress, laptopAddress, service, workingTruth } from './truths';

const keys = newKeyPair();

describe('the embedded network with the embedded Kafka', () => {
  let plane: DataPlane;
  let server: SshClient;

  before(async () => {
    const kafka = await embeddedKafka();
    plane = await embeddedDataPlane({ peer: kafka, authority: kafka.authority, laptopAddress });
    await plane.apply(workingTruth([keys.publicKey]));
    server = await logIn(doorNetwork(plane.door ?? ''), floatingAddress, keys);
  });

  after(async () => {
    server.end();
    await plane.stop();
  });

  it('leads from the virtual server to a broker that proves its own name', async () => {
    const secured = await secure(brokerName);
    assert.ok(secured.authorized);
    assert.equal(secured.getPeerCertificate().subjectaltname?.includes(brokerName), true);
    secured.destroy();
  });

  it('and that proves no other name', async () => {
    await assert.rejects(secure('kafka-0.other.example.com'));
  });

  it('leads this machine to a public instance by its name', async () => {
    const host = 'kafka-0-mh-shop.svc07.eu-de.eventstreams.cloud.ibm.com';
    const truth = workingTruth([keys.publicKey]);
    await plane.apply({ ...truth, services: [...truth.services, service({ crn: 'crn:public', members: [{ host, port: 9093 }], privateNames: [] })] });
    const laptop = doorNetwork(plane.door ?? '');
    const signal = AbortSignal.timeout(20_000);
    const [address = ''] = await laptop.resolve(host, signal);
    for (const at of [address, host]) {
      const secured = await new Promise<TLSSocket>((resolve, reject) => {
        laptop.connect(at, 9093, signal).then((socket) => {
          const tls = connect({ socket, servername: host, ca: plane.authority }, () => resolve(tls)).on('error', reject);
        }, reject);
      });
      assert.ok(secured.authorized);
      secured.destroy();
    }
    await assert.rejects(laptop.resolve(brokerName, signal), { code: 'ENOTFOUND' });
  });

  async function secure(servername: string): Promise<TLSSocket> {
    const channel = await server.forward(brokerName, 9093);
    assert.ok(channel);
    return new Promise((resolve, reject) => {
      const socket = connect({ socket: channel, servername, ca: plane.authority }, () => resolve(socket));
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('closed')));
    });
  }
});
