import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SASLOptions } from 'kafkajs';
import { Tokens } from '../../../src/sandbox/iam/tokens';
import type { AccountRow } from '../../../src/sandbox/state/state';
import { roundTrip } from './clients';
import { startCluster } from './cluster';
import { addressOf, bootstrap, client, kafkaForSuite, names, produce, service, stored, withKey } from './suite';
import { tools } from './tools';

const account: AccountRow = {
  id: 'account', iamId: 'IBMid-owner', email: 'sam@example.test', apiKey: '', apiKeyId: '', apiKeyName: '', createdAt: '', groups: [],
};
const identities = [{ iamId: 'IBMid-owner', role: 'Manager' }, { iamId: 'iam-ServiceId-reader', role: 'Reader' }] as const;
const wrongState = { type: 'ILLEGAL_SASL_STATE', code: 34 };

describe('a real Kafka that takes the tokens of the sandbox\'s IAM', function suite() {
  this.timeout(180_000);
  const kafka = kafkaForSuite('127.0.93.21');
  const folders: string[] = [];
  let iam: Tokens;
  let foreign: Tokens;

  before(async () => {
    iam = await newIam();
    foreign = await newIam();
  });

  beforeEach(() => kafka().apply([service({ identities })], iam.keySet().keys));

  after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

  async function newIam(): Promise<Tokens> {
    const folder = await mkdtemp(join(tmpdir(), 'pc-iam-'));
    folders.push(folder);
    return new Tokens(folder, Date.now, 3600);
  }

  function withToken(iamId: string, by = iam): SASLOptions {
    const { token } = by.issue(account, iamId, 'urn:ibm:params:oauth:grant-type:apikey');
    return { mechanism: 'oauthbearer', oauthBearerProvider: () => Promise.resolve({ value: token }) };
  }

  it('lets an identity do what its role may, as it does for a key of that role', async () => {
    await produce(client(kafka(), withToken('IBMid-owner')));
    await stored(client(kafka(), withToken('iam-ServiceId-reader')));
    await assert.rejects(produce(client(kafka(), withToken('iam-ServiceId-reader'))), { type: 'TOPIC_AUTHORIZATION_FAILED' });
  });

  it('refuses a good token of an identity that it was not told of', async () => {
    await assert.rejects(stored(client(kafka(), withToken('iam-ServiceId-other'))), wrongState);
  });

  it('takes a new identity at once, and no longer takes one that is gone', async () => {
    await kafka().apply([service({ identities: [{ iamId: 'iam-ServiceId-new', role: 'Manager' }] })], iam.keySet().keys);
    await produce(client(kafka(), withToken('iam-ServiceId-new')));
    await assert.rejects(stored(client(kafka(), withToken('IBMid-owner'))), wrongState);
  });

  it('refuses a token that somebody else signed, until it is told of that key', async () => {
    await assert.rejects(stored(client(kafka(), withToken('IBMid-owner', foreign))), wrongState);
    await kafka().apply([service({ identities })], foreign.keySet().keys);
    await produce(client(kafka(), withToken('IBMid-owner', foreign)));
    await assert.rejects(stored(client(kafka(), withToken('IBMid-owner'))), wrongState);
  });

  it('refuses a token that is expired', async () => {
    const yesterday = new Tokens(folders[0] ?? '', () => Date.now() - 86_400_000, 3600);
    assert.deepEqual(yesterday.keySet(), iam.keySet());
    await assert.rejects(stored(client(kafka(), withToken('IBMid-owner', yesterday))), wrongState);
  });

  it('says "invalid_token" to a client that reads the answer, and serves it with a good one', async () => {
    const python = async (token: string): Promise<{ returned: boolean; said: string }> => roundTrip({
      client: 'python', fileName: 'client.py', text: pythonClient, usage: ['python client.py'], seconds: 20,
      env: { BOOTSTRAP: bootstrap, CA: kafka().authorityFile, TOKEN: token },
      hosts: Object.fromEntries(names.map((name) => [name, addressOf(kafka()).host])),
    }, await tools(startCluster));
    const refused = await python(foreign.issue(account, 'IBMid-owner', '').token);
    assert.match(refused.said, /SASL authentication error: \{"status":"invalid_token"\}/);
    const taken = await python(iam.issue(account, 'IBMid-owner', '').token);
    assert.ok(taken.returned, taken.said);
  });

  it('takes tokens alone while the service says so, and keeps what is stored', async () => {
    await produce(client(kafka(), withToken('IBMid-owner')));
    const before = await stored(client(kafka(), withToken('IBMid-owner')));
    await kafka().apply([service({ identities, tokenOnly: true })], iam.keySet().keys);
    await assert.rejects(stored(client(kafka(), withKey('manager-key'))), { type: 'UNSUPPORTED_SASL_MECHANISM' });
    assert.deepEqual(await stored(client(kafka(), withToken('IBMid-owner'))), before);
    await kafka().apply([service({ identities })], iam.keySet().keys);
    await stored(client(kafka(), withKey('manager-key')));
  });
});

const pythonClient = `
import os, sys, time
from confluent_kafka import Producer
told = []
config = {'bootstrap.servers': os.environ['BOOTSTRAP'], 'security.protocol': 'SASL_SSL', 'ssl.ca.location': os.environ['CA'],
          'sasl.mechanisms': 'OAUTHBEARER', 'oauth_cb': lambda _: (os.environ['TOKEN'], time.time() + 3600), 'error_cb': told.append}
producer = Producer(config)
producer.produce('orders', 'hello', partition=0)
end = time.time() + 10
while len(producer) > 0 and not told and time.time() < end: producer.poll(0.1)
if told: sys.exit(str(told[0]))
print('sent and read back: hello')
`;
