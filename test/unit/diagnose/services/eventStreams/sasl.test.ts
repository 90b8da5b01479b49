import assert from 'node:assert/strict';
import { Secret } from '../../../../../src/model/secret';
import { saslCheck } from '../../../../../src/diagnose/services/eventStreams/sasl';
import { never, startCluster, type ClusterOptions } from './cluster';

describe('the check of the sign-in', () => {
  async function find(options: ClusterOptions = {}) {
    const cluster = await startCluster(options);
    const finding = await saslCheck(cluster.talk).run(cluster.context, never);
    await cluster.stop();
    return { finding, requests: cluster.peers.map(({ requests }) => requests.join()) };
  }

  it('passes when every broker takes the key', async () => {
    const { finding, requests } = await find();
    assert.deepEqual([finding.state, finding.code, finding.summary, finding.evidence], [
      'passed', 'ok', '2 of 2 brokers accept the key', ['signed in as "token" with SASL PLAIN'],
    ]);
    assert.deepEqual(requests, ['17,36', '17,36']);
  });

  it('fails with the broker\'s own words where one does not', async () => {
    const { finding } = await find({ request: { secret: new Secret('another') } });
    assert.deepEqual([finding.state, finding.code], ['failed', 'sasl.rejected']);
    assert.match(finding.summary, /^none of 2 brokers accept the key: .*Invalid username or password/);
    const { finding: one } = await find({ manners: ['broker', 'token-only'] });
    assert.deepEqual([one.code, one.members?.map(({ passed }) => passed)], ['sasl.mechanism', [true, false]]);
    assert.match(one.summary, /^1 of 2 brokers accept the key/);
  });

  it('says that it has no key, asks nobody, and tells how to get one', async () => {
    const { finding, requests } = await find({ request: { secret: undefined } });
    assert.deepEqual(finding, {
      state: 'not-run', code: 'sasl.no-key', summary: 'no API key to sign in with', evidence: [],
      cause: 'No API key of this instance is kept on this machine.',
      remedy: { title: 'Create Service Credential…', command: 'privateConnect.createServiceCredential' },
    });
    assert.deepEqual(requests, ['', '']);
  });
});
