import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Report } from '../../../src/model/check';
import { reportAsMarkdown } from '../../../src/diagnose/markdown';

describe('the report as Markdown', () => {
  const report: Report = {
    instance: { crn: 'crn:v1:bluemix:public:messagehub:ca-mon:a/1:guid::', name: 'orders', region: 'ca-mon', description: 'Event Streams Gen 2' },
    checkedAt: '2026-01-01T00:00:00.000Z', clusterId: 'abc', brokers: [],
    vantages: [{ id: 'local', name: 'this laptop' }, { id: 'server', name: 'build-box' }],
    hops: [{ id: 'machine', kind: 'machine', name: 'this laptop', state: 'ok', detail: 'probes from here' }],
    results: [
      { check: 'tcp', vantage: 'server', title: 'TCP connection', state: 'failed', code: 'tcp.timeout', summary: 'none of 3', evidence: ['10.249.1.4:9093 is silent'], milliseconds: 5000 },
      { check: 'tls', vantage: 'server', title: 'TLS', state: 'not-run', code: 'not-run', summary: 'not run', evidence: [] },
    ],
    headline: { state: 'failed', text: 'orders cannot be used', code: 'tcp.timeout', cause: 'dropped', remedy: { title: 'Connect Privately…' } },
  };
  /** As a person sees it: character references read back. */
  const shown = (markdown: string) => markdown.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

  it('holds the verdict, its code, the path, every check and what was seen', () => {
    const text = shown(reportAsMarkdown(report));
    for (const part of ['# Connectivity of orders', '`tcp.timeout`', 'Cause: dropped', 'What to do: Connect Privately…', '| TCP connection | **FAILED** `tcp.timeout` | none of 3 | 5000 ms |', '| TLS | not run | not run |  |', '10.249.1.4:9093 is silent', 'Cluster: `abc`', 'this laptop and build-box']) {
      assert.ok(text.includes(part), part);
    }
  });

  it('lets no text from the cloud become markup or another line', () => {
    const nasty = fc.oneof(fc.string({ maxLength: 40 }), fc.constantFrom('<img src=x>', '[a](http://x)', '|', '\n# x', '`', '![](x)', '**b**'));
    fc.assert(fc.property(nasty, (text) => {
      const [result] = report.results;
      assert.ok(result);
      const odd = reportAsMarkdown({
        ...report, instance: { ...report.instance, name: text, crn: text }, clusterId: text,
        vantages: [{ id: 'server', name: text }], results: [{ ...result, summary: text, evidence: [text], code: text }],
      });
      const plain = reportAsMarkdown({ ...report, vantages: [{ id: 'server', name: 'x' }], results: [{ ...result, summary: 'x', evidence: ['x'], code: 'x' }] });
      assert.equal(odd.split('\n').length, plain.split('\n').length);
      assert.doesNotMatch(odd, /<img|\]\(http|!\[/);
      assert.equal(odd.split('\n').find((line) => line.startsWith('| TCP'))?.split('|').length, 6);
    }));
  });
});
