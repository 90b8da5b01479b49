import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CheckResult, CheckState, Report } from '../../../src/model/check';
import { reportAsMarkdown } from '../../../src/diagnose/markdown';

describe('the report as Markdown', () => {
  const tcp: CheckResult = {
    check: 'tcp', vantage: 'server', title: 'TCP connection', state: 'failed', code: 'tcp.timeout', summary: 'none of 3',
    evidence: ['10.249.1.4:9093 is silent'], milliseconds: 5000,
  };
  const tls: CheckResult = { check: 'tls', vantage: 'server', title: 'TLS', state: 'not-run', code: 'not-run', summary: 'not run', evidence: [] };
  const report: Report = {
    instance: { crn: 'crn:v1:bluemix:public:messagehub:ca-mon:a/1:guid::', name: 'orders', region: 'ca-mon', description: 'Event Streams Gen 2' },
    checkedAt: '2026-01-01T00:00:00.000Z', identity: { label: 'Cluster', value: 'abc' }, members: [], meant: 'server',
    vantages: [{ id: 'local', name: 'this laptop' }, { id: 'server', name: 'build-box' }],
    checks: [{ id: 'tcp', title: 'TCP connection' }, { id: 'tls', title: 'TLS' }],
    hops: [
      { id: 'machine', kind: 'machine', what: 'machine', name: 'this laptop', state: 'ok', detail: 'probes from here' },
      { id: 'gateway', kind: 'endpoint-gateway', what: 'gateway', name: 'orders-gateway', state: 'broken', detail: 'silent', milliseconds: 3 },
    ],
    results: [{ ...tcp, check: 'names', title: 'Names', state: 'passed', code: 'ok', evidence: ['one', 'two'], milliseconds: undefined }, tcp, tls],
    headline: { state: 'failed', text: 'orders cannot be used', code: 'tcp.timeout', cause: 'dropped', remedy: { title: 'Connect Privately…' } },
  };
  /** As a person sees it: character references read back. */
  const shown = (markdown: string) => markdown.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

  it('holds the verdict, its code, the path, every check and what was seen', () => {
    assert.equal(shown(reportAsMarkdown(report)), `# Connectivity of orders

Event Streams Gen 2 in ca-mon, checked 2026-01-01T00:00:00.000Z from this laptop and build-box.

**orders cannot be used** (\`tcp.timeout\`)

Cause: dropped

What to do: Connect Privately…

## Path

- this laptop (machine): ok, probes from here
- orders-gateway (gateway): broken, silent, 3 ms

## From this laptop

| Check | Result | Seen | Time |
| --- | --- | --- | --- |

## From build-box

| Check | Result | Seen | Time |
| --- | --- | --- | --- |
| Names | passed | none of 3 |  |
| TCP connection | **FAILED** \`tcp.timeout\` | none of 3 | 5000 ms |
| TLS | not run | not run |  |

Evidence:

- Names
  - one
  - two
- TCP connection
  - 10.249.1.4:9093 is silent

Instance: \`crn:v1:bluemix:public:messagehub:ca-mon:a/1:guid::\`

Cluster: \`abc\`
`);
  });

  it('leaves out what there is not', () => {
    const text = reportAsMarkdown({ ...report, identity: undefined, headline: { state: 'passed', text: 'all well' }, results: [{ ...tls, summary: '' }] });
    assert.match(text, /^\*\*all well\*\*$/m);
    assert.doesNotMatch(text, /Cause|What to do|Evidence|Cluster/);
  });

  it('has a word for every state, and a code only where it says more than the state', () => {
    const words: Readonly<Record<CheckState, string>> = {
      waiting: 'waiting', running: 'running', passed: 'passed', degraded: '**works in part**', failed: '**FAILED**', expected: 'as expected', 'not-run': 'not run',
    };
    const row = (state: CheckState, code: string) => shown(reportAsMarkdown({ ...report, results: [{ ...tls, state, code, summary: 'seen' }] }));
    for (const state of ['waiting', 'running', 'passed', 'degraded', 'failed', 'expected', 'not-run'] as const) {
      assert.ok(row(state, state === 'passed' ? 'ok' : state).includes(`| TLS | ${words[state]} | seen |  |`), state);
      assert.ok(row(state, 'tls.odd').includes(`| TLS | ${words[state]} \`tls.odd\` | seen |  |`), state);
    }
  });

  it('writes as code only what cannot end the code', () => {
    assert.match(reportAsMarkdown({ ...report, identity: { label: 'Cluster', value: 'a`b' } }), /^Cluster: a&#96;b$/m);
    assert.match(reportAsMarkdown({ ...report, identity: { label: 'Cluster', value: 'A-z0.9_:/' } }), /^Cluster: `A-z0\.9_:\/`$/m);
    assert.match(reportAsMarkdown({ ...report, identity: { label: 'Cluster', value: '' } }), /^Cluster: $/m);
  });

  it('lets no text from the cloud become markup or another line', () => {
    const nasty = fc.oneof(fc.string({ maxLength: 40 }), fc.constantFrom('<img src=x>', '[a](http://x)', '|', '\n# x', '`', '![](x)', '**b**'));
    const with_ = (text: string) => reportAsMarkdown({
      ...report, identity: { label: text, value: text }, instance: { crn: text, name: text, region: text, description: text }, checkedAt: text,
      vantages: [{ id: 'server', name: text }], results: [{ ...tcp, title: `TCP${text}`, summary: text, evidence: [text], code: text }],
      hops: [{ id: 'x', kind: 'machine', what: text, name: text, state: 'ok', detail: text }],
      headline: { state: 'failed', text, code: text, cause: text, remedy: { title: text } },
    });
    fc.assert(fc.property(nasty, (text) => {
      const [odd, plain] = [with_(text), with_('x')];
      assert.equal(odd.split('\n').length, plain.split('\n').length);
      assert.doesNotMatch(odd, /<img|\]\(http|!\[/);
      assert.equal(odd.split('\n').find((line) => line.startsWith('| TCP'))?.split('|').length, 6);
    }));
  });
});
