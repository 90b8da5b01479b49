import { isIPv4 } from 'node:net';
import { isForbidden } from '../../cloud/errors';
import type { NewSecurityGroupRule } from '../../cloud/vpcRequests';
import { isCancelled } from '../../model/failure';
import { inRange } from '../../model/range';
import type { SecurityGroup, VirtualServer } from '../../model/landscape';
import type { Ground } from '../../reach/flow';
import { membersOf } from '../../reach/members';
import { reach } from '../../reach/reach';
import { cloudServices, dnsPort, dnsRules, resolver } from '../cloudServices';
import type { StepContext } from '../context';
import { foundRule } from '../makers/rule';
import type { PackageManager } from './packageManagers';
import type { Shell } from './shell';

/**
 * Of the stock images; known although the server may not be let out to a resolver yet. Source:
 * https://cloud.ibm.com/docs/vpc?topic=vpc-service-endpoints-for-vpc
 */
const knownMirrors: Readonly<Record<string, string>> = { 'mirrors.adn.networklayer.com': '161.26.0.6' };
const resolveLimitMs = 5_000;

/** A package mirror of the cloud's own. */
export interface Mirror {
  readonly host: string;
  readonly address: string;
  readonly port: number;
}

/** Those that a server's configuration names, and the hosts of the others, to which no way is made: they may have any address. */
export interface Mirrors {
  readonly cloud: readonly Mirror[];
  readonly elsewhere: readonly string[];
}

export async function mirrorsOf(shell: Shell, manager: PackageManager, signal: AbortSignal): Promise<Mirrors> {
  const { stdout } = await shell.run(manager.sources);
  const named = new Map([...stdout.matchAll(/\b(https?):\/\/([A-Za-z0-9.-]+)(?::(\d{1,5}))?/g)].slice(0, 20).map(([, scheme, host = '', port]) => {
    const at = Number(port ?? (scheme === 'https' ? 443 : 80));
    return [`${host}:${at}`, { host, port: at }] as const;
  }));
  const found = await Promise.all([...named.values()].map(async ({ host, port }) => ({ host, port, address: await addressOf(shell, host, signal) })));
  const isCloud = (address: string | undefined): address is string => address !== undefined && inRange(address, cloudServices);
  return {
    cloud: found.flatMap(({ host, port, address }) => isCloud(address) ? [{ host, port, address }] : []),
    elsewhere: [...new Set(found.filter(({ address }) => !isCloud(address)).map(({ host }) => host))],
  };
}

/** As the server's own resolver has it; undefined where that knows none or may not be asked. */
async function addressOf(shell: Shell, host: string, signal: AbortSignal): Promise<string | undefined> {
  if (isIPv4(host) || knownMirrors[host] !== undefined) {
    return knownMirrors[host] ?? host;
  }
  try {
    return (await shell.resolve(host, AbortSignal.any([signal, AbortSignal.timeout(resolveLimitMs)])))[0];
  } catch (error) {
    if (signal.aborted && isCancelled(error)) {
      throw error;
    }
    return undefined;
  }
}

/** What lets a server out to its mirrors, as far as rules do not that are there already. Ours do not count: they go with an undo. */
export async function missingWay(
  context: StepContext, server: VirtualServer, { cloud }: Mirrors, groups: readonly SecurityGroup[],
): Promise<readonly NewSecurityGroupRule[]> {
  const ground = await groundWithoutOurs(context, server, groups);
  const [from] = ground.members;
  const isOpen = (address: string, protocol: 'tcp' | 'udp', port: number): boolean =>
    from !== undefined && reach({ from, to: { kind: 'address', address }, protocol, port }, ground).open;
  const rule = (address: string, port: number): NewSecurityGroupRule => ({
    direction: 'outbound', protocol: 'tcp', portMin: port, portMax: port, remote: { kind: 'cidr', cidr: `${address}/32` },
  });
  const ways = new Map(cloud.map(({ address, port }) => [`${address}:${port}`, { address, port }]));
  return [
    ...(cloud.some(({ host }) => !isIPv4(host)) && !isOpen(resolver, 'udp', dnsPort) ? dnsRules : []),
    ...[...ways.values()].filter(({ address, port }) => !isOpen(address, 'tcp', port)).map(({ address, port }) => rule(address, port)),
  ];
}

async function groundWithoutOurs(context: StepContext, server: VirtualServer, groups: readonly SecurityGroup[]): Promise<Ground> {
  const { vpc, signal } = context;
  const inVpc = { vpcId: server.vpc.id };
  const [subnets, networkAcls] = await Promise.all([
    vpc.listSubnets(inVpc, signal), vpc.listNetworkAcls(inVpc, signal),
  ]).catch((error: unknown): [[], []] => {
    // What may not be read cannot close the way by what is known.
    if (isForbidden(error)) {
      return [[], []];
    }
    throw error;
  });
  return {
    subnets, networkAcls, members: membersOf({ virtualServers: [server], endpointGateways: [] }),
    securityGroups: groups.map((group) => ({
      ...group, rules: group.rules.filter((rule) => context.originOf(foundRule(group.id, rule, rule).id) !== 'made'),
    })),
  };
}
