import assert from 'node:assert/strict';
import { Failure } from '../../../../src/model/failure';
import { failedText } from '../../../../src/ui/documents/failed';

describe('a document that could not be shown', () => {
  it('says what failed, why, and what to do', () => {
    const gone = new Failure({ code: 'ui.no-plan', what: 'Could not show the plan', why: 'It was discarded.', next: 'Close this document.' });
    assert.equal(failedText(gone), 'Could not show the plan. It was discarded.\n\nClose this document.\n');
  });

  it('says of what nobody expected where it happened', () => {
    assert.match(failedText(new Error('boom')), /^Could not show the document\. .*boom/);
  });
});
