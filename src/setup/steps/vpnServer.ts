import { isOutdated } from '../../cloud/errors';
import type { NewVpnAuthentication, NewVpnServer, VpnServerSettings } from '../../cloud/vpcRequests';
import { judgePool } from '../../model/clientPool';
import { t } from '../../model/l10n';
import type { SecurityGroup, Subnet } from '../../model/landscape';
import type { NamedRange, PoolNeighbours } from '../../model/poolNeighbours';
import { parseRange } from '../../model/range';
import { visible } from '../../model/text';
import type { VpnServer } from '../../model/vpnServer';
import type { RunContext, StepContext } from '../context';
import { Fact, type Facts } from '../facts';
import { describeVpnServer, vpnServerKind, vpnServerMaker, type VpnServerSpecification } from '../makers/vpnServer';
import { explained } from '../makers/vpnWords';
import { blocked, missing, remembered, type Standing } from '../standing';
import { existing, free, making, type Step } from './step';
import { vpcFact } from './vpc';

/** The VPN server that clients dial. */
export const vpnServerFact = new Fact<VpnServer>('The VPN server');

/** Free ones that the service asks for in each of its subnets. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-client-to-site-vpn-planning */
export const addressesOfVpnServer = 2;

export type VpnServerChoice =
  | { readonly kind: 'existing'; readonly id: string; readonly name: string }
  | { readonly kind: 'new'; readonly name: string };

/** What of a new one is known before anything is made. */
export type VpnServerOptions = Pick<
  NewVpnServer, 'clientPool' | 'dnsServers' | 'idleTimeout' | 'splitTunnel' | 'protocol' | 'port' | 'resourceGroupId'
>;

type OtherNeighbours = Pick<PoolNeighbours, 'ownNetworks' | 'userRanges' | 'targets'>;

/** What a change says to a person, and to the cloud. */
export interface ServerChange {
  readonly inWords: string;
  /** Asked for when all is known that it is made of. */
  readonly settings: () => Promise<Partial<VpnServerSettings>>;
}

export interface VpnServerStep {
  readonly choice: VpnServerChoice;
  readonly why: string;
  readonly options: VpnServerOptions;
  /** What clients prove themselves with, all of it. */
  readonly methods: readonly NewVpnAuthentication['method'][];
  /** One, or two in different zones. */
  readonly subnets: readonly Fact<Subnet>[];
  readonly group: Fact<SecurityGroup>;
  /** What the pool must keep clear of besides what the VPC has; nothing where it is left out. */
  readonly neighbours?: (context: StepContext) => Promise<OtherNeighbours>;
  /** CRN of the secret with the server's certificate. */
  readonly certificateCrn: (facts: Facts) => string;
  /** CRN of the secret with the authority of the clients' certificates; asked for only where they need one. */
  readonly authorityCrn: (facts: Facts) => string;
  /** What of one that is there and ours is to be changed; undefined where nothing is. */
  readonly change?: ((context: StepContext, server: VpnServer) => Promise<ServerChange | undefined>) | undefined;
}

/** A VPN server of the connection's own, or one that was chosen: that is used as it is. */
export function vpnServerStep(step: VpnServerStep): Step {
  const { choice, why } = step;
  const made = making({
    id: 'vpn-server',
    title: t('VPN server {0}', visible(choice.name, 80)),
    why,
    maker: vpnServerMaker,
    priced: { zones: step.subnets.length },
    into: vpnServerFact,
    find: (context) => choice.kind === 'existing' ? chosen(context, choice.id) : own(context, step),
    specification: (context) => specification(context, step),
    prepare: removeFailed,
    inWords: ({ hostname }) => t('{0}, stable', hostname),
  });
  return choice.kind === 'existing' ? { ...made, price: free } : {
    ...made,
    create: async (context) => {
      const there = context.facts.get(vpnServerFact);
      await (there === undefined ? made.create(context) : changeServer(context, there.id, step));
    },
  };
}

/** How often it may be changed by others between our read and our change. */
const most = 5;

/** It is read before each try: what a lost answer did is seen, and what somebody changed meanwhile stays. */
async function changeServer(context: RunContext, id: string, { change }: VpnServerStep): Promise<void> {
  context.facts.set(vpnServerFact, await context.send(async (signal) => {
    for (let time = 1; ; time += 1) {
      const read = await context.vpc.getVersionedVpnServer(id, signal);
      const wanted = await change?.(context, read.value);
      if (wanted === undefined) {
        return read.value;
      }
      try {
        return await context.vpc.updateVpnServer(read, await wanted.settings(), signal);
      } catch (error) {
        if (!isOutdated(error) || time === most) {
          throw explained(error);
        }
      }
    }
  }));
}

async function chosen(context: StepContext, id: string): Promise<Standing> {
  const there = (await serversIn(context)).find((server) => server.id === id);
  return there === undefined
    ? blocked(t('The chosen VPN server is not there any more, or stands in another VPC.'), t('Choose another VPN server.'))
    : existing(context, vpnServerFact, there, describeVpnServer(there), there.clientPool);
}

/** A VPN server of that name that this connection did not make lets other people in: it is not used unasked. */
async function own(context: StepContext, step: VpnServerStep): Promise<Standing> {
  const { choice: { name } } = step;
  context.facts.set(vpnServerFact, undefined);
  const servers = await serversIn(context);
  const mine = remembered(context, vpnServerKind, servers);
  if (mine !== undefined && mine.lifecycleState !== 'failed') {
    const change = await step.change?.(context, mine);
    const there = existing(context, vpnServerFact, mine, describeVpnServer(mine), mine.clientPool);
    return change === undefined ? there : { ...missing(change.inWords), there: describeVpnServer(mine) };
  }
  if (mine === undefined && servers.some((server) => server.name === name)) {
    return blocked(
      t('A VPN server named "{0}" exists already in this VPC.', name), t('Choose it as the existing VPN server, or give the new one another name.'),
    );
  }
  const problem = await poolProblem(context, step, servers.filter((server) => server !== mine));
  return problem === undefined ? missing(inWords(step)) : blocked(problem, t('Choose another pool of addresses for the clients.'));
}

/** Why the pool will not do beside what is known by now; undefined where it will. */
async function poolProblem(context: StepContext, { options, neighbours }: VpnServerStep, servers: readonly VpnServer[]): Promise<string | undefined> {
  const vpc = context.facts.get(vpcFact);
  const prefixes = vpc === undefined ? [] : await context.vpc.listAddressPrefixes(vpc.id, context.signal);
  return judgePool(options.clientPool, {
    vpcPrefixes: prefixes.flatMap(({ cidr }) => neighbour(cidr, vpc?.name ?? '')),
    otherPools: servers.flatMap(({ clientPool, name }) => neighbour(clientPool, name)),
    ...await neighbours?.(context) ?? { ownNetworks: [], userRanges: [], targets: [] },
  });
}

/** One that cannot be read is overlapped by no pool of IPv4. */
function neighbour(range: string, name: string): readonly NamedRange[] {
  return parseRange(range) === undefined ? [] : [{ range, name }];
}

async function serversIn({ facts, vpc, signal }: StepContext): Promise<readonly VpnServer[]> {
  const network = facts.get(vpcFact);
  return network === undefined ? [] : await vpc.listVpnServers({ vpcId: network.id }, signal);
}

/** "172.20.0.0/22 · UDP 443 · split tunnel · certificate · disconnects whoever is idle for 10 min". */
function inWords({ options: { clientPool, protocol, port, splitTunnel, idleTimeout }, methods }: VpnServerStep): string {
  const known = { certificate: t('certificate'), username: t('user and passcode') };
  return [
    clientPool, `${protocol.toUpperCase()} ${port}`, splitTunnel ? t('split tunnel') : t('full tunnel'), methods.map((method) => known[method]).join(' + '),
    idleTimeout === 0 ? t('disconnects nobody for being idle') : t('disconnects whoever is idle for {0}', idleInWords(idleTimeout)),
  ].join(' · ');
}

function idleInWords(seconds: number): string {
  return seconds % 60 === 0 ? t('{0} min', seconds / 60) : t('{0} s', seconds);
}

/** One of ours that failed keeps its name and its pool from the next; one that was there before is left to whoever made it. */
async function removeFailed(context: RunContext): Promise<void> {
  const failed = context.recorded(vpnServerKind);
  if (failed?.origin === 'made') {
    await vpnServerMaker.remove(context, failed);
  }
}

function specification({ facts }: StepContext, step: VpnServerStep): VpnServerSpecification {
  const { choice, options, methods, subnets, group, certificateCrn, authorityCrn } = step;
  return {
    ...options,
    name: choice.name,
    vpcId: facts.need(vpcFact).id,
    subnetIds: subnets.map((subnet) => facts.need(subnet).id),
    securityGroupIds: [facts.need(group).id],
    certificateCrn: certificateCrn(facts),
    authentication: methods.map((method) => method === 'certificate' ? { method, authorityCrn: authorityCrn(facts) } : { method }),
  };
}
