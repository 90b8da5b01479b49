import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import { ownNetworks } from '../../machine/networks';
import { addressesOfVpnGateway } from '../../setup/steps/vpnGateway';
import { inTime } from '../inTime';
import { askAlgorithms } from '../office/algorithms';
import { identityNameOf } from '../office/answers';
import { askKey } from '../office/key';
import { modeItems } from '../office/modeItems';
import { askPeer } from '../office/peer';
import { peerTools } from '../office/peerTools';
import { askRanges, type Around } from '../office/ranges';
import { mapped, type Answer, type PickItem, type Question } from '../prompts/answers';
import type { Session } from '../session/session';
import { counted, describe } from '../tree/node';
import type { PartAnswers } from './partAnswers';
import { zonesOf, type PartTools } from './questions';
import type { NamedGateway, SiteVpnAnswers } from './siteVpnAnswers';
import type { VpnPlace } from './vpnAnswers';

type Ask = Question<PartAnswers>;

const readLimitMs = 30_000;

/** A subnet with room for it, in which nothing else stands, or a new one. */
export function askGatewayPlace({ prompter, session }: PartTools): Ask {
  return async (answers, position) => withSite(answers, await prompter.pick<VpnPlace>({
    position, placeholder: t('In which zone, and in which subnet?'),
    items: async (signal) => {
      const region = answers.region ?? '';
      const [{ subnets }, zones] = await Promise.all([session.landscape.region(region, signal), zonesOf(session, region, signal)]);
      return [
        ...zones.map((zone): PickItem<VpnPlace> => ({
          label: t('A new subnet in {0}', zone), icon: 'add', group: t('New'), value: { subnet: 'new', zone },
          detail: t('In policy mode the gateway serves this zone alone. Nothing else should be in its subnet.'),
        })),
        ...subnets.filter(({ vpc, availableAddresses }) => vpc.id === answers.vpc?.id && availableAddresses >= addressesOfVpnGateway)
          .map(({ id, name, zone, cidr, availableAddresses }): PickItem<VpnPlace> => ({
            label: visible(name, 63), description: describe(zone, cidr, t('{0} free', availableAddresses)), icon: 'type-hierarchy-sub', group: t('Existing'),
            value: { subnet: { id, name }, zone },
          })),
      ];
    },
    isCurrent: (place) => JSON.stringify(place) === JSON.stringify(answers.site?.place),
  }), (place) => ({ place }));
}

export function askMode({ prompter }: PartTools): Ask {
  return async (answers, position) => withSite(answers, await prompter.pick({
    position, placeholder: t('By what should it know what goes through the tunnel?'), items: modeItems,
    isCurrent: (mode) => mode === (answers.site?.mode ?? 'policy'),
  }), (mode) => ({ mode }));
}

export function askVpnGateway({ prompter, session: { cloud } }: PartTools): Ask {
  return async (answers, position) => withSite(answers, await prompter.pick<NamedGateway>({
    position, placeholder: t('On which VPN gateway?'),
    items: async (signal) => {
      const gateways = await cloud.vpc(answers.region ?? '').listVpnGateways({}, signal);
      if (gateways.length === 0) {
        throw new Failure({
          code: 'ui.no-vpn-gateway', what: t('There is no VPN gateway'), why: t('No site-to-site VPN gateway is in this region.'),
          next: t('Choose another region, or use Create VPN Gateway… first.'),
        });
      }
      return gateways.map(({ id, name, vpc, mode, connections }): PickItem<NamedGateway> => ({
        label: visible(name, 63), icon: 'server', value: { id, name, vpc: { id: vpc.id, name: vpc.name } },
        description: describe(
          visible(vpc.name, 60), mode === 'route' ? t('route mode') : t('policy mode'), counted(connections.length, t('connection'), t('connections')),
        ),
      }));
    },
    isCurrent: ({ id }) => id === answers.site?.gateway?.id,
  }), (gateway) => ({ gateway, ...gateway.id === answers.site?.gateway?.id ? {} : { localRanges: undefined } }));
}

/** Whose addresses the office gets to: those of the endpoint gateway and of the resolver are needed. */
export function askLocalSubnets({ prompter, session }: PartTools): Ask {
  return async (answers, position) => {
    const answer = await prompter.pickMany<string>({
      position, placeholder: t('Which subnets does the office reach? Those of the endpoint gateway and of the custom resolver are needed'),
      items: async (signal) => {
        const { subnets } = await session.landscape.region(answers.region ?? '', signal);
        return subnets.filter(({ vpc }) => vpc.id === answers.site?.gateway?.vpc.id).map(({ name, zone, cidr }): PickItem<string> => ({
          label: visible(name, 63), icon: 'type-hierarchy-sub', value: cidr, description: describe(zone, cidr),
        }));
      },
      isCurrent: (cidr) => answers.site?.localRanges?.includes(cidr) ?? true,
    });
    // Nothing chosen is a tunnel for nothing.
    return answer.kind === 'value' && answer.value.length === 0 ? { kind: 'cancelled' } : withSite(answers, answer, (localRanges) => ({ localRanges }));
  };
}

export function askOfficePeer({ prompter, session: { environment } }: PartTools): Ask {
  return async (answers, position) => withSite(
    answers, await askPeer(peerTools(prompter, environment), position, answers.site?.peer, { name: identityNameOf('office') }), (peer) => ({ peer }),
  );
}

export function askOfficeRanges({ prompter, session }: PartTools): Ask {
  return async (answers, position) =>
    withSite(answers, await askRanges(prompter, position, answers.site?.ranges, (signal) => aroundOf(session, answers, signal)), (ranges) => ({ ranges }));
}

async function aroundOf({ cloud, landscape }: Session, { region = '', site }: PartAnswers, caller: AbortSignal): Promise<Around> {
  const { id = '', vpc = { id: '', name: '' } } = site?.gateway ?? {};
  return await inTime(t('Could not look at the networks'), readLimitMs, async (signal) => {
    const [prefixes, connections, { vpnServers }, { networks }] = await Promise.all([
      cloud.vpc(region).listAddressPrefixes(vpc.id, signal), cloud.vpc(region).listVpnConnections(id, signal),
      landscape.region(region, signal), ownNetworks(signal),
    ]);
    return {
      vpcPrefixes: prefixes.map(({ cidr }) => ({ range: cidr, name: vpc.name })),
      clientPools: vpnServers.filter((server) => server.vpc.id === vpc.id).map(({ clientPool, name }) => ({ range: clientPool, name })),
      peerRanges: connections.flatMap(({ peerRanges, name }) => peerRanges.map((range) => ({ range, name }))),
      ownNetworks: networks, existing: [],
    };
  }, caller);
}

export function askOfficeAlgorithms({ prompter }: PartTools): Ask {
  return async (answers, position) => withSite(answers, await askAlgorithms(prompter, position, answers.site?.algorithms), (algorithms) => ({ algorithms }));
}

export function askOfficeKey({ prompter }: PartTools): Ask {
  return async (answers, position) => withSite(answers, await askKey(prompter, position, answers.site?.key), (key) => ({ key }));
}

export function withSite<Value>(answers: PartAnswers, answer: Answer<Value>, of: (value: Value) => SiteVpnAnswers): Answer<PartAnswers> {
  return mapped(answer, (value) => ({ ...answers, site: { ...answers.site, ...of(value) } }));
}
