import { t } from '../../../model/l10n';
import type { VpnConnection } from '../../../model/vpnGateway';
import { keepKey } from '../../../setup/office/key';
import type { SiteVpnOffer } from '../../../setup/routes/siteVpn/offer';
import { askAlgorithms } from '../../office/algorithms';
import { identityNameOf } from '../../office/answers';
import { askEnabling } from '../../office/enabling';
import { askKey } from '../../office/key';
import { modeItems } from '../../office/modeItems';
import { askPeer } from '../../office/peer';
import { askRanges, type Around } from '../../office/ranges';
import { mapped } from '../../prompts/answers';
import type { Ask, AskedBefore, Asking, QuestionTools, RouteQuestions, RouteTarget } from '../routeQuestions';
import { routeQuestions } from '../routeQuestions';
import { connectionItems } from './adopted';
import { isAdopted, zonesOf, type Answers } from './answers';
import { answersFrom } from './answersFrom';
import { choicesFrom } from './choices';
import { gatewayItems, vpcItems } from './items';
import { askNames } from './names';
import { sourcesOf, type Sources } from './sources';

const never = new AbortController().signal;
/** Where the cloud puts the prefixes of a VPC that it makes. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-configuring-address-prefixes */
const defaultPrefixes = '10.240.0.0/12';

/** The questions of the route through a site-to-site VPN. */
export async function askSiteVpn(tools: QuestionTools, before?: AskedBefore): Promise<RouteQuestions> {
  const sources = sourcesOf(tools);
  const answers = before === undefined ? {} : answersFrom(before.choices, await sources.offer(before.target.instance.region, never));
  return routeQuestions(new SiteVpnQuestions(sources), answers);
}

/** Nine questions, each with a default but the office's address and ranges; five where a connection is there. */
export class SiteVpnQuestions implements Asking<Answers> {
  constructor(private readonly sources: Sources) {}

  questions(answers: Answers): readonly Ask<Answers>[] {
    const { gateway, names } = answers;
    const mayEnable = names === undefined || (names.resolver.kind !== 'none' && !names.isEnabled);
    return [
      this.#askVpc, this.#askGateway, gateway?.kind === 'existing' ? this.#askConnection : this.#askMode,
      ...isAdopted(answers) ? [] : [this.#askPeer], this.#askRanges, ...isAdopted(answers) ? [] : [this.#askAlgorithms, this.#askKey],
      this.#askNames, ...mayEnable ? [this.#askEnabling] : [],
    ];
  }

  async choices(answers: Answers, target: RouteTarget): Promise<unknown> {
    const choices = choicesFrom(answers, { offer: await this.#offer(target), connectionId: target.connectionId });
    if (choices.keyIsBrought && answers.key?.kind === 'typed') {
      await keepKey(this.sources.secrets, target.connectionId, answers.key.key);
    }
    return choices;
  }

  readonly #askVpc: Ask<Answers> = async (answers, target, position) => mapped(await this.sources.prompter.pick({
    position,
    placeholder: t('Which VPC should the connection lead into?'),
    items: async (signal) => vpcItems(await this.#offer(target, signal), `${target.connectionId}-vpc`, target.instance),
    isCurrent: ({ name }) => name === answers.vpc?.name,
  }), (vpc) => ({ ...answers, vpc, ...vpc.name === answers.vpc?.name ? {} : unsettled }));

  readonly #askGateway: Ask<Answers> = async (answers, target, position) => mapped(await this.sources.prompter.pick({
    position,
    placeholder: t('Which VPN gateway should the office dial?'),
    items: async (signal) => gatewayItems(await this.#offer(target, signal), answers, target.instance),
    isCurrent: (value) => JSON.stringify(value) === JSON.stringify(answers.gateway),
  }), (gateway) => ({
    ...answers, gateway, ...JSON.stringify(gateway) === JSON.stringify(answers.gateway) ? {} : { connection: undefined, names: undefined },
  }));

  readonly #askConnection: Ask<Answers> = async (answers, target, position) => mapped(await this.sources.prompter.pick({
    position,
    placeholder: t('Which connection of the VPN gateway?'),
    items: async (signal) => {
      const [offer, connections] = await Promise.all([this.#offer(target, signal), this.#connections(answers, target, signal)]);
      return connectionItems(connections, offer, `${target.connectionId}-office`);
    },
    isCurrent: (value) => value.kind === answers.connection?.kind
      && (value.kind === 'new' || answers.connection.kind === 'new' || value.connection.id === answers.connection.connection.id),
  }), (connection) => ({ ...answers, connection, ...connection.kind === answers.connection?.kind ? {} : { ranges: undefined } }));

  readonly #askMode: Ask<Answers> = async (answers, _, position) => mapped(await this.sources.prompter.pick({
    position, placeholder: t('By what should it know what goes through the tunnel?'), items: modeItems,
    isCurrent: (mode) => mode === (answers.mode ?? 'policy'),
  }), (mode) => ({ ...answers, mode }));

  readonly #askPeer: Ask<Answers> = async (answers, { connectionId }, position) =>
    mapped(await askPeer(this.sources, position, answers.peer, { name: identityNameOf(connectionId) }), (peer) => ({ ...answers, peer }));

  readonly #askRanges: Ask<Answers> = async (answers, target, position) =>
    mapped(await askRanges(this.sources.prompter, position, answers.ranges, (signal) => this.#around(answers, target, signal)), (ranges) => (
      { ...answers, ranges }
    ));

  readonly #askAlgorithms: Ask<Answers> = async (answers, _, position) =>
    mapped(await askAlgorithms(this.sources.prompter, position, answers.algorithms), (algorithms) => ({ ...answers, algorithms }));

  readonly #askKey: Ask<Answers> = async (answers, _, position) =>
    mapped(await askKey(this.sources.prompter, position, answers.key), (key) => ({ ...answers, key }));

  readonly #askNames: Ask<Answers> = async (answers, target, position) => mapped(await askNames(
    this.sources.prompter, position, answers.names, async (signal) => {
      const offer = await this.#offer(target, signal);
      const vpcId = answers.vpc?.kind === 'existing' ? answers.vpc.id : undefined;
      return { offer, there: offer.resolvers.find((each) => each.vpcId === vpcId), zones: zonesOf(answers), connectionId: target.connectionId };
    },
  ), (names) => ({ ...answers, names }));

  readonly #askEnabling: Ask<Answers> = async (answers, _, position) => mapped(await askEnabling(this.sources.prompter, position, {
    vpcName: answers.vpc?.name ?? '', isNewVpc: answers.vpc?.kind === 'new', before: answers.enables,
  }), (enables) => ({ ...answers, enables }));

  /** What the office's ranges are held against. */
  async #around(answers: Answers, target: RouteTarget, signal: AbortSignal): Promise<Around> {
    const [offer, prefixes, connections, { networks }] = await Promise.all([
      this.#offer(target, signal), this.#prefixes(answers, target, signal), this.#connections(answers, target, signal), this.sources.ownNetworks(signal),
    ]);
    const { vpc, connection } = answers;
    const own = connection?.kind === 'existing' ? connection.connection.id : undefined;
    return {
      vpcPrefixes: prefixes.map((range) => ({ range, name: vpc?.name ?? '' })),
      clientPools: offer.vpnServers.filter((server) => vpc?.kind === 'existing' && server.vpc.id === vpc.id)
        .map(({ clientPool, name }) => ({ range: clientPool, name })),
      peerRanges: connections.filter(({ id }) => id !== own).flatMap(({ peerRanges, name }) => peerRanges.map((range) => ({ range, name }))),
      ownNetworks: networks,
      existing: connection?.kind === 'existing' ? connection.office.ranges : [],
    };
  }

  async #prefixes({ vpc }: Answers, { instance }: RouteTarget, signal: AbortSignal): Promise<readonly string[]> {
    return vpc?.kind === 'existing' ? await this.sources.prefixes(instance.region, vpc.id, signal) : [defaultPrefixes];
  }

  async #connections({ gateway }: Answers, { instance }: RouteTarget, signal: AbortSignal): Promise<readonly VpnConnection[]> {
    return gateway?.kind === 'existing' ? await this.sources.connections(instance.region, gateway.gateway.id, signal) : [];
  }

  #offer({ instance }: RouteTarget, signal = never): Promise<SiteVpnOffer> {
    return this.sources.offer(instance.region, signal);
  }
}

/** Of another VPC. */
const unsettled = { gateway: undefined, connection: undefined, names: undefined, enables: undefined };
