import { rangeFrom } from '../../../setup/ranges';
import type { Offer } from '../../../setup/routes/vsi/defaults';
import { floatingIpOf } from '../../../setup/routes/vsi/defaults';
import { keyIdOf, keyItems } from '../../keys/keyItems';
import { mapped } from '../../prompts/answers';
import type { Ask, AskedBefore, Asking, QuestionTools, RouteQuestions, RouteTarget } from '../routeQuestions';
import { routeQuestions } from '../routeQuestions';
import type { Answers } from './answers';
import { answersFrom } from './answersFrom';
import { choicesFrom } from './choices';
import type { OwnFloatingIp } from './items';
import { serverItems, sshItems, vpcItems } from './items';
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

/** At most five questions, each with a default. */
export class VsiQuestions implements Asking<Answers> {
  /** Until the server is known: most accounts that are connected have one, which a key opens. */
  #keyIsLikely = true;

  constructor(private readonly sources: Sources) {}

  questions({ server, ssh }: Answers): readonly Ask<Answers>[] {
    return [
      this.#askVpc,
      this.#askServer,
      ...((server === undefined ? this.#keyIsLikely : server.kind === 'existing') ? [this.#askKey] : []),
      this.#askSsh,
      ...(ssh === undefined || ssh === 'own-address' ? [] : [this.#askText]),
    ];
  }

  async choices(answers: Answers, target: RouteTarget): Promise<unknown> {
    const ownAddress = answers.ssh === 'own-address' ? await this.sources.ownAddress() : this.sources.knownAddress();
    const { connectionId } = target;
    return choicesFrom(answers, { offer: await this.#offer(target), connectionId, sshFolder: this.sources.sshFolder, ownAddress });
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
    return mapped(answer, (server) => ({ ...answers, server }));
  };

  readonly #askKey: Ask<Answers> = async (answers, _, position) => {
    const answer = await this.sources.prompter.pick({
      position,
      placeholder: t('Which private key opens the virtual server?'),
      items: async () => keyItems(await this.sources.keyFiles(), await this.sources.agentKeys(), this.sources.sshFolder),
      isCurrent: (key) => key.kind === answers.key?.kind && keyIdOf(key) === keyIdOf(answers.key),
    });
    return mapped(answer, (key) => ({ ...answers, key }));
  };

  readonly #askSsh: Ask<Answers> = async (answers, target, position) => {
    const answer = await this.sources.prompter.pick({
      position,
      placeholder: t('How do you reach the virtual server, and who may SSH in?'),
      items: async (signal) => sshItems(this.sources, ownFloatingIp(answers, await this.#offer(target, signal))),
      isCurrent: (kind) => kind === answers.ssh,
    });
    return mapped(answer, (ssh) => ({ ...answers, ssh, ...(ssh === answers.ssh ? {} : { typed: undefined }) }));
  };

  readonly #askText: Ask<Answers> = async (answers, _, position) => {
    const about = answers.ssh === 'anyone' || answers.ssh === 'address' ? answers.ssh : 'typed-range';
    const accept = about === 'address' ? (text: string, signal: AbortSignal) => this.#whyUnknown(text.trim(), signal) : undefined;
    const answer = await this.sources.prompter.text({ position, ...textQuestions[about], value: answers.typed, accept });
    return mapped(answer, (text) => ({ ...answers, typed: about === 'typed-range' ? rangeFrom(text) : text }));
  };

  async #whyUnknown(host: string, signal: AbortSignal): Promise<string | undefined> {
    const isKnown = await this.sources.isKnown(host, signal);
    return isKnown ? undefined : t('This machine knows no address of {0}. Type the address itself, or connect the VPN first.', host);
  }

  async #servers({ vpc }: Answers, target: RouteTarget, signal = never): Promise<ReturnType<typeof serverItems>> {
    const [offer, files, held] = await Promise.all([this.#offer(target, signal), this.sources.keyFiles(), this.sources.agentKeys()]);
    return serverItems(offer, vpc, target.connectionId, held.length > 0 || files.some(({ isUsable }) => isUsable));
  }

  #offer({ instance }: RouteTarget, signal = never): ReturnType<Sources['offer']> {
    return this.sources.offer(instance.region, signal);
  }
}

function ownFloatingIp({ server: answer }: Answers, offer: Offer): OwnFloatingIp | undefined {
  if (answer?.kind !== 'existing') {
    return undefined;
  }
  const { server } = answer;
  const address = floatingIpOf(offer, server)?.address;
  return address === undefined ? undefined : { server: server.name, address };
}
