import { everywhere, parseRange } from '../../../model/range';
import { t } from '../../../model/l10n';
import { unfitPersonName } from '../../../model/personName';
import type { NamedRange } from '../../../model/poolNeighbours';
import type { VpnOffer } from '../../../setup/routes/clientVpn/offer';
import { asBrought, keepIdentities } from '../../../setup/vpnIdentities';
import { askInPlace, taken } from '../../prompts/askInPlace';
import { mapped, type Answer } from '../../prompts/answers';
import { signInItems } from '../../prompts/vpnSignIn';
import type { Ask, AskedBefore, Asking, QuestionTools, RouteQuestions, RouteTarget } from '../routeQuestions';
import { routeQuestions } from '../routeQuestions';
import type { Answers, CertificatesAnswer } from './answers';
import { answersFrom } from './answersFrom';
import { askBrought } from './brought';
import { choicesFrom } from './choices';
import { besides, tunnelOf } from './existingServer';
import { askFrom } from './from';
import { clashesOf, serverItems, vpcItems } from './items';
import { askPool, type Neighbourhood } from './pool';
import { secretsManagerItems } from './secretsManagerItems';
import { certificateItems } from './certificateItems';
import { sourcesOf, type Sources } from './sources';
import { askTunnel } from './tunnel';
import { proposedTunnel } from './tunnelSettings';

const never = new AbortController().signal;
/** Where the cloud puts the prefixes of a VPC that it makes. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-configuring-address-prefixes */
const defaultPrefixes = '10.240.0.0/12';

/** The questions of the route through a client VPN. */
export async function askClientVpn(tools: QuestionTools, before?: AskedBefore): Promise<RouteQuestions> {
  const sources = sourcesOf(tools);
  const answers = before === undefined ? {} : answersFrom(before.choices, await sources.offer(before.target.instance.region, never));
  return routeQuestions(new ClientVpnQuestions(sources), answers);
}

/** Eight questions, each with a default; four where a VPN server is there. */
export class ClientVpnQuestions implements Asking<Answers> {
  constructor(private readonly sources: Sources) {}

  questions({ server, certificates }: Answers): readonly Ask<Answers>[] {
    const ofNew = [
      this.#askSignIn, this.#askCertificates, ...certificates === 'brought' ? [this.#askBrought] : [], this.#askSecretsManager, this.#askPool,
    ];
    return [this.#askVpc, this.#askServer, ...server?.kind === 'existing' ? [] : ofNew, this.#askFrom, this.#askTunnel];
  }

  async choices(answers: Answers, target: RouteTarget): Promise<unknown> {
    const { connectionId } = target;
    const isOwn = answers.from === undefined || answers.from.kind === 'own-address';
    const ownAddress = isOwn ? await this.sources.ownAddress() : this.sources.knownAddress();
    const choices = choicesFrom(answers, { offer: await this.#offer(target), connectionId, ownAddress, person: this.sources.person });
    const { server, authority, client } = answers.brought ?? {};
    if (choices.certificates?.kind === 'brought' && server !== undefined && authority !== undefined) {
      await keepIdentities(this.sources.secrets, connectionId, asBrought({ server, authority, client }));
    }
    return choices;
  }

  readonly #askVpc: Ask<Answers> = async (answers, target, position) => mapped(await this.sources.prompter.pick({
    position,
    placeholder: t('Which VPC should the connection lead into?'),
    items: async (signal) => vpcItems(await this.#offer(target, signal), `${target.connectionId}-vpc`, target.instance),
    isCurrent: ({ name }) => name === answers.vpc?.name,
  }), (vpc) => ({ ...answers, vpc, ...vpc.name === answers.vpc?.name ? {} : { server: undefined, pool: unsettled(answers) } }));

  readonly #askServer: Ask<Answers> = async (answers, target, position) => {
    const answer = await this.sources.prompter.pick({
      position,
      placeholder: t('Which VPN server should be dialled?'),
      items: async (signal) => {
        const [offer, machine, clashes] = await Promise.all([this.#offer(target, signal), this.sources.machine(), this.#clashes(answers, target, signal)]);
        return serverItems(offer, answers.vpc, machine, clashes);
      },
      isCurrent: (value) => value.kind === answers.server?.kind && JSON.stringify(value) === JSON.stringify(answers.server),
    });
    return answer.kind === 'value' && answer.value.kind === 'note' ? { kind: 'back' } : mapped(answer, (server): Answers => (
      { ...answers, ...server.kind === 'note' ? {} : { server } }
    ));
  };

  readonly #askSignIn: Ask<Answers> = async (answers, _, position) => mapped(await this.sources.prompter.pick({
    position, placeholder: t('How should people sign in to the VPN?'), items: signInItems, isCurrent: (value) => value === answers.signIn,
  }), (signIn) => ({ ...answers, signIn }));

  readonly #askCertificates: Ask<Answers> = (answers, _, position) => askInPlace<Answers, CertificatesAnswer | 'person'>(
    answers,
    ({ person = this.sources.person }) => this.sources.prompter.pick({
      position, placeholder: t('Where do the VPN’s certificates come from?'), items: certificateItems(person),
      isCurrent: (value) => value === answers.certificates,
    }),
    async (row, state) => row === 'person' ? await this.#askPerson(state, position) : taken({ ...state, certificates: row }),
  );

  async #askPerson(answers: Answers, position: Parameters<Ask<Answers>>[2]): Promise<Answer<Answers>> {
    return mapped(await this.sources.prompter.text({
      position: { ...position, back: true }, prompt: t('The name in the first client’s certificate, at most 64 characters'), placeholder: this.sources.person,
      value: answers.person ?? this.sources.person, check: unfitPersonName,
    }), (text) => ({ ...answers, person: text.trim() }));
  }

  readonly #askBrought: Ask<Answers> = async (answers, _, position) =>
    mapped(await askBrought(this.sources, position, answers.brought), (brought) => ({ ...answers, brought }));

  readonly #askSecretsManager: Ask<Answers> = async (answers, target, position) => mapped(await this.sources.prompter.pick({
    position,
    placeholder: t('Which Secrets Manager should keep the certificates for the VPN server?'),
    items: async (signal) => secretsManagerItems(await this.#offer(target, signal), target.instance.region, `${target.connectionId}-secrets`),
    isCurrent: (value) => JSON.stringify(value) === JSON.stringify(answers.secretsManager),
  }), (secretsManager) => ({ ...answers, secretsManager }));

  readonly #askPool: Ask<Answers> = async (answers, target, position) =>
    mapped(await askPool(this.sources.prompter, position, answers.pool, (signal) => this.#around(answers, target, signal)), (pool) => ({ ...answers, pool }));

  readonly #askFrom: Ask<Answers> = async (answers, _, position) =>
    mapped(await askFrom(this.sources, position, answers.from), (from) => ({ ...answers, from }));

  readonly #askTunnel: Ask<Answers> = async (answers, _, position) => {
    const { server, tunnel = proposedTunnel, pool } = answers;
    const { prompter } = this.sources;
    if (server?.kind !== 'existing') {
      const answer = await askTunnel(prompter, position, { before: tunnel, isExisting: false, pool: pool?.pool });
      return mapped(answer, (chosen) => ({ ...answers, tunnel: chosen }));
    }
    const { clientPool } = server.server;
    return mapped(await askTunnel(prompter, position, { before: tunnelOf(server.server, tunnel), isExisting: true, pool: clientPool }), (chosen) => (
      { ...answers, tunnel: besides(chosen, tunnel) }
    ));
  };

  /** What the clients' addresses are held against. */
  async #around(answers: Answers, target: RouteTarget, signal: AbortSignal): Promise<Neighbourhood> {
    const [offer, prefixes, { networks, problem }] = await Promise.all([
      this.#offer(target, signal), this.#prefixes(answers, target, signal), this.sources.ownNetworks(signal),
    ]);
    const name = answers.vpc?.name ?? '';
    const { extraRoutes } = answers.tunnel ?? proposedTunnel;
    return {
      problem,
      neighbours: {
        vpcPrefixes: prefixes.map((range) => ({ range, name })), ownNetworks: networks,
        otherPools: readable(offer.vpnServers.map((server) => ({ range: server.clientPool, name: server.name }))),
        targets: extraRoutes.filter(({ destination }) => destination !== everywhere)
          .map(({ destination }) => ({ range: destination, name: t('a route of yours') })),
      },
    };
  }

  async #prefixes({ vpc }: Answers, { instance }: RouteTarget, signal: AbortSignal): Promise<readonly string[]> {
    const prefixes = vpc?.kind === 'existing' ? await this.sources.prefixes(instance.region, vpc.id, signal) : [defaultPrefixes];
    return prefixes.filter((range) => parseRange(range) !== undefined);
  }

  async #clashes(answers: Answers, target: RouteTarget, signal: AbortSignal): Promise<readonly string[]> {
    if (answers.vpc?.kind !== 'existing') {
      return [];
    }
    const [prefixes, { networks }] = await Promise.all([this.#prefixes(answers, target, signal), this.sources.ownNetworks(signal)]);
    return clashesOf(answers.vpc.name, prefixes, networks);
  }

  #offer({ instance }: RouteTarget, signal = never): Promise<VpnOffer> {
    return this.sources.offer(instance.region, signal);
  }
}

/** Of another VPC: what was free beside one need not be beside it. */
function unsettled({ pool }: Answers): Answers['pool'] {
  return pool === undefined ? undefined : { ...pool, pool: undefined };
}

/** What cannot be read is overlapped by no pool of IPv4. */
function readable(ranges: readonly NamedRange[]): readonly NamedRange[] {
  return ranges.filter(({ range }) => parseRange(range) !== undefined);
}
