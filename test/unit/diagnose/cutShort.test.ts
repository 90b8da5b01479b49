import assert from 'node:assert/strict';
import type { CheckResult } from '../../../src/model/check';
import { cutShort } from '../../../src/diagnose/cutShort';
import { reportOf } from '../ui/checks/report';
import { instance } from '../ui/fixtures';

describe('a report whose checks were cancelled', () => {
  it('keeps what was seen, says nothing of the rest, and is no verdict', () => {
    const result = (check: string, state: CheckResult['state']): CheckResult => ({
      check, vantage: 'local', title: check, state, code: 'ok', summary: 'seen', evidence: [],
    });
    const report = { ...reportOf(instance('orders'), 'running'), results: [result('names', 'passed'), result('tcp', 'running'), result('tls', 'waiting')] };
    const { headline, results } = cutShort(report);
    assert.deepEqual([headline.state, headline.text], ['unknown', 'The check was cancelled before its end.']);
    assert.deepEqual(results.map(({ state, summary }) => `${state} ${summary}`), ['passed seen', 'not-run cancelled', 'not-run cancelled']);
  });
});
