import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ServiceTruth } from '../../../src/sandbox/dataPlane';
import { roundTrip, type ClientResult } from './clients';
import { startCluster } from './cluster';
import { realKafka, type RealKafka } from './service';
import { tools, type Tools } from './tools';

const address = '127.0.93.7';
const names = [0, 1, 2].map((number) => `kafka-${number}.private.test`);
const service: ServiceTruth = {
  crn: 'crn:of:orders',
  brokers: names.map((host) => ({ host, port: 9093 })),
  privateNames: names,
  keys: [{ apiKey: 'manager-key', role: 'Manager' }, { apiKey: 'reader-key', role: 'Reader' }],
  identities: [],
  tokenOnly: false,
};

describe('a real Kafka behind the names of the sandbox', function suite() {
  this.timeout(180_000);
  let kafka: RealKafka;
  let fetched: Tools;
  let gate: Server;

  before(async () => {
    fetched = await tools(startCluster);
    kafka = await realKafka(({ crn }) => crn === service.crn, ['orders']);
    await kafka.apply([service], []);
    gate = createServer((client) => {
      void kafka.connect(service.crn).then((broker) => {
        client.on('error', () => broker.destroy()).on('close', () => broker.destroy());
        broker.on('error', () => client.destroy()).on('close', () => client.destroy());
        client.pipe(broker).pipe(client);
      });
    }).listen(9093, address);
    await once(gate, 'listening');
  });

  after(async () => {
    gate.close();
    await kafka.stop();
  });

  const kcat = (key: string): Promise<ClientResult> => roundTrip({
    client: 'kcat',
    fileName: 'kcat.conf',
    text: [
      `bootstrap.servers=${names.map((name) => `${name}:9093`).join(',')}`, 'security.protocol=SASL_SSL', 'sasl.mechanisms=PLAIN',
      'sasl.username=token', `sasl.password=${key}`, `ssl.ca.location=${kafka.authorityFile}`, '',
    ].join('\n'),
    usage: ['echo hello | kcat -F kcat.conf -P -t orders -X message.timeout.ms=8000', 'kcat -F kcat.conf -q -C -t orders -o beginning -e'],
    env: {},
    hosts: Object.fromEntries(names.map((name) => [name, address])),
  }, fetched);

  it('lets a manager write and read, by the names alone', async () => {
    const { returned, said } = await kcat('manager-key');
    assert.ok(returned, said);
  });

  it('refuses a key that it was not told of', async () => {
    const { returned, said } = await kcat('some-key');
    assert.equal(returned, false);
    assert.match(said, /Authentication failed|Invalid username or password/);
  });

  it('lets a reader read and not write', async () => {
    const { returned, said } = await kcat('reader-key');
    assert.equal(returned, false);
    assert.match(said, /Topic authorization failed/);
  });

  it('takes a new key at once, and no longer takes one that is gone', async () => {
    await kafka.apply([{ ...service, keys: [{ apiKey: 'new-key', role: 'Writer' }] }], []);
    const [now, before] = [await kcat('new-key'), await kcat('manager-key')];
    await kafka.apply([service], []);
    assert.ok(now.returned, now.said);
    assert.equal(before.returned, false);
  });

  it('shows each broker its own certificate, and closes where the name is nobody\'s', async () => {
    const shown = async (servername: string): Promise<string> => {
      const socket = connectTls({ host: '127.0.0.1', port: kafka.port, servername, ca: kafka.authority, checkServerIdentity: () => undefined });
      await once(socket, 'secureConnect');
      const name = socket.getPeerCertificate().subjectaltname ?? '';
      socket.destroy();
      return name;
    };
    assert.equal(await shown(names[1] ?? ''), `DNS:${names[1] ?? ''}`);
    await assert.rejects(shown('nobody.test'), { code: 'ECONNRESET' });
  });

  it('answers for no other service', async () => {
    await assert.rejects(kafka.connect('crn:of:another'), { code: 'ECONNREFUSED' });
  });
});
