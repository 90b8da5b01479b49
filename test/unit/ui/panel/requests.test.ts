import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readRequest, readState, readTarget } from '../../../../src/ui/panel/requests';
import { panel, passed } from '../../webview/samples';

describe('what the panel\'s page asks for', () => {
  it('is read only if it is one of its requests', () => {
    assert.deepEqual(readRequest({ type: 'copy-snippet', client: 'kcat', more: 1 }), { type: 'copy-snippet', client: 'kcat' });
    for (const data of [{ type: 'copy-snippet', client: 'x'.repeat(10_000) }, { type: 'copy-snippet' }, { type: 'run' }, { type: 'remedy' }, null]) {
      assert.equal(readRequest(data), undefined);
    }
  });

  it('is of the instance that a panel of before a reload was about', () => {
    const kept = { last: panel({ ...passed, connectionId: 'c1' }), client: 'kcat' };
    assert.deepEqual(readTarget(kept), { instanceCrn: passed.instance.crn, instanceName: 'orders', connectionId: 'c1' });
    assert.equal(readTarget({ client: 'kcat' }), undefined);
  });

  it('goes on from what a panel showed before a reload', () => {
    const last = panel({ ...passed, connectionId: 'c1' }, { testMessage: { ok: true, text: 'came back' } });
    assert.deepEqual(readState({ last, client: 'kcat' }), last);
    assert.equal(readState({ last: { report: last.report } }), undefined);
  });

  it('never makes the extension throw, whatever arrives', () => {
    fc.assert(fc.property(fc.anything(), (data) => {
      readRequest(data);
      readTarget(data);
      readState(data);
    }));
  });
});
