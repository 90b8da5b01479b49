import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { toldPrompter } from '../../../../src/ui/prompts/toldPrompter';
import type { Answer, TextQuestion } from '../../../../src/ui/prompts/answers';
import { AskedFactors } from '../../../../src/ui/session/askedFactors';
import { ScriptedPrompter, type Act } from '../prompts/scriptedPrompter';

const never = new AbortController().signal;
const question = {
  server: 'build-box', instructions: 'Use your phone', prompts: [{ text: 'Code:', isSecret: true }, { text: 'City:', isSecret: false }],
};

describe('what a server asks beside the key', () => {
  /** What stood in the boxes, and what was logged. */
  async function ask(...acts: Act[]) {
    const [boxes, log]: [TextQuestion[], string[]] = [[], []];
    const scripted = new ScriptedPrompter(...acts);
    const prompter = { text: (box: TextQuestion): Promise<Answer<string>> => {
      boxes.push(box);
      return scripted.text(box);
    } };
    const told = toldPrompter(Object.assign(Object.create(scripted) as ScriptedPrompter, prompter), (line) => log.push(line));
    const answers = await new AskedFactors(told).answer(question, never);
    return { boxes, log, answers };
  }

  it('is asked in its own words, hidden where the server wants it so', async () => {
    const { boxes, answers } = await ask({ type: '123456' }, { type: 'Ghent' });
    assert.deepEqual(boxes.map(({ title, prompt, secret }) => [title, prompt, secret]), [
      ['Signing In to build-box', 'Use your phone · Code:', true], ['Signing In to build-box', 'Use your phone · City:', false],
    ]);
    assert.deepEqual(answers?.map((each) => each.reveal()), ['123456', 'Ghent']);
    assert.doesNotMatch(inspect(answers, { depth: 5 }), /123456/);
  });

  it('stands in no log: neither the server\'s words nor the answer', async () => {
    const { log } = await ask({ type: '123456' }, { type: 'Ghent' });
    assert.deepEqual(log, Array.from({ length: 2 }, () => 'Asked: Signing In to build-box · answered'));
  });

  it('is over with Escape, at the first box or a later one', async () => {
    assert.equal((await ask('escape')).answers, undefined);
    const { boxes, answers } = await ask({ type: '123456' }, 'escape');
    assert.deepEqual([answers, boxes.length], [undefined, 2]);
  });

  it('of several servers is asked one after another: a box that opens closes the one before', async () => {
    const [open, ends]: [string[], (() => void)[]] = [[], []];
    const factors = new AskedFactors({ text: ({ title }) => new Promise((resolve) => {
      open.push(title ?? '');
      ends.push(() => resolve({ kind: 'cancelled' }));
    }) });
    const both = ['one', 'two'].map((server) => factors.answer({ ...question, server }, never));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(open, ['Signing In to one']);
    ends[0]?.();
    assert.equal(await both[0], undefined);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(open, ['Signing In to one', 'Signing In to two']);
    ends[1]?.();
    assert.equal(await both[1], undefined);
  });

  it('is asked of nobody where the server has hung up meanwhile', async () => {
    const factors = new AskedFactors({ text: () => Promise.reject(new Error('not asked for')) });
    assert.equal(await factors.answer(question, AbortSignal.abort()), undefined);
  });
});
