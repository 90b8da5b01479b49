import assert from 'node:assert/strict';
import { bench, type Bench } from './bench';
import { ask as askOn, query, typeAAAA, type NameAnswer } from './dnsClient';
import { logIn, newKeyPair, type SshClient } from './sshClient';
import { brokerName, floatingAddress, gatewayAddress, workingTruth } from './truths';

const keys = newKeyPair();

describe('the resolvers answer over TCP', () => {
  let under: Bench;
  let server: SshClient;

  beforeEach(async () => {
    under = await bench();
    await under.plane.apply(workingTruth([keys.publicKey]));
    server = await logIn(under.laptop, floatingAddress, keys);
  });

  afterEach(async () => {
    server.end();
    await under.plane.stop();
  });

  const ask = async (resolver: string, bytes: Buffer): Promise<NameAnswer> => {
    const channel = await server.forward(resolver, 53);
    assert.ok(channel);
    return askOn(channel, bytes);
  };

  it('a private name has the gateway\'s address', async () => {
    for (const resolver of ['161.26.0.7', '161.26.0.8']) {
      assert.deepEqual(await ask(resolver, query(brokerName)), { id: 7, code: 0, addresses: [gatewayAddress] });
    }
  });

  it('a name is found in whatever case it is written', async () => {
    assert.deepEqual((await ask('161.26.0.7', query(brokerName.toUpperCase()))).addresses, [gatewayAddress]);
  });

  it('a name that is not there is "no such name"', async () => {
    assert.deepEqual(await ask('161.26.0.7', query('no-such.example.com')), { id: 7, code: 3, addresses: [] });
    assert.deepEqual(await ask('161.26.0.7', query(`a.b.${brokerName}`)), { id: 7, code: 3, addresses: [] });
  });

  it('a known name has no address of another type', async () => {
    assert.deepEqual(await ask('161.26.0.7', query(brokerName, typeAAAA)), { id: 7, code: 0, addresses: [] });
  });

  it('public resolvers do not know private names', async () => {
    for (const resolver of ['161.26.0.10', '161.26.0.11']) {
      assert.equal((await ask(resolver, query(brokerName))).code, 3);
    }
  });

  it('a question that comes byte by byte is understood, and the next one on the same connection too', async () => {
    const channel = await server.forward('161.26.0.7', 53);
    assert.ok(channel);
    const bytes = query(brokerName);
    for (const byte of bytes.subarray(0, -1)) {
      channel.write(Buffer.from([byte]));
    }
    assert.deepEqual((await askOn(channel, bytes.subarray(-1))).addresses, [gatewayAddress]);
    assert.deepEqual((await askOn(channel, bytes)).addresses, [gatewayAddress]);
  });

  it('a malformed question is answered as such, and a message without a header ends the connection', async () => {
    const broken = query(brokerName);
    broken[14] = 0xc0;
    assert.equal((await ask('161.26.0.7', broken)).code, 1);
    const channel = await server.forward('161.26.0.7', 53);
    assert.ok(channel);
    const closed = new Promise((resolve) => channel.once('close', resolve));
    channel.resume().write(Buffer.from([0, 2, 1, 2]));
    await closed;
  });
});
