import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { askAll, type Answer, type Place, type Step } from '../../../../src/ui/prompts/answers';

type State = Readonly<Record<string, string>>;
/** An answer, or BACK or ESCAPE. */
type Reply = string;

/** Steps that answer from a script, and what each was asked with. */
function scripted(names: readonly string[], replies: Reply[], asked?: Readonly<Record<string, (state: State) => boolean>>): { steps: Step<State>[]; log: { name: string; state: State; place: Place }[] } {
  const log: { name: string; state: State; place: Place }[] = [];
  const steps = names.map((name): Step<State> => ({
    asked: asked?.[name],
    ask: (state, place): Promise<Answer<State>> => {
      log.push({ name, state, place });
      const reply = replies.shift() ?? 'ESCAPE';
      if (reply === 'BACK') return Promise.resolve({ kind: 'back' });
      return Promise.resolve(reply === 'ESCAPE' ? { kind: 'cancelled' } : { kind: 'value', value: { ...state, [name]: reply } });
    },
  }));
  return { steps, log };
}

describe('questions in a row', () => {
  it('collect the answers, each with its place (U22)', async () => {
    const { steps, log } = scripted(['a', 'b'], ['1', '2']);
    assert.deepEqual(await askAll('Title', steps, {}), { a: '1', b: '2' });
    assert.deepEqual(log.map(({ place }) => place), [
      { title: 'Title', step: 1, total: 2, back: false }, { title: 'Title', step: 2, total: 2, back: true },
    ]);
  });

  it('keep all answers when one goes back (U22)', async () => {
    const { steps, log } = scripted(['a', 'b', 'c'], ['1', '2', 'BACK', 'BACK', 'one', 'two', 'three']);
    assert.deepEqual(await askAll('T', steps, {}), { a: 'one', b: 'two', c: 'three' });
    assert.deepEqual(log[4]?.state, { a: '1', b: '2' }, 'the first question knows what was answered before');
  });

  it('end with nothing on Escape, wherever it is pressed (U22)', async () => {
    for (const replies of [['ESCAPE'], ['1', 'ESCAPE'], ['1', 'BACK', 'ESCAPE']]) {
      assert.equal(await askAll('T', scripted(['a', 'b'], replies).steps, {}), undefined);
    }
  });

  it('leave out, forwards and back, what an answer has settled', async () => {
    const asked = { b: ({ a }: State) => a === 'ask' };
    const { steps, log } = scripted(['a', 'b', 'c'], ['no', 'BACK', 'ask', 'x', 'y'], asked);
    assert.deepEqual(await askAll('T', steps, {}), { a: 'ask', b: 'x', c: 'y' });
    assert.deepEqual(log.map(({ name }) => name), ['a', 'c', 'a', 'b', 'c']);
    assert.deepEqual(log.map(({ place }) => place.total), [2, 2, 2, 3, 3]);
  });

  it('have no Back on the first one that is asked', async () => {
    const { steps, log } = scripted(['a', 'b'], ['x'], { a: () => false });
    await askAll('T', steps, {});
    assert.deepEqual([log[0]?.name, log[0]?.place.back], ['b', false]);
  });

  it('never show a place outside the total, whatever is answered', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom('x', 'y', 'BACK'), { maxLength: 30 }), async (replies) => {
      const { steps, log } = scripted(['a', 'b', 'c', 'd'], [...replies], { c: ({ b }) => b === 'x' });
      await askAll('T', steps, {});
      return log.every(({ place }) => place.step >= 1 && place.step <= place.total);
    }));
  });
});
