import type { VirtualServer } from '../../../model/landscape';
import type { ServerLogin } from '../../../model/serverLogin';
import { rangeFrom } from '../../../setup/ranges';
import { floatingIpOf } from '../../../setup/offer/floatingIps';
import { keyIdOf, keyItems } from '../../keys/keyItems';
import { mapped } from '../../prompts/answers';
import { askLogin } from '../../prompts/loginQuestion';
import type { Ask, AskedBefore, Asking, QuestionTools, RouteQuestions, RouteTarget } from '../routeQuestions';
import { routeQuestions } from '../routeQuestions';
import type { Answers } from './answers';
import { answersFrom } from './answersFrom';
import { choicesFrom } from './choices';
import type { OwnServer } from './items';
import { serverItems, sshItems, vpcItems } from './items';
import { proposedLogin } from '../../prompts/proposedLogin';
import { type KnownWay, knownWay, reachedBy } from '../../prompts/reached';
import type { Sources } from './sources';
import { sourcesOf } from './sources';
import { textQuestions } from './texts';
import { t } from '../../../model/l10n';

const never = new AbortController().signal;

/** The questions of the route through a virtual server. */
export async function askVsi(tools: QuestionTools, before?: AskedBefore): Promise<RouteQuestions> {
  const sources = sourcesOf(tools);
  const answers = before === undefined ? {} : answersFrom(before.choices, await sources.offer(before.target.instance.region, never));
  return routeQuestions(new VsiQuestions(sources), answers);
}

/** At most six questions, each with a default. */
export class VsiQuestions implements Asking<Answers> {
  /** Until the server is known: most accounts that are connected have one, which a key opens. */
  #keyIsLikely = true;

  constructor(private readonly sources: Sources) {}

  questions({ server, ssh }: Answers): readonly Ask<Answers>[] {
    const isExisting = server === undefined ? this.#keyIsLikely : server.kind === 'existing';
    return [
      this.#askVpc,
      this.#askServer,
      ...(isExisting ? [this.#askKey] : []),
      this.#askSsh,
      ...(ssh === undefined || ssh === 'own-address' ? [] : [this.#askText]),
      ...(isExisting ? [this.#askLogin] : []),
    ];
  }

  async choices(answers: Answers, target: RouteTarget): Promise<unknown> {
    const ownAddress = answers.ssh === 'own-address' ? await this.sources.ownAddress() : this.sources.knownAddress();
    const { connectionId } = target;
    const reached = answers.ssh === 'address' ? await reachedBy((answers.typed ?? '').trim(), (host) => this.sources.sshSettings(host)) : undefined;
    return choicesFrom(answers, { offer: await this.#offer(target), connectionId, sshFolder: this.sources.sshFolder, ownAddress, reached });
  }

  readonly #askVpc: Ask<Answers> = async (answers, target, position) => {
    const answer = await this.sources.prompter.pick({
      position,
      placeholder: t('Which VPC should the connection lead through?'),
      items: async (signal) => vpcItems(await this.#offer(target, signal), `${target.connectionId}-vpc`, target.instance),
      isCurrent: ({ name }) => name === answers.vpc?.name,
    });
    if (answer.kind === 'value') {
      const [proposed] = await this.#servers({ ...answers, vpc: answer.value }, target);
      this.#keyIsLikely = proposed?.value.kind === 'existing';
    }
    return mapped(answer, (vpc) => ({ ...answers, vpc, ...(vpc.name === answers.vpc?.name ? {} : { server: undefined }) }));
  };

  readonly #askServer: Ask<Answers> = async (answers, target, position) => {
    const answer = await this.sources.prompter.pick({
      position,
      placeholder: t('Through which virtual server should the connection lead?'),
      items: (signal) => this.#servers(answers, target, signal),
      isCurrent: (value) => JSON.stringify(value) === JSON.stringify(answers.server),
    });
    return mapped(answer, (server) => ({
      ...answers, server,
      ...(server.server.name === answers.server?.server.name ? {} : { login: undefined }),
      ...(server.kind === 'new' && answers.ssh === 'bastion' ? { ssh: undefined, typed: undefined } : {}),
    }));
  };

  readonly #askKey: Ask<Answers> = async (answers, _, position) => {
    const answer = await this.sources.prompter.pick({
      position,
      placeholder: t('Which private key opens the virtual server?'),
      items: async (signal) => keyItems(await this.sources.keyFiles(), await this.sources.agentKeys(signal), this.sources.sshFolder),
      isCurrent: (key) => key.kind === answers.key?.kind && keyIdOf(key) === keyIdOf(answers.key),
    });
    return mapped(answer, (key) => ({ ...answers, key }));
  };

  readonly #askSsh: Ask<Answers> = async (answers, target, position) => {
    const answer = await this.sources.prompter.pick({
      position,
      placeholder: t('How do you reach the virtual server, and who may SSH in?'),
      items: async (signal) => sshItems(this.sources, await this.#serverOf(answers, target, signal)),
      isCurrent: (kind) => kind === answers.ssh,
    });
    return mapped(answer, (ssh) => ({ ...answers, ssh, ...(ssh === answers.ssh ? {} : { typed: undefined }) }));
  };

  readonly #askText: Ask<Answers> = async (answers, _, position) => {
    const about = answers.ssh === undefined || answers.ssh === 'own-address' ? 'typed-range' : answers.ssh;
    const accept = about === 'address' ? (text: string, signal: AbortSignal) => this.#whyUnknown(text.trim(), signal) : undefined;
    const answer = await this.sources.prompter.text({ position, ...textQuestions[about], value: answers.typed ?? await this.#proposedText(answers), accept });
    return mapped(answer, (text) => ({ ...answers, typed: about === 'typed-range' ? rangeFrom(text) : text }));
  };

  /** Last, since it hangs on the address what the user's SSH configuration says. */
  readonly #askLogin: Ask<Answers> = async (answers, target, position) => {
    const answer = await askLogin(this.sources.prompter, answers.login ?? await this.#proposedLogin(answers, target), position);
    return mapped(answer, (login) => ({ ...answers, login }));
  };

  async #proposedLogin({ server, ssh, typed }: Answers, target: RouteTarget): Promise<ServerLogin> {
    if (server?.kind !== 'existing') {
      throw new TypeError('Nobody signs in to a server that is not there.');
    }
    const address = ssh === 'address' ? typed?.trim() : undefined;
    return await proposedLogin(server.server, address, await this.#offer(target), (host) => this.sources.sshSettings(host));
  }

  /** What the user's SSH configuration knows of the way to the server. */
  async #proposedText({ ssh, server }: Answers): Promise<string | undefined> {
    const way = server?.kind === 'existing' && (ssh === 'address' || ssh === 'bastion') ? await this.#knownWay(server.server) : undefined;
    return ssh === 'bastion' ? way?.jump : way?.host;
  }

  #knownWay(server: VirtualServer): Promise<KnownWay | undefined> {
    return knownWay(server, (host) => this.sources.sshSettings(host));
  }

  async #serverOf({ server }: Answers, target: RouteTarget, signal: AbortSignal): Promise<OwnServer | undefined> {
    return server?.kind !== 'existing' ? undefined : {
      name: server.server.name,
      floatingIp: floatingIpOf(await this.#offer(target, signal), server.server)?.address,
      address: server.server.primaryInterface?.address,
      way: await this.#knownWay(server.server),
    };
  }

  async #whyUnknown(host: string, signal: AbortSignal): Promise<string | undefined> {
    const { address, through } = await reachedBy(host, (name) => this.sources.sshSettings(name));
    const isKnown = through !== undefined || await this.sources.isKnown(address, signal);
    return isKnown ? undefined : t('This machine knows no address of {0}. Type the address itself, or connect the VPN first.', host);
  }

  async #servers({ vpc }: Answers, target: RouteTarget, signal = never): Promise<ReturnType<typeof serverItems>> {
    const [offer, files, held] = await Promise.all([this.#offer(target, signal), this.sources.keyFiles(), this.sources.agentKeys(signal)]);
    return serverItems(offer, vpc, target.connectionId, held.length > 0 || files.some(({ isUsable }) => isUsable));
  }

  #offer({ instance }: RouteTarget, signal = never): ReturnType<Sources['offer']> {
    return this.sources.offer(instance.region, signal);
  }
}
