import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { VpnRouteAction } from '../../model/vpnServer';
import type { StepContext } from '../../setup/context';
import { isSameRange, routesOf, takenInWords } from '../../setup/makers/vpnServerRoute';
import { rangeFrom } from '../../setup/ranges';
import { loopingRoute, unfitRoutes, type Looker } from '../../setup/steps/vpnRoutes';
import { mapped, type PickItem, type Question } from '../prompts/answers';
import { describe } from '../tree/node';
import type { Named } from './named';
import type { PartAnswers } from './partAnswers';
import type { PartTools } from './questions';
import { withVpn } from './vpnQuestions';

type Ask = Question<PartAnswers>;

export function askVpnServer({ prompter, session }: PartTools): Ask {
  return async (answers, position) => mapped(await prompter.pick<Named>({
    position, placeholder: t('On which VPN server?'),
    items: async (signal) => {
      const { vpnServers } = await session.landscape.region(answers.region ?? '', signal);
      if (vpnServers.length === 0) {
        throw new Failure({
          code: 'ui.no-vpn-server', what: t('There is no VPN server'), why: t('No client VPN server is in this region.'),
          next: t('Choose another region, or use Create Client VPN Server… first.'),
        });
      }
      return vpnServers.map(({ id, name, vpc, clientPool, splitTunnel }): PickItem<Named> => ({
        label: visible(name, 80), icon: 'lock', value: { id, name },
        description: describe(visible(vpc.name, 60), clientPool, splitTunnel ? t('split tunnel') : t('full tunnel')),
      }));
    },
    isCurrent: ({ id }) => id === answers.server?.id,
  }), (server) => ({ ...answers, server }));
}

/** It is judged as it is typed, and against the server as it is when it is entered. */
export function askDestination({ prompter, session: { cloud, environment } }: PartTools): Ask {
  return async (answers, position) => withVpn(answers, await prompter.text({
    position, prompt: t('Where clients shall get to: a range of addresses'), placeholder: '10.10.0.0/24', value: answers.vpn?.destination,
    check: (text) => text.includes('/') && rangeFrom(text) !== undefined ? undefined : t('Type a range such as 10.10.0.0/24; one address is 10.10.0.4/32.'),
    accept: (text, signal) => destinationProblem(
      { vpc: cloud.vpc(answers.region ?? ''), dependencies: { environment }, signal }, answers.server?.id ?? '', rangeFrom(text) ?? text,
    ),
  }), (text) => ({ destination: rangeFrom(text) }));
}

/** Why the server cannot have it, as the plan would say, or undefined. */
async function destinationProblem(look: Looker & Pick<StepContext, 'vpc'>, serverId: string, destination: string): Promise<string | undefined> {
  const [server, routes] = await Promise.all([look.vpc.getVpnServer(serverId, look.signal), routesOf(look, serverId)]);
  const there = routes.find((route) => isSameRange(route.destination, destination));
  if (there !== undefined) {
    return takenInWords(there);
  }
  const wanted = [{ destination, action: 'translate' as const }];
  const problem = unfitRoutes(wanted, server.splitTunnel) ?? await loopingRoute(look, server, wanted);
  return problem === undefined ? undefined : [problem.why, problem.remedy].join(' ');
}

export function askAction({ prompter }: PartTools): Ask {
  return async (answers, position) => withVpn(answers, await prompter.pick<VpnRouteAction>({
    position, placeholder: t('What becomes of what clients send to {0}?', answers.vpn?.destination ?? ''), items: actionItems,
    isCurrent: (action) => action === answers.vpn?.action,
  }), (action) => ({ action }));
}

const actionItems: readonly PickItem<VpnRouteAction>[] = [
  {
    label: t('Deliver'), icon: 'arrow-right', value: 'deliver',
    detail: t('Under the client’s own address. The routing tables there must accept routes of VPN servers, and rules there must let the client pool in.'),
  },
  {
    label: t('Translate'), icon: 'arrow-swap', value: 'translate',
    detail: t('Under the VPN server’s address: for what is outside the VPC, such as 161.26.0.0/16, and what answers nobody else.'),
  },
  { label: t('Drop'), icon: 'circle-slash', value: 'drop', detail: t('A part of a wider range that clients shall not get to.') },
];
