import type { CheckResult, Report } from '../../../src/model/check';
import type { HostPort, Instance } from '../../../src/model/instance';
import type { Network } from '../../../src/model/network';
import type { Path } from '../../../src/model/path';
import { Secret } from '../../../src/model/secret';
import type { ServiceWords } from '../../../src/model/service';
import type { Vantage } from '../../../src/model/vantage';
import type { Authority } from '../kafka/support/certificates';
import { startPeer, type Manner, type Peer } from '../kafka/support/kafkaPeer';
import type { CheckContext, Known } from '../../../src/diagnose/checks/check';
import { runChecks } from '../../../src/diagnose/ladder';
import { Lookout } from '../../../src/diagnose/lookout';
import type { CheckRequest } from '../../../src/diagnose/request';
import { eventStreams } from '../../../src/diagnose/services/eventStreams/eventStreams';
import { systemNetwork } from '../../../src/diagnose/vantage/local';

export const kafkaWords: ServiceWords = { title: 'Event Streams', protocol: 'Kafka', member: 'broker', members: 'brokers', port: 'port 9093' };

/** An instance with private names, as its service reads it. */
export function instanceWith(members: readonly HostPort[], more: Partial<Instance> = {}): Instance {
  return {
    crn: 'crn:v1:bluemix:public:messagehub:ca-mon:a/1:guid::', guid: 'guid', name: 'orders', region: 'ca-mon',
    resourceGroupId: 'group', planId: 'plan', plan: 'enterprise-gen2', state: 'active', service: 'event-streams', edition: 'Gen 2',
    access: 'private', members, privateNames: members.map(({ host }) => host), oneTimeCredentials: false,
    createdAt: '2026-01-01T00:00:00Z', connectable: { possible: true }, credentialParameters: {}, ...more,
  };
}

/** An error as Node gives it. */
export function withCode(code: string, words = `it said ${code}`): Error {
  return Object.assign(new Error(words), { code });
}

/** Loopback's TCP with private names of the test's own; a name it does not know is ENOTFOUND. */
export function namedNetwork(names: Readonly<Record<string, readonly string[]>>): Network {
  const system = systemNetwork();
  return {
    connect: (host, port, signal) => system.connect(host, port, signal),
    resolve: (name) => {
      const addresses = names[name];
      return addresses === undefined ? Promise.reject(withCode('ENOTFOUND', `getaddrinfo ENOTFOUND ${name}`)) : Promise.resolve(addresses);
    },
  };
}

/** A member at 127.0.0.1 that is well, and at 127.0.0.2 behaves in this manner. The peer's end ends both. */
export async function twoAddresses(host: string, authority: Authority, manner: Manner): Promise<{ peer: Peer; network: Network }> {
  const identity = authority.issue([host]);
  const options = { identity, apiKey: 'the-key', advertised: () => [{ host, port: well.port }] };
  const well: Peer = await startPeer(options);
  const ill = await startPeer({ ...options, manner });
  const network = namedNetwork({ [host]: ['127.0.0.1', '127.0.0.2'] });
  return {
    network: { ...network, connect: (address, port, signal) => network.connect('127.0.0.1', address === '127.0.0.2' ? ill.port : port, signal) },
    peer: {
      port: well.port, requests: well.requests, open: () => well.open() + ill.open(),
      stop: async () => { await Promise.all([well.stop(), ill.stop()]); },
    },
  };
}

/** The same where connections to these addresses are refused. */
export function withDead(network: Network, ...dead: readonly string[]): Network {
  return { ...network, connect: (host, port, signal) => (dead.includes(host) ? Promise.reject(withCode('ETIMEDOUT')) : network.connect(host, port, signal)) };
}

/** A place to look from; `closed` counts how often what it opened was closed. */
export interface TestVantage extends Vantage {
  closed: number;
}

export function vantageOf(id: string, name: string, network: Network, more: Partial<Vantage> = {}): TestVantage {
  const vantage: TestVantage = {
    id, name, resolvesPrivateNames: false, before: [], closed: 0,
    open: () => Promise.resolve({
      resolve: (host, signal) => network.resolve(host, signal),
      connect: (host, port, signal) => network.connect(host, port, signal),
      close: () => { vantage.closed++; },
    }),
    ...more,
  };
  return vantage;
}

export function laptop(network: Network): TestVantage {
  return vantageOf('local', 'this laptop', network);
}

/** A server that one signs in to, inside the private network. */
export function server(network: Network, more: Partial<Vantage> = {}): TestVantage {
  const access = { name: 'build-box', network, host: '203.0.113.7', port: 22, username: 'ubuntu', privateKeyPath: '', knownHostsPath: '' };
  const opening = { id: 'server', title: 'SSH sign-in', note: 'SSH probes do not use the HTTP proxy.' };
  return vantageOf('server', 'build-box', network, { resolvesPrivateNames: true, opening, access, ...more });
}

const place = (id: string, kind: Path[number]['kind'], name: string, checks?: readonly string[]): Path[number] => (
  { id, kind, name, details: [], reachedBy: '', checks }
);
const [machine, gateway, members] = [
  place('machine', 'machine', 'this laptop'), place('gateway', 'endpoint-gateway', 'endpoint gateway'), place('members', 'member', 'brokers'),
];
export const directPath: Path = [machine, gateway, members];
export const serverPath: Path = [machine, place('server', 'virtual-server', 'build-box', ['server']), gateway, members];

/** An Event Streams instance seen from this laptop alone, unless told otherwise. */
export function requestFor(members: readonly HostPort[], more: Partial<CheckRequest> = {}): CheckRequest {
  return {
    instance: instanceWith(members), service: { words: kafkaWords }, checks: eventStreams, path: directPath,
    vantages: { all: [laptop(namedNetwork(Object.fromEntries(members.map(({ host }) => [host, ['127.0.0.1']]))))], meant: 'local' },
    secret: new Secret('the-key'), authorities: [], timeoutMs: 1500, ...more,
  };
}

export function from(...all: readonly Vantage[]): CheckRequest['vantages'] {
  return { all, meant: all.at(-1)?.id ?? '' };
}

/** Runs the checks to their end, with every report on the way. */
export async function look(request: CheckRequest, updates: Report[] = []): Promise<Report> {
  return runChecks(request, (report) => updates.push(report), new AbortController().signal);
}

export function resultOf(report: Report, check: string, vantage = 'local'): CheckResult {
  const found = report.results.find((result) => result.check === check && result.vantage === vantage);
  if (found === undefined) {
    throw new Error(`the report has no ${check} from ${vantage}`);
  }
  return found;
}

/** Every state in the ladder's order, such as `passed passed failed not-run`. */
export function states(report: Report, vantage = 'local'): string {
  return report.results.filter((result) => result.vantage === vantage).map((result) => result.state).join(' ');
}

/** What a check looks with from the vantage that is meant; everything is closed by the returned lookout. */
export async function contextOf(request: CheckRequest, learnt: (known: Known) => void = () => undefined): Promise<{ context: CheckContext; lookout: Lookout }> {
  const vantage = request.vantages.all.find(({ id }) => id === request.vantages.meant);
  if (vantage === undefined) {
    throw new Error('no vantage is meant');
  }
  const lookout = new Lookout(vantage, request, learnt);
  return { context: await lookout.open(new AbortController().signal), lookout };
}
