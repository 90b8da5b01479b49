import type { CheckResult, CheckState, Hop, Report } from '../../../src/model/check';
import type { PanelState } from '../../../src/model/panel';
import type { Element } from '../../../src/webview/element';

const titles: Readonly<Record<string, string>> = {
  server: 'SSH sign-in', names: 'Names of the brokers', tcp: 'TCP 9093', tls: 'TLS, names, chain', sasl: 'Sign-in (SASL PLAIN)',
  'api-versions': 'API versions', metadata: 'Metadata', brokers: 'Every advertised broker', authority: 'Topic authority',
};

export const checks = Object.entries(titles).map(([id, title]) => ({ id, title }));

export function result(check: string, vantage: string, state: CheckState, more: Partial<CheckResult> = {}): CheckResult {
  return { check, vantage, title: titles[check] ?? check, state, code: state === 'passed' ? 'ok' : '', summary: '', evidence: [], ...more };
}

export function hop(id: string, kind: Hop['kind'], name: string, more: Partial<Hop> = {}): Hop {
  return { id, kind, what: kind, name, state: 'ok', detail: '', ...more };
}

const members = [0, 1, 2].map((n) => ({ host: `kafka-${n}.7c1f.private.uhp.ca-mon.eventstreams.dataservices.appdomain.cloud`, port: 9093 }));

export const passed: Report = {
  instance: {
    crn: 'crn:v1:bluemix:public:messagehub:ca-mon:a/1:orders::', name: 'orders', region: 'ca-mon', description: 'Event Streams Gen 2 · Montreal (ca-mon)',
  },
  checkedAt: '2026-11-23T14:02:11Z',
  vantages: [{ id: 'local', name: 'this laptop' }, { id: 'server', name: 'build-box (virtual server)' }],
  meant: 'server',
  checks,
  hops: [
    hop('machine', 'machine', 'this laptop'),
    hop('server', 'virtual-server', 'build-box', { milliseconds: 22, detail: '198.51.100.4' }),
    hop('gateway', 'endpoint-gateway', 'orders-kafka', { milliseconds: 1.2, detail: '10.249.1.4, 10.249.65.4, 10.249.129.4' }),
    ...members.map(({ host }, n) => hop(`members-${n}`, 'member', host.split('.')[0] ?? host, { milliseconds: 3 + n })),
  ],
  results: [
    ...checks.filter(({ id }) => id !== 'server').map(({ id }) => result(id, 'local', id === 'names' ? 'expected' : 'not-run',
      id === 'names' ? { code: 'dns.nxdomain', summary: 'Private names do not resolve here: expected without a VPN.' } : {})),
    ...checks.map(({ id }) => result(id, 'server', 'passed', { milliseconds: 4, summary: '3 of 3', evidence: ['kafka-0 → 10.249.1.4'] })),
  ],
  headline: { state: 'passed', text: 'orders answers through build-box: cluster 8QkX, slowest broker kafka-2 in 5 ms.' },
  identity: { label: 'Cluster', value: '8QkX' },
  members,
};

export const failed: Report = {
  ...passed,
  hops: passed.hops.map((found) => found.kind === 'endpoint-gateway' ? { ...found, state: 'broken' as const, detail: 'port 9093 does not answer' }
    : found.kind === 'member' ? { ...found, state: 'not-reached' as const, milliseconds: undefined } : found),
  results: passed.results.map((found) => found.vantage === 'local' || found.check === 'server' || found.check === 'names' ? found
    : found.check === 'tcp' ? { ...found, state: 'failed' as const, code: 'tcp.timeout', cause: 'Nothing answered on port 9093 within 10 s.' }
    : { ...found, state: 'not-run' as const, code: '', milliseconds: undefined }),
  headline: {
    state: 'failed', text: 'The endpoint gateway does not answer build-box on port 9093.', code: 'tcp.timeout',
    cause: 'Its security group admits no TCP 9093 from build-box.', remedy: { title: 'Connect Privately…', command: 'privateConnect.connectPrivately' },
  },
};

export function panel(report: Report, more: Partial<PanelState> = {}): PanelState {
  return {
    report,
    running: false,
    snippets: [
      {
        client: 'java', title: 'Java and the Kafka command line', language: 'properties', fileName: 'client.properties', commentMark: '#', runsOn: 'Runs on build-box',
        text: 'security.protocol=SASL_SSL\nsasl.mechanism=PLAIN\n', usage: ['kafka-topics.sh --list'],
      },
      {
        client: 'kcat', title: 'kcat', language: 'properties', fileName: 'kcat.conf', commentMark: '#',
        text: 'security.protocol=SASL_SSL\n', runsOn: 'Runs on build-box', usage: ['kcat -F kcat.conf -L'],
      },
    ],
    ...more,
  };
}

/** An element with all that is in it. */
export function all(node: Element | string): Element[] {
  return typeof node === 'string' ? [] : [node, ...node.children.flatMap(all)];
}
