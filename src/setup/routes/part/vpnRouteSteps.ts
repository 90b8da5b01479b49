import { t } from '../../../model/l10n';
import { leastFirst } from '../../../model/guards';
import type { SecurityGroup } from '../../../model/landscape';
import { contains, parseRange } from '../../../model/range';
import { visible } from '../../../model/text';
import type { VpnServer } from '../../../model/vpnServer';
import type { StepContext } from '../../context';
import { Fact } from '../../facts';
import { found } from '../../makers/found';
import { chosenStep } from '../../steps/chosen';
import { rulesStep } from '../../steps/rules';
import type { Step } from '../../steps/step';
import { vpnRoutesStep } from '../../steps/vpnRoutes';
import { vpnServerFact } from '../../steps/vpnServer';
import type { PartOf } from './choices';
import { isEverywhere } from './wayOut';

/** A route on a VPN server that is there, and the way out to where it leads: a route alone leads nowhere that the server's group does not let it. */
export function vpnRouteSteps({ server, destination, action }: PartOf<'vpn-route'>): readonly Step[] {
  return [
    serverStep(server),
    ...action === 'drop' ? [] : [wayOutStep(server.name, destination)],
    vpnRoutesStep({
      why: t('What no route names is dropped, and clients are told the routes when they connect.'),
      inWords: `${action} ${destination}`, splitTunnel: false, routes: () => [{ destination, action }],
    }),
  ];
}

function serverStep(chosen: PartOf<'vpn-route'>['server']): Step {
  return chosenStep<VpnServer>({
    // Never handed over to a route alone, by whoever gives the server up.
    id: 'server', chosen, why: t('The route is put on it. It tells its clients when they connect: whoever is connected has to do so anew.'),
    kind: 'vpn-server-with-route', into: vpnServerFact,
    words: {
      title: t('VPN server {0}', visible(chosen.name)), gone: t('The VPN server "{0}" is not there any more.', visible(chosen.name)),
      another: t('Choose another VPN server.'),
    },
    list: ({ vpc, signal }) => vpc.listVpnServers({}, signal),
    unfit: ({ lifecycleState }) => lifecycleState === 'stable' || lifecycleState === 'updating' ? undefined
      : t('The VPN server "{0}" takes no route now (its state is {1}).', visible(chosen.name), lifecycleState),
  });
}

function wayOutStep(name: string, destination: string): Step {
  const least = new Fact<SecurityGroup>('The security group of the VPN server');
  const step = rulesStep({
    id: 'way-out', on: least, title: t('Rule from {0} to {1}', visible(name), destination),
    why: t('It lets the VPN server out to where the route leads, and nowhere else.'),
    rules: () => [{ direction: 'outbound', protocol: 'any', remote: { kind: 'cidr', cidr: destination } }],
    inWords: () => t('allows everything to {0}', destination),
  });
  return {
    ...step,
    find: async (context) => {
      const groups = await groupsOf(context);
      context.facts.set(least, leastFirst(groups)[0]);
      return groups.some((group) => letsOut(group, destination)) && context.recorded('rule') === undefined
        ? { kind: 'not-needed', why: t('rules that are there let it out') } : await step.find(context);
    },
    // An undo looks for a rule whose answer was lost on the groups that the journal knows.
    create: async (context) => {
      await context.adopt(found('group-with-way-out', context.facts.need(least)));
      await step.create(context);
    },
  };
}

async function groupsOf({ facts, vpc, signal }: StepContext): Promise<readonly SecurityGroup[]> {
  const server = facts.get(vpnServerFact);
  const ids = new Set(server?.securityGroups.map(({ id }) => id));
  return server === undefined ? [] : (await vpc.listSecurityGroups({ vpcId: server.vpc.id }, signal)).filter(({ id }) => ids.has(id));
}

function letsOut({ rules }: SecurityGroup, destination: string): boolean {
  const target = parseRange(destination);
  return rules.some(({ direction, protocol, remote, local }) => direction === 'outbound' && ['any', 'all', 'icmp_tcp_udp'].includes(protocol)
    && isEverywhere(local) && remote.kind === 'cidr' && target !== undefined && isWithin(remote.cidr, target));
}

function isWithin(cidr: string, target: NonNullable<ReturnType<typeof parseRange>>): boolean {
  const range = parseRange(cidr);
  return range !== undefined && contains(range, target);
}
