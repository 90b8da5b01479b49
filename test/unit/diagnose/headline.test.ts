import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CheckState } from '../../../src/model/check';
import { headlineOf, type Subject } from '../../../src/diagnose/headline';
import { kafkaChecks, ladder, outcome, perBroker } from './outcomes';

describe('the headline', () => {
  const subject: Subject = {
    instance: { name: 'orders' }, service: { words: { member: 'broker' } }, checks: { provesMembers: 'brokers' },
    vantages: { all: [{ id: 'local', name: 'this laptop' }, { id: 'server', name: 'build-box' }], meant: 'server' },
  };

  it('says that it works, from where, and which member was the slowest', () => {
    assert.deepEqual(headlineOf(subject, ladder(undefined)), {
      state: 'passed', code: 'ok', text: 'orders works from build-box; the slowest broker, kafka-2, took 5 ms.',
    });
    assert.equal(headlineOf(subject, ladder(undefined)).text, 'orders works from build-box; the slowest broker, kafka-2, took 5 ms.');
    const loft = { ...subject, service: { words: { member: 'loft' } }, checks: { provesMembers: 'tls' } };
    assert.equal(headlineOf(loft, ladder(undefined)).text,
      'orders works from build-box; the slowest loft, kafka-2, took 5 ms.');
  });

  it('names the slowest wherever it stands, the first of two, and nobody where nobody was asked', () => {
    const proof = (members: ReturnType<typeof perBroker>) => headlineOf(subject, [outcome('brokers', 'passed', {}, members)]).text;
    assert.match(proof(perBroker([]).toReversed()), /the slowest broker, kafka-2, took 5 ms\.$/);
    assert.match(proof(perBroker([]).map((each) => ({ ...each, milliseconds: 7 }))), /the slowest broker, kafka-0, took 7 ms\.$/);
    assert.equal(proof([]), 'orders works from build-box.');
    assert.equal(headlineOf(subject, [outcome('tcp', 'passed', {}, perBroker([]))]).text, 'orders works from build-box.');
  });

  it('names the first that failed, with its code, cause and cure', () => {
    const remedy = { title: 'Look', command: 'look' };
    const failed = outcome('tcp', 'failed', { code: 'tcp.refused', cause: 'Nobody listens.', remedy });
    assert.deepEqual(headlineOf(subject, [outcome('names', 'expected'), failed, outcome('tls', 'failed')]), {
      state: 'failed', text: 'orders cannot be used from build-box: tcp failed.', code: 'tcp.refused', cause: 'Nobody listens.', remedy,
    });
  });

  it('has no sentence within it: what a check says in sentences of its own stands in its row', () => {
    const text = (summary: string) => headlineOf(subject, [outcome('tcp', 'failed', { summary })]).text;
    assert.equal(text('No way to build-box. The server has no address to sign in at: it is not made yet, or was undone.'),
      'orders cannot be used from build-box: no way to build-box.');
    assert.equal(text('none of 3 names resolve: No address for kafka-0.example.com: getaddrinfo ENOTFOUND'),
      'orders cannot be used from build-box: none of 3 names resolve.');
    assert.equal(text('1 of 3 brokers fails TLS: CERT_HAS_EXPIRED'), 'orders cannot be used from build-box: 1 of 3 brokers fails TLS: CERT_HAS_EXPIRED.');
    assert.equal(text('the names lead to 10.0.0.1, not to a gateway'), 'orders cannot be used from build-box: the names lead to 10.0.0.1, not to a gateway.');
  });

  it('says that what is as expected is no way to the instance, and no error', () => {
    const found = headlineOf(subject, [outcome('names', 'expected', { cause: 'Not inside.' }), outcome('tcp', 'expected')]);
    assert.deepEqual([found.state, found.text, found.cause], ['unknown', 'orders cannot be reached from build-box: names expected.', 'Not inside.']);
  });

  it('waits until all was asked', () => {
    for (const state of ['waiting', 'running'] as const) {
      assert.deepEqual(headlineOf(subject, [outcome('names', 'passed'), outcome('tcp', state)]), {
        state: 'running', text: 'Checking orders from build-box…',
      });
    }
    assert.equal(headlineOf(subject, [outcome('sasl', 'not-run'), outcome('authority', 'running')]).state, 'running');
  });

  it('is neither good nor bad where something could not be asked', () => {
    const unasked = outcome('sasl', 'not-run', { code: 'sasl.no-key', summary: 'no API key' });
    const found = headlineOf(subject, [outcome('tls', 'passed'), unasked, outcome('metadata', 'not-run')]);
    assert.deepEqual([found.state, found.code, found.text], [
      'unknown', 'sasl.no-key', 'orders answers build-box, but not all could be checked: no API key.',
    ]);
  });

  it('says "failed" exactly when something failed, and names the first', () => {
    fc.assert(fc.property(fc.option(fc.constantFrom(...kafkaChecks), { nil: undefined }), (failing) => {
      const headline = headlineOf(subject, ladder(failing));
      assert.equal(headline.state, failing === undefined ? 'passed' : 'failed');
      if (failing !== undefined) {
        assert.match(headline.text, new RegExp(`: ${failing} failed\\.$`));
      }
    }));
  });

  it('lets nothing that another vantage sees spoil it', () => {
    const states: readonly CheckState[] = ['waiting', 'running', 'failed', 'expected', 'not-run'];
    const aside = states.map((state) => outcome('names', state, { vantage: 'local' }));
    assert.equal(headlineOf(subject, [...aside, ...ladder(undefined)]).state, 'passed');
    assert.match(headlineOf({ ...subject, vantages: { ...subject.vantages, meant: 'local' } }, aside).text, /from this laptop/);
  });

  it('shows names from the cloud as text, and not endless', () => {
    const members = perBroker([]).map((each) => ({ ...each, member: { host: `\u202e${'h'.repeat(300)}`, port: 1 } }));
    const odd = { ...subject, instance: { name: `\u202e${'a'.repeat(500)}` } };
    const text = headlineOf(odd, [outcome('brokers', 'passed', {}, members)]).text;
    const shown = (letter: string, limit: number) => `[U+202E]${letter.repeat(limit - '[U+202E]'.length - 1)}…`;
    assert.equal(text, `${shown('a', 100)} works from build-box; the slowest broker, ${shown('h', 60)}, took 5 ms.`);
  });

  it('knows no vantage that is not there', () => {
    assert.throws(() => headlineOf({ ...subject, vantages: { ...subject.vantages, meant: 'gone' } }, []), /No vantage has the id gone/);
  });
});
