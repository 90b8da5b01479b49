import assert from 'node:assert/strict';
import { runNode } from '../../../../src/ui/activity/runNode';
import { hostile, run } from '../fixtures';

const problem = { code: 'setup.damaged', what: 'Could not read the connection orders-pc-1a2b', why: 'Its file is no JSON.', next: 'Correct its file.' };
const file = '/home/me/connections/orders-pc-1a2b.connection.json';

describe('a damaged connection in the Activity view', () => {
  const node = runNode(run('damaged', [], { problem }), 0, file);

  it('is a warning that says what is wrong', () => {
    assert.deepEqual([node.view.icon, node.view.color], ['warning', 'list.warningForeground']);
    assert.equal(node.view.description, 'Its file is no JSON.');
    assert.match(node.view.spoken, /damaged connection, Its file is no JSON\.$/);
  });

  it('says what to do and where its file is, in rows of their own', async () => {
    const rows = await node.children?.() ?? [];
    assert.deepEqual(rows.map(({ view }) => view.label), [problem.next, file]);
    assert.deepEqual(await runNode(run('damaged', [], { problem }), 0).children?.().then(({ length }) => length), 1);
  });

  it('offers nothing that would run, undo or discard it', () => {
    assert.deepEqual(node.view.tags, ['damaged', 'forgettable']);
  });

  it('keeps the place of the run that it was', () => {
    assert.equal(node.view.id, runNode(run('interrupted', []), 0).view.id);
  });

  it('shows hostile words as text', async () => {
    const bad = runNode(run('damaged', [], { title: hostile, problem: { ...problem, why: hostile, next: hostile } }), 0, hostile);
    for (const { view } of [bad, ...await bad.children?.() ?? []]) {
      assert.doesNotMatch(`${view.label}${view.description ?? ''}`, /[\u0000-\u001f\u202e]/);
      assert.doesNotMatch(view.tooltip, /<img|\]\(command:/);
    }
  });
});
