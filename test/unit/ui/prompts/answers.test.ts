import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { askAll, type Answer, type Position, type Question } from '../../../../src/ui/prompts/answers';

type Answers = Readonly<Record<string, string>>;
/** An answer, or BACK or ESCAPE. */
type Reply = string;

interface Script {
  readonly questionsFor: (answers: Answers) => Promise<readonly Question<Answers>[]>;
  readonly log: { readonly name: string; readonly answers: Answers; readonly position: Position }[];
}

/** Questions that are answered from a script, and what each was asked with; some are asked only after certain answers. */
function scripted(names: readonly string[], replies: Reply[], asked: Readonly<Record<string, (answers: Answers) => boolean>> = {}): Script {
  const log: Script['log'] = [];
  const question = (name: string): Question<Answers> => (answers, position): Promise<Answer<Answers>> => {
    log.push({ name, answers, position });
    const reply = replies.shift() ?? 'ESCAPE';
    if (reply === 'BACK') return Promise.resolve({ kind: 'back' });
    return Promise.resolve(reply === 'ESCAPE' ? { kind: 'cancelled' } : { kind: 'value', value: { ...answers, [name]: reply } });
  };
  return { questionsFor: (answers) => Promise.resolve(names.filter((name) => asked[name]?.(answers) ?? true).map(question)), log };
}

describe('questions in a row', () => {
  it('collect the answers, each with its position', async () => {
    const { questionsFor, log } = scripted(['a', 'b'], ['1', '2']);
    assert.deepEqual(await askAll('Title', questionsFor, {}), { a: '1', b: '2' });
    assert.deepEqual(log.map(({ position }) => position), [
      { title: 'Title', number: 1, total: 2, back: false }, { title: 'Title', number: 2, total: 2, back: true },
    ]);
  });

  it('keep all answers when one goes back', async () => {
    const { questionsFor, log } = scripted(['a', 'b', 'c'], ['1', '2', 'BACK', 'BACK', 'one', 'two', 'three']);
    assert.deepEqual(await askAll('T', questionsFor, {}), { a: 'one', b: 'two', c: 'three' });
    assert.deepEqual(log[4]?.answers, { a: '1', b: '2' }, 'the first question knows what was answered before');
  });

  it('end with nothing on Escape, wherever it is pressed', async () => {
    for (const replies of [['ESCAPE'], ['1', 'ESCAPE'], ['1', 'BACK', 'ESCAPE']]) {
      assert.equal(await askAll('T', scripted(['a', 'b'], replies).questionsFor, {}), undefined);
    }
  });

  it('leave out, forwards and back, what an answer has settled', async () => {
    const { questionsFor, log } = scripted(['a', 'b', 'c'], ['no', 'BACK', 'ask', 'x', 'y'], { b: ({ a }) => a === 'ask' });
    assert.deepEqual(await askAll('T', questionsFor, {}), { a: 'ask', b: 'x', c: 'y' });
    assert.deepEqual(log.map(({ name }) => name), ['a', 'c', 'a', 'b', 'c']);
    assert.deepEqual(log.map(({ position }) => position.total), [2, 2, 2, 3, 3]);
  });

  it('have no Back on the first one that is asked', async () => {
    const { questionsFor, log } = scripted(['a', 'b'], ['x'], { a: () => false });
    await askAll('T', questionsFor, {});
    assert.deepEqual([log[0]?.name, log[0]?.position.back], ['b', false]);
  });

  it('have all that they need when nothing is asked', async () => {
    assert.deepEqual(await askAll('T', scripted([], []).questionsFor, { known: 'x' }), { known: 'x' });
  });

  it('never show a position outside the total, whatever is answered', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom('x', 'y', 'BACK'), { maxLength: 30 }), async (replies) => {
      const { questionsFor, log } = scripted(['a', 'b', 'c', 'd'], [...replies], { c: ({ b }) => b === 'x' });
      await askAll('T', questionsFor, {});
      return log.every(({ position: { number, total } }) => number >= 1 && number <= total);
    }));
  });
});
