import assert from 'node:assert/strict';
import type { Answer, Prompter } from '../../../../src/ui/prompts/answers';
import { toldPrompter } from '../../../../src/ui/prompts/toldPrompter';

const typed: Answer<string> = { kind: 'value', value: 'canary' };
const prompter: Prompter = {
  pick: () => Promise.resolve({ kind: 'back' }),
  pickMany: () => Promise.resolve({ kind: 'cancelled' }),
  text: () => Promise.resolve(typed),
  agree: () => Promise.resolve(typed),
};

describe('A prompter that tells a log', () => {
  it('says what was asked and how it ended, and never the answer', async () => {
    const lines: string[] = [];
    const told = toldPrompter(prompter, (line) => void lines.push(line));
    assert.equal(await told.text({ prompt: 'Paste the API key', placeholder: 'canary', value: 'canary', secret: true }), typed);
    assert.deepEqual(await told.pick({ placeholder: 'Which VPC?', items: [{ label: 'canary', value: 1 }] }), { kind: 'back' });
    assert.deepEqual(await told.pickMany({ placeholder: 'Which regions?', items: [] }), { kind: 'cancelled' });
    await told.text({ title: 'Add Key', prompt: 'canary', placeholder: '' });
    await told.agree({ title: 'Undo It', deed: 'canary', rows: [{ text: 'canary', icon: 'trash' }], name: 'canary' });
    assert.deepEqual(lines, [
      'Asked: Paste the API key · answered', 'Asked: Which VPC? · back', 'Asked: Which regions? · cancelled', 'Asked: Add Key · answered',
      'Asked: Undo It · answered',
    ]);
  });
});
