import { gatewayMembers } from '../../../src/reach/members';
import type { NetworkTruth } from '../../../src/sandbox/dataPlane';
import { packageMirror, privateResolvers, publicResolvers } from './addresses';
import { CannotMake, type DaemonPlan } from './plan';

/** Where the stock images get their packages. Source: IBM-CLOUD C.4. */
const mirrorName = 'mirrors.adn.networklayer.com';
/** A name that everybody knows: the difference between a resolver that is there and one that is not. */
export const publicName = 'public.example.com';
export const publicNameAddress = '192.0.2.80';

/** Records as `dnsmasq` takes them: of a name itself, and of all names below one. */
export function privateRecords(truth: NetworkTruth, vpcId: string): string[] {
  return truth.endpointGateways
    .filter((gateway) => gateway.vpc.id === vpcId && gateway.lifecycleState === 'stable')
    .flatMap((gateway) => gateway.serviceEndpoints.flatMap((pattern) => gatewayMembers(gateway).map(({ address }) => record(pattern, address))));
}

/** Names of the cloud's that everybody knows: those of VPN servers, each with all its public addresses. */
export function publicRecords({ vpnServers }: NetworkTruth): string[] {
  return vpnServers.flatMap(({ hostname, places }) => places.flatMap(({ publicAddress }) => (
    publicAddress === undefined ? [] : [record(hostname, publicAddress)])));
}

function record(pattern: string, address: string): string {
  const name = pattern.replace(/^\*\./, '');
  if (!/^[A-Za-z0-9]([A-Za-z0-9-]*\.?)*$/.test(name)) throw new CannotMake('a name', `"${pattern}" is not a name`);
  return pattern === name ? `--host-record=${name},${address}` : `--address=/*.${name}/${address}`;
}

/** A resolver that answers with these records and knows the public names; everything else does not exist. */
export function resolver(id: string, host: string, listenAt: readonly string[], records: readonly string[]): DaemonPlan {
  return daemon(id, host, listenAt, [...records, ...publicResolvers.map((address) => `--server=${address}`)]);
}

/**
 * A custom resolver of DNS Services: it asks the VPC's own ones, and remembers for half an hour that a name is not there. That answers end sooner is
 * theirs to say. Source: IBM-CLOUD E.6.
 */
export function customResolver(id: string, host: string, listenAt: readonly string[]): DaemonPlan {
  return daemon(id, host, listenAt, [...privateResolvers.map((address) => `--server=${address}`), '--neg-ttl=1800'], 1000);
}

/** A resolver of public names alone. */
export function publicNames(id: string, host: string, listenAt: readonly string[], records: readonly string[]): DaemonPlan {
  return daemon(id, host, listenAt, [
    ...records, `--host-record=${publicName},${publicNameAddress}`, `--host-record=${mirrorName},${packageMirror}`, '--local=/#/',
  ]);
}

function daemon(id: string, host: string, listenAt: readonly string[], options: readonly string[], remembered = 0): DaemonPlan {
  return {
    id, host, files: {}, ready: 'started, version',
    command: [
      'dnsmasq', '--keep-in-foreground', '--conf-file=/dev/null', '--no-hosts', '--no-resolv', '--no-poll', '--user=root', '--group=root', '--log-facility=-',
      '--pid-file=', '--bind-interfaces', `--cache-size=${remembered}`, '--local-ttl=60', ...listenAt.map((address) => `--listen-address=${address}`), ...options,
    ],
  };
}
