import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { roundTrip, type ClientResult } from './clients';
import { startCluster } from './cluster';
import { handshake } from './handshake';
import { addressOf, bootstrap, client, crn, kafkaForSuite, names, service, stored, withKey } from './suite';
import { tools } from './tools';

const address = '127.0.93.7';
const other = service({ crn: 'crn:of:another', members: [{ host: 'kafka-0.other.test', port: 9093 }] });

describe('a real Kafka behind the names of the sandbox', function suite() {
  this.timeout(180_000);
  const kafka = kafkaForSuite(address);

  const kcat = async (key: string): Promise<ClientResult> => roundTrip({
    client: 'kcat',
    fileName: 'kcat.conf',
    text: [
      `bootstrap.servers=${bootstrap}`, 'security.protocol=SASL_SSL', 'sasl.mechanisms=PLAIN',
      'sasl.username=token', `sasl.password=${key}`, `ssl.ca.location=${kafka().authorityFile}`, '',
    ].join('\n'),
    usage: ['echo hello | kcat -F kcat.conf -P -t orders -X message.timeout.ms=8000', 'kcat -F kcat.conf -q -C -t orders -o beginning -e'],
    env: {},
    hosts: Object.fromEntries(names.map((name) => [name, address])),
  }, await tools(startCluster));

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
    await kafka().apply([service({ keys: [{ apiKey: 'new-key', role: 'Writer' }] })], []);
    const [now, before] = [await kcat('new-key'), await kcat('manager-key')];
    await kafka().apply([service()], []);
    assert.ok(now.returned, now.said);
    assert.equal(before.returned, false);
  });

  it('shows each broker its own certificate, and closes where the name is nobody\'s', async () => {
    const shown = async (servername: string): Promise<string> => {
      const socket = connectTls({ ...addressOf(kafka()), servername, ca: kafka().authority, checkServerIdentity: () => undefined });
      await once(socket, 'secureConnect');
      const name = socket.getPeerCertificate().subjectaltname ?? '';
      socket.destroy();
      return name;
    };
    assert.equal(await shown(names[1] ?? ''), `DNS:${names[1] ?? ''}`);
    await assert.rejects(shown('nobody.test'), { code: 'ECONNRESET' });
  });

  it('listens where it is told to', () => {
    assert.deepEqual(kafka().addressOf(crn), { host: address, port: 9093 });
  });

  it('listens for a service without brokers behind it, and closes as one does whose brokers are all down', async () => {
    await kafka().apply([service(), other], []);
    const at = kafka().addressOf(other.crn);
    assert.ok(at !== undefined && at.port !== 9093);
    for (const servername of ['kafka-0.other.test', names[0]]) {
      await assert.rejects(handshake(kafka(), servername, { ...at }), { code: 'ECONNRESET' });
    }
    await handshake(kafka(), names[0]);
  });

  it('listens nowhere for a service that it was not told of, or no longer is', async () => {
    await kafka().apply([service(), other], []);
    const at = kafka().addressOf(other.crn);
    const open = await kafka().connect(other.crn);
    await kafka().apply([service()], []);
    await once(open, 'close');
    await assert.rejects(once(connect(at?.port ?? 0, at?.host), 'connect'), { code: 'ECONNREFUSED' });
    await assert.rejects(kafka().connect(other.crn), { code: 'ECONNREFUSED' });
  });

  it('has the same cluster again when its service comes back', async () => {
    const { pid } = kafka();
    await kafka().apply([], []);
    await assert.rejects(kafka().connect(crn), { code: 'ECONNREFUSED' });
    await kafka().apply([service()], []);
    await stored(client(kafka(), withKey('reader-key')));
    assert.equal(kafka().pid, pid);
  });
});
