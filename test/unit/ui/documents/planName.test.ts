import assert from 'node:assert/strict';
import fc from 'fast-check';
import { newConnectionId } from '../../../../src/setup/newConnection';
import { planName, planOfTab } from '../../../../src/ui/documents/planName';

describe('the name of a plan\'s document', () => {
  it('tells of which connection it is, on the tab of the text and of its preview', () => {
    fc.assert(fc.property(fc.string(), (name) => {
      const id = newConnectionId(name);
      assert.equal(planOfTab(planName({ id })), id);
      assert.equal(planOfTab(`Preview ${planName({ id })}`), id);
    }));
  });

  it('is no other document\'s', () => {
    for (const label of [undefined, '', 'README.md', 'Preview README.md', 'The Plan for us all.txt', 'Plan for two of us.md']) {
      assert.equal(planOfTab(label), undefined);
    }
  });
});
