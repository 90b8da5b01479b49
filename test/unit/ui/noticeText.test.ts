import assert from 'node:assert/strict';
import { noticeText } from '../../../src/ui/noticeText';

describe('the text of a notice', () => {
  const failure = { code: 'vpc.not_authorized', what: 'Could not list the VPCs', why: 'Not authorized.', next: 'Ask for Viewer.' };

  it('has a full stop behind each sentence, and one alone', () => {
    assert.equal(noticeText(failure), 'Could not list the VPCs. Not authorized. Ask for Viewer.');
    assert.equal(noticeText({ ...failure, why: 'Not authorized' }), 'Could not list the VPCs. Not authorized. Ask for Viewer.');
  });

  it('has the trace in the sentence that it belongs to', () => {
    assert.equal(noticeText({ ...failure, trace: '5f2c' }), 'Could not list the VPCs. Not authorized (trace 5f2c). Ask for Viewer.');
  });
});
