import assert from 'node:assert/strict';
import { connect, type TLSSocket } from 'node:tls';
import { embeddedKafka } from '../../../../src/sandbox/services/eventStreams/kafka/embeddedKafka';
import { doorNetwork } from '../../../../src/sandbox/network/doorNetwork';
import { embeddedDataPlane } from '../../../../src/sandbox/network/embedded';
import type { DataPlane } from '../../../../src/sandbox/dataPlane';
import { logIn, newKeyPair, type SshClient } from './sshClient';
import { brokerName, floatingAddress, laptopAddress, workingTruth } from './truths';

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
