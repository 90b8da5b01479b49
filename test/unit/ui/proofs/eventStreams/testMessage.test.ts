import assert from 'node:assert/strict';
import { askTopic } from '../../../../../src/ui/proofs/eventStreams/askTopic';
import { testMessage } from '../../../../../src/ui/proofs/eventStreams/testMessage';
import { ScriptedPrompter, type Act } from '../../prompts/scriptedPrompter';

const asked = (role: string, ...acts: Act[]): ReturnType<typeof askTopic> => askTopic(new ScriptedPrompter(...acts), { role, held: [] });

describe('where a test message goes', () => {
  it('is a scratch topic only for a key that may make one', async () => {
    assert.deepEqual(await asked('Manager', { take: 'A scratch topic' }), { topic: undefined });
    assert.deepEqual(await asked('Manager', { take: 'A topic that I name' }, { type: 'orders' }), { topic: 'orders' });
    for (const role of ['Writer', 'Reader']) assert.deepEqual(await asked(role, { type: ' orders ' }), { topic: 'orders' });
  });

  it('is a topic that can be one', async () => {
    const prompter = new ScriptedPrompter({ type: '' }, { type: 'two words' }, { type: 'x'.repeat(201) }, { type: 'orders.v1' });
    assert.deepEqual(await askTopic(prompter, { role: 'Writer', held: [] }), { topic: 'orders.v1' });
    assert.equal(prompter.refused.length, 3);
  });

  it('is one that the last check saw, or another that is named', async () => {
    const held = ['invoices', 'orders.v1'];
    const prompter = new ScriptedPrompter({ take: 'orders.v1' }, { take: 'A topic that I name' }, { type: 'later' }, { take: 'invoices' }, 'escape');
    assert.deepEqual(await askTopic(prompter, { role: 'Writer', held }), { topic: 'orders.v1' });
    assert.deepEqual(await askTopic(prompter, { role: 'Writer', held }), { topic: 'later' });
    assert.deepEqual(await askTopic(prompter, { role: 'Manager', held }), { topic: 'invoices' });
    assert.equal(await askTopic(prompter, { role: 'Writer', held }), undefined);
    assert.deepEqual(prompter.seen.map(({ labels }) => labels), [
      ['A topic that I name', ...held], ['A topic that I name', ...held], [], ['A scratch topic', 'A topic that I name', ...held], ['A topic that I name', ...held],
    ]);
  });

  it('is nowhere when the person changes their mind', async () => {
    assert.equal(await asked('Manager', 'escape'), undefined);
    assert.equal(await asked('Manager', { take: 'A topic that I name' }, 'escape'), undefined);
    assert.equal(await testMessage.ask(new ScriptedPrompter('escape'), { role: 'Writer', held: [] }), undefined);
  });
});
