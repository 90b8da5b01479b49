import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import type { Kafka } from 'kafkajs';
import { addressOf, brokerNames, client, kafkaForSuite, truth } from './support';

describe('embedded Kafka: who is let in', () => {
  const kafka = kafkaForSuite({ acceptToken: (token) => (token === 'good-token' ? 'Manager' : undefined) });

  it('shows a verified certificate for each broker name', async () => {
    for (const name of brokerNames) {
      const socket = connect({ ...addressOf(kafka()), servername: name, ca: kafka().authority });
      await once(socket, 'secureConnect');
      assert.equal(socket.authorized, true);
      socket.destroy();
    }
  });

  it('closes the connection when the TLS hello has no name or an unknown one', async () => {
    await assert.rejects(handshake({ servername: 'kafka-9.example.com' }), { code: 'ECONNRESET' });
    await assert.rejects(handshake({}), /ECONNRESET|handshake failure/);
  });

  it('speaks TLS 1.2 and no older version', async () => {
    const socket = await handshake({ servername: brokerNames[0], maxVersion: 'TLSv1.2' });
    assert.equal(socket.getProtocol(), 'TLSv1.2');
    socket.destroy();
    await assert.rejects(handshake({ servername: brokerNames[0], minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }));
  });

  it('lets a key in that the service has, and describes the cluster under its private names', async () => {
    const admin = client(kafka(), 'manager-key').admin();
    await admin.connect();
    const cluster = await admin.describeCluster();
    assert.deepEqual(cluster.brokers, brokerNames.map((host, nodeId) => ({ nodeId, host, port: 9093 })));
    assert.deepEqual(await admin.listTopics(), ['orders', 'payments']);
    await admin.disconnect();
  });

  it('refuses a wrong key in the words of Apache Kafka', async () => {
    await refusal(client(kafka(), 'wrong-key'), /SASL PLAIN authentication failed: Authentication failed: Invalid username or password/);
  });

  it('refuses any user but token', async () => {
    const sasl = { mechanism: 'plain', username: 'admin', password: 'manager-key' } as const;
    await refusal(client(kafka(), '', { sasl }), /Invalid username or password/);
  });

  it('refuses a mechanism that it does not have', async () => {
    const sasl = { mechanism: 'scram-sha-256', username: 'token', password: 'manager-key' } as const;
    await refusal(client(kafka(), '', { sasl }), /mechanism/i);
  });

  it('takes a bearer token that the validator accepts', async () => {
    const admin = client(kafka(), '', { sasl: bearer('good-token') }).admin();
    await admin.connect();
    assert.equal((await admin.listTopics()).length, 2);
    await admin.disconnect();
  });

  it('refuses a bearer token that the validator does not accept', async () => {
    const admin = client(kafka(), '', { sasl: bearer('other-token') }).admin();
    await assert.rejects(async () => {
      await admin.connect();
      await admin.listTopics();
    });
    await admin.disconnect();
  });

  it('takes a new key at once and refuses a deleted one', async () => {
    await kafka().apply([truth({ keys: [{ apiKey: 'fresh-key', role: 'Reader' }] })]);
    const admin = client(kafka(), 'fresh-key').admin();
    await admin.connect();
    await refusal(client(kafka(), 'manager-key'), /Invalid username or password/);
    await kafka().apply([truth()]);
    await admin.disconnect();
  });

  it('takes tokens alone where the service says so', async () => {
    await kafka().apply([truth({ tokenOnly: true })]);
    await refusal(client(kafka(), 'manager-key'), /mechanism/i);
    const admin = client(kafka(), '', { sasl: bearer('good-token') }).admin();
    await admin.connect();
    await admin.disconnect();
    await kafka().apply([truth()]);
  });

  async function handshake(options: object): Promise<TLSSocket> {
    const socket = connect({ ...addressOf(kafka()), ca: kafka().authority, checkServerIdentity: () => undefined, ...options });
    await once(socket, 'secureConnect');
    return socket;
  }

  function bearer(value: string) {
    return { mechanism: 'oauthbearer', oauthBearerProvider: () => Promise.resolve({ value }) } as const;
  }

  async function refusal(kafkaClient: Kafka, words: RegExp): Promise<void> {
    const admin = kafkaClient.admin();
    await assert.rejects(admin.connect(), words);
    await admin.disconnect();
  }
});
