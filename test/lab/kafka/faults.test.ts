import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { roundTrip } from './clients';
import { startCluster } from './cluster';
import type { BrokerFault, CertificateFault } from './faults';
import { handshake } from './handshake';
import { addressOf, bootstrap, client, kafkaForSuite, names, stored, withKey } from './suite';
import { tools } from './tools';

const [first, second] = names;
/** Long enough for an answer to come, were there one. */
const aWhileMs = 400;

/** How Node's TLS names what is wrong. */
const codes: Readonly<Record<CertificateFault, string>> = {
  'wrong-name': 'ERR_TLS_CERT_ALTNAME_INVALID',
  'expired': 'CERT_HAS_EXPIRED',
  'not-yet-valid': 'CERT_NOT_YET_VALID',
  'foreign-authority': 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
};

/** Whether it ends in a while. */
async function ends(work: Promise<unknown>): Promise<boolean> {
  return Promise.race([work.then(() => true), delay(aWhileMs, false)]);
}

describe('faults on the way to a real Kafka', function suite() {
  this.timeout(180_000);
  const kafka = kafkaForSuite('127.0.93.23');
  const fault = (broker: string | undefined, kind: BrokerFault | undefined): Promise<void> => kafka().fault(broker ?? '', kind);

  afterEach(async () => {
    await fault('all', undefined);
    for (const name of names) await handshake(kafka(), name);
  });

  for (const [kind, code] of Object.entries(codes) as [CertificateFault, string][]) {
    it(`shows one broker's certificate as ${kind}, and is else the same Kafka`, async () => {
      await fault(first, kind);
      await assert.rejects(handshake(kafka(), first), { code });
      await handshake(kafka(), second);
      await fault('all', kind);
      await assert.rejects(handshake(kafka(), second), { code });
      await stored(client(kafka(), withKey('reader-key'), { rejectUnauthorized: false }));
    });
  }

  it('trusts the foreign authority no more than a client of the lab does: kcat names the certificate', async () => {
    await fault('all', 'foreign-authority');
    const { returned, said } = await roundTrip({
      client: 'kcat', fileName: 'kcat.conf', env: {}, usage: ['kcat -F kcat.conf -L -m 2'],
      text: [
        `bootstrap.servers=${bootstrap}`, 'security.protocol=SASL_SSL', 'sasl.mechanisms=PLAIN',
        'sasl.username=token', 'sasl.password=reader-key', `ssl.ca.location=${kafka().authorityFile}`, '',
      ].join('\n'),
      hosts: Object.fromEntries(names.map((name) => [name, addressOf(kafka()).host])),
    }, await tools(startCluster));
    assert.equal(returned, false);
    assert.match(said, /certificate verify failed/);
  });

  it('resets connections to one broker after the name, and to all brokers before a byte', async () => {
    await fault(first, 'refuse');
    await assert.rejects(handshake(kafka(), first), { code: 'ECONNRESET', message: 'read ECONNRESET' });
    await handshake(kafka(), second);
    await fault('all', 'refuse');
    const { host, port } = addressOf(kafka());
    await assert.rejects(once(connect(port, host), 'close'), { code: 'ECONNRESET' });
  });

  it('ends connections after the TLS hello', async () => {
    await fault(first, 'close');
    await assert.rejects(handshake(kafka(), first), { code: 'ECONNRESET', message: /disconnected before secure TLS connection/ });
    await handshake(kafka(), second);
  });

  it('answers with what is not TLS', async () => {
    await fault(first, 'garbage');
    await assert.rejects(handshake(kafka(), first), { code: 'ERR_SSL_WRONG_VERSION_NUMBER' });
    await handshake(kafka(), second);
  });

  it('takes connections to a silent broker and never answers, not even when it is healed', async () => {
    await fault(first, 'silent');
    const asked = handshake(kafka(), first, { timeout: 2 * aWhileMs });
    assert.equal(await ends(asked), false);
    await fault(first, undefined);
    await assert.rejects(asked, { code: 'ETIMEDOUT' });
  });

  it('holds new connections to a paused broker, and lets them go on', async () => {
    await fault(first, 'paused');
    const asked = handshake(kafka(), first);
    assert.equal(await ends(asked), false);
    await handshake(kafka(), second);
    await fault(first, undefined);
    await asked;
  });

  it('holds what is on its way in open connections, both ways, and loses nothing of it', async () => {
    const admin = client(kafka(), withKey('reader-key')).admin();
    await admin.connect();
    await admin.listTopics();
    await fault('all', 'paused');
    const asked = admin.listTopics();
    assert.equal(await ends(asked), false);
    await fault('all', undefined);
    assert.ok((await asked).includes('orders'));
    await admin.disconnect();
  });

  it('heals one broker while all others stay broken', async () => {
    await fault('all', 'close');
    await fault(second, undefined);
    await assert.rejects(handshake(kafka(), first), { code: 'ECONNRESET' });
    await handshake(kafka(), second);
  });

  it('knows no broker of another name', async () => {
    await assert.rejects(fault('kafka-9.private.test', 'close'), /no broker kafka-9\.private\.test/);
  });
});
