import assert from 'node:assert/strict';
import { Secret } from '../../../src/model/secret';
import { ByteWriter } from '../../../src/kafka/bytes';
import { readApiVersions, signIn } from '../../../src/kafka/session';
import { broker, scriptedPeer } from './support/scriptedPeer';

describe('a conversation with a Kafka broker', () => {
  const never = new AbortController().signal;
  const plain = new ByteWriter().int16(0).int32(1).text('PLAIN').finish();

  it('signs in as "token", with the key as the password', async () => {
    const { wire, sent } = scriptedPeer((key) => ({ body: key === 17 ? plain : new ByteWriter().int16(0).int16(-1).int32(0).finish() }));
    await signIn(wire, new Secret('the-key'), never);
    assert.equal(sent[1]?.subarray(33).toString(), '\0token\0the-key');
  });

  it('does not send the key before the broker has said that it takes PLAIN', async () => {
    const { wire, sent } = scriptedPeer(() => ({ body: new ByteWriter().int16(33).int32(1).text('OAUTHBEARER').finish() }));
    await assert.rejects(signIn(wire, new Secret('canary'), never), (error: Error & { code?: string; why?: string }) =>
      error.code === 'sasl.mechanism' && error.why === 'It offers OAUTHBEARER.');
    assert.doesNotMatch(Buffer.concat(sent).toString('latin1'), /canary/);
  });

  it('gives a refusal in the broker\'s own words, as text, and without the key', async () => {
    const { wire } = scriptedPeer((key) => ({
      body: key === 17 ? new ByteWriter().int16(0).int32(1).text('PLAIN').finish() : new ByteWriter().int16(58).text('no such\u202e key').int32(0).finish(),
    }));
    await assert.rejects(signIn(wire, new Secret('canary'), never), (error: Error & { code?: string; why?: string }) =>
      error.code === 'sasl.rejected' && error.why === 'no such[U+202E] key' && !JSON.stringify(error).includes('canary'));
  });

  it('keeps a code that it does not know as Kafka\'s number', async () => {
    const { wire } = scriptedPeer(() => ({ body: new ByteWriter().int16(35).int32(0).finish() }));
    await assert.rejects(readApiVersions(wire, never), { code: 'kafka.error-35' });
  });

  it('says what is offered instead of PLAIN, or that nothing is', async () => {
    const { wire } = scriptedPeer(() => ({ body: new ByteWriter().int16(33).int32(0).finish() }));
    await assert.rejects(signIn(wire, new Secret('canary'), never), {
      code: 'sasl.mechanism', what: `${broker.host}:9093 does not take SASL PLAIN`, why: 'It offers nothing.',
    });
  });

  it('blames the key for a refusal of the key alone, not for a broker that cannot ask who it is', async () => {
    const { wire } = scriptedPeer((key) => ({ body: key === 17 ? plain : new ByteWriter().int16(-1).text('IAM is not to be reached').int32(0).finish() }));
    await assert.rejects(signIn(wire, new Secret('canary'), never), (error: Error & { code?: string; why?: string }) =>
      error.code === 'kafka.error--1' && error.why === 'IAM is not to be reached (Kafka error code -1)' && !JSON.stringify(error).includes('canary'));
  });

  it('says that a refusal had no reason', async () => {
    const { wire } = scriptedPeer((key) => ({ body: key === 17 ? plain : new ByteWriter().int16(58).int16(-1).int32(0).finish() }));
    await assert.rejects(signIn(wire, new Secret('canary'), never), { code: 'sasl.rejected', why: 'It gave no reason.' });
  });

  it('names a connection that ends at the sign-in by a code of its own, and never the key', async () => {
    for (const endedAt of [17, 36]) {
      const { wire } = scriptedPeer((key) => (key === endedAt ? 'close' : { body: plain }));
      await assert.rejects(signIn(wire, new Secret('canary'), never), (error: Error & { code?: string; what?: string }) =>
        error.code === 'sasl.closed' && (error.what ?? '').includes('closed the connection instead of answering Sasl') && !JSON.stringify(error).includes('canary'));
    }
  });

  it('fails by number where the handshake is refused for another reason', async () => {
    const { wire } = scriptedPeer(() => ({ body: new ByteWriter().int16(34).int32(0).finish() }));
    await assert.rejects(signIn(wire, new Secret('canary'), never), { code: 'kafka.error-34', what: `${broker.host}:9093 refused SaslHandshake` });
  });
});
