import assert from 'node:assert/strict';
import { outdated } from '../../../../src/diagnose/outdated';
import type { Report } from '../../../../src/model/check';
import { textOf } from '../../../../src/webview/element';
import { checks } from '../../../../src/webview/view/checks';
import { all, passed, result } from '../samples';

describe('the table of checks', () => {
  const rows = (report: Report) => all(checks(report)).filter(({ tag }) => tag === 'tr').slice(1);
  const report: Report = {
    ...passed, vantages: [{ id: 'local', name: 'this laptop' }, { id: 'tunnel', name: 'a tunnel' }],
    checks: [{ id: 'up', title: 'Is the tunnel up?' }, { id: 'coo', title: 'Does it coo?' }],
    results: [result('coo', 'local', 'not-run'), result('up', 'tunnel', 'passed', { milliseconds: 0.05 }), result('coo', 'tunnel', 'failed', {
      code: 'pigeon.hush', cause: 'It sleeps.', evidence: ['one', 'two'], summary: 'nothing', milliseconds: 12,
    })],
  };

  it('says of when it is, once something was changed since, and has no colour of now', () => {
    const section = checks(outdated(passed, 'It was undone'));
    assert.equal(section.attributes['class'], 'outdated');
    assert.match(textOf(section), /^Checks, as they were at \d/);
    assert.equal(checks(passed).attributes['class'], undefined);
  });

  it('has a row for each check of the report, in its order, and a column for each vantage', () => {
    assert.deepEqual(rows(report).map((row) => row.children.map((cell) => textOf(cell).split(' ').slice(0, 4).join(' '))), [
      ['Is the tunnel up?', 'not asked from here', '✓ passed'], ['Does it coo?', '– not run', '✗ failed 12 ms'],
    ]);
    const headings = all(checks(report)).filter(({ attributes }) => attributes['scope'] === 'col').map(textOf);
    assert.deepEqual(headings, ['Check', 'from this laptop', 'from a tunnel']);
  });

  it('shows what failed with its code, its cause and what was seen', () => {
    const cell = rows(report)[1]?.children[2] ?? '';
    assert.equal(textOf(cell), '✗ failed 12 ms nothing pigeon.hush It sleeps. What was seen (2) one two');
  });

  it('tells no time that no network could take, and no code of what did not fail', () => {
    const [cell] = rows(report)[0]?.children.slice(2) ?? [];
    assert.equal(textOf(cell ?? ''), '✓ passed');
  });
});
