import assert from 'node:assert/strict';
import { clientSnippets } from '../../../../src/ui/checks/clientSnippets';
import { kinds } from '../../../../src/ui/kinds';
import { instance } from '../fixtures';

const orders = instance('orders');

describe('the client configurations of an instance', () => {
  it('have its members\' names and the variable that its service\'s secret is read from', async () => {
    const snippets = await clientSnippets(orders, kinds, undefined);
    assert.deepEqual(snippets.map(({ client }) => client), ['java', 'kcat', 'kafkajs', 'python']);
    for (const { client, text, usage } of snippets) {
      const all = [text, ...usage].join('\n');
      assert.ok(all.includes(orders.members[0]?.host ?? 'no member') && all.includes('EVENT_STREAMS_API_KEY'), client);
    }
  });

  it('are none where its service has none', async () => {
    assert.deepEqual(await clientSnippets(orders, { ...kinds, snippets: [] }, undefined), []);
  });
});
