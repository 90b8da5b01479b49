import assert from 'node:assert/strict';
import { Failure } from '../../../../src/model/failure';
import { eachMember, fold, since } from '../../../../src/diagnose/checks/eachMember';
import { brokers } from '../outcomes';
import { contextOf, requestFor } from '../support';

describe('one step on every member', () => {
  const failure = (code: string) => new Failure({ code, what: `No ${code}`, why: 'because', next: 'Do this.' });

  async function outcomesOf(step: (host: string) => Promise<readonly string[]>) {
    const { context } = await contextOf(requestFor(brokers));
    const outcomes = await eachMember(context.probes, ({ member }) => step(member.host));
    return { outcomes, fold: (words = { passed: 'all of them', some: 'brokers answer' }) => fold(outcomes, words, context.explain) };
  }

  it('runs on all of them at once, and gives what each said, in their order', async () => {
    const order: string[] = [];
    const { outcomes } = await outcomesOf(async (host) => {
      order.push(`start ${host[6]}`);
      await new Promise((resolve) => setTimeout(resolve, host.startsWith('kafka-0') ? 20 : 0));
      order.push(`end ${host[6]}`);
      return [`seen of ${host[6]}`, 'more'];
    });
    assert.deepEqual(order.slice(0, 3), ['start 0', 'start 1', 'start 2']);
    assert.equal(order.at(-1), 'end 0');
    assert.deepEqual(outcomes.map(({ member, passed, code, detail, evidence }) => [member, passed, code, detail, evidence]), brokers.map((member, id) => (
      [member, true, 'ok', `seen of ${id}`, [`seen of ${id}`, 'more']])));
    assert.ok(outcomes.every(({ milliseconds }) => Number.isInteger(milliseconds) && milliseconds >= 0));
  });

  it('says "ok" of a member of which nothing else was seen', async () => {
    const { outcomes } = await outcomesOf(() => Promise.resolve([]));
    assert.deepEqual([outcomes[0]?.detail, outcomes[0]?.why, outcomes[0]?.next], ['ok', '', '']);
  });

  it('makes a member\'s failure its finding, in the failure\'s own words', async () => {
    const { outcomes } = await outcomesOf((host) => (host.startsWith('kafka-1') ? Promise.reject(failure('tcp.refused')) : Promise.resolve([])));
    const { milliseconds, ...found } = outcomes[1] ?? { milliseconds: -1 };
    assert.deepEqual(found, {
      member: brokers[1], passed: false, code: 'tcp.refused', detail: 'No tcp.refused: because', evidence: ['No tcp.refused: because'],
      why: 'because', next: 'Do this.',
    });
    assert.ok(milliseconds >= 0);
    assert.deepEqual(outcomes.map(({ passed }) => passed), [true, false, true]);
  });

  it('names the member where a foreign error does not', async () => {
    const { outcomes } = await outcomesOf(() => Promise.reject(new TypeError('boom')));
    assert.equal(outcomes[0]?.detail, 'kafka-0.guid.private.test:9093: boom');
    assert.equal(outcomes[0].code, 'unexpected');
  });

  it('is cancelled as a whole', async () => {
    await assert.rejects(outcomesOf(() => Promise.reject(new DOMException('Stopped', 'AbortError'))), { name: 'AbortError' });
  });

  describe('is one finding', () => {
    it('that has passed when all have, with what was seen once each', async () => {
      const { fold: folded } = await outcomesOf((host) => Promise.resolve(['the same', host]));
      const found = folded();
      assert.deepEqual([found.state, found.code, found.summary, found.cause, found.remedy], ['passed', 'ok', 'all of them', undefined, undefined]);
      assert.deepEqual(found.evidence, ['the same', ...brokers.map(({ host }) => host)]);
      assert.deepEqual(found.members?.map((member) => Object.keys(member)), brokers.map(() => ['member', 'passed', 'code', 'detail', 'milliseconds']));
    });

    it('that has failed with the first one\'s code and cure, and counts those that did not', async () => {
      const codes: Readonly<Record<string, string>> = { 'kafka-1': 'tcp.refused', 'kafka-2': 'tcp.reset' };
      const some = await outcomesOf((host) => {
        const code = codes[host.slice(0, 7)];
        return code === undefined ? Promise.resolve(['fine']) : Promise.reject(failure(code));
      });
      const found = some.fold();
      assert.deepEqual([found.state, found.code, found.summary], ['failed', 'tcp.refused', '1 of 3 brokers answer: No tcp.refused: because']);
      assert.match(found.cause ?? '', /nothing listens/);
      assert.equal(found.remedy?.command, 'privateConnect.checkAgain');
      assert.deepEqual(found.evidence, ['fine', 'No tcp.refused: because', 'No tcp.reset: because']);
      const none = await outcomesOf(() => Promise.reject(failure('odd.thing')));
      assert.deepEqual([none.fold().summary, none.fold().cause, none.fold().remedy], [
        'none of 3 brokers answer: No odd.thing: because', 'because', { title: 'Do this.' },
      ]);
    });

    it('that tells an end that all of them made from one of a restart, which takes one after another', async () => {
      for (const code of ['tcp.reset', 'tls.closed', 'sasl.closed', 'kafka.closed']) {
        const all = (await outcomesOf(() => Promise.reject(failure(code)))).fold();
        assert.equal(all.code, code);
        assert.match(all.cause ?? '', /^Every (broker|connection)/, code);
        assert.doesNotMatch(all.cause ?? '', /restart one after another/, code);
        const part = (await outcomesOf((host) => (host.startsWith('kafka-1') ? Promise.resolve([]) : Promise.reject(failure(code))))).fold();
        assert.match(part.cause ?? '', /^Brokers restart one after another/, code);
      }
    });

    it('that takes the end of the only one there is for no proof of anything', async () => {
      const { context } = await contextOf(requestFor(brokers.slice(0, 1)));
      const outcomes = await eachMember(context.probes, () => Promise.reject(failure('tls.closed')));
      assert.match(fold(outcomes, { passed: 'all', some: 'brokers answer' }, context.explain).cause ?? '', /^Brokers restart one after another/);
    });
  });

  it('takes a time in whole milliseconds', () => {
    const now = performance.now();
    assert.ok(Number.isInteger(since(now - 12.4)) && since(now - 12.4) >= 12);
    assert.ok(since(now + 1_000_000) < 0);
  });
});
