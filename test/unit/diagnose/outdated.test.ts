import assert from 'node:assert/strict';
import { outdated } from '../../../src/diagnose/outdated';
import { reportOf } from '../ui/checks/report';
import { instance } from '../ui/fixtures';

describe('a report after something was changed', () => {
  const report = { ...reportOf(instance('orders'), 'passed', 'orders works from build-box.'), hops: [
    { id: 'gateway', kind: 'endpoint-gateway', what: 'gateway', name: 'orders-gateway', state: 'ok', detail: '10.249.1.4', milliseconds: 3 },
  ] } as const;

  it('says nothing of now, what it said then, and what to do', () => {
    const { headline, hops, results } = outdated(report, 'It was undone');
    assert.deepEqual(headline, {
      state: 'unknown', code: 'report.outdated', text: 'It was undone after this check, which says nothing of how it is now.',
      cause: 'Then: orders works from build-box.', remedy: { title: 'Check Again', command: 'privateConnect.checkAgain' },
    });
    assert.deepEqual(hops, [
      { id: 'gateway', kind: 'endpoint-gateway', what: 'gateway', name: 'orders-gateway', state: 'unknown', detail: 'not checked since' },
    ], 'nothing in the picture is green');
    assert.equal(results, report.results, 'what was seen is kept');
  });

  it('keeps what was said before the first of several changes', () => {
    const { headline } = outdated(outdated(report, 'Its run went on'), 'It was undone');
    assert.deepEqual([headline.text.slice(0, 13), headline.cause], ['It was undone', 'Then: orders works from build-box.']);
  });
});
