import type { Connection, VsiChoices } from '../../model/connection';
import { Failure } from '../../model/failure';
import type { EventStreamsInstance } from '../../model/instance';
import { connectable } from '../../model/instance';
import { visible } from '../../model/text';
import type { Offer } from '../../setup/defaults';
import { newConnection, newConnectionId } from '../../setup/defaults';
import { openToInternet, rangeFrom } from '../../setup/ranges';
import type { Answer, PickItem, Place, Prompter, Step } from './answers';
import { askAll } from './answers';
import type { Answers } from './connectAnswers';
import { choicesFrom, needsText, openConfirmation } from './connectAnswers';
import { serverItems, vpcItems, wayItems } from './connectItems';

export interface ConnectDependencies {
  readonly prompter: Prompter;
  readonly accountId: string;
  readonly sshFolder: string;
  readonly credentialRole: VsiChoices['credentialRole'];
  /** Host of the page that tells this machine's address. */
  readonly lookupHost: string;
  instances(signal: AbortSignal): Promise<readonly PickItem<EventStreamsInstance>[]>;
  /** Has a time limit of its own. */
  offer(region: string, signal: AbortSignal): Promise<Offer>;
  /** Private key files that may open an existing server. */
  keyFiles(): Promise<readonly string[]>;
  ownAddress(): Promise<string>;
}

/** Asks at most five questions, each with a default, and gives the connection to plan. Undefined: changed their mind, nothing was made. */
export async function askConnectPrivately(given: EventStreamsInstance | undefined, dependencies: ConnectDependencies): Promise<Connection | undefined> {
  const wish = new Wish(given, dependencies);
  const title = given === undefined ? 'Connect Privately' : `Connect "${visible(given.name, 60)}" Privately`;
  const answers = await askAll<Answers>(title, wish.steps(), { instance: given });
  return answers === undefined ? undefined : wish.connection(answers);
}

class Wish {
  #offer: { readonly region: string; readonly offer: Promise<Offer> } | undefined;
  #id: { readonly instance: string; readonly id: string } | undefined;

  constructor(private readonly given: EventStreamsInstance | undefined, private readonly dependencies: ConnectDependencies) {}

  steps(): readonly Step<Answers>[] {
    return [
      { asked: () => this.given === undefined, ask: (state, place) => this.#askInstance(state, place) },
      { ask: (state, place) => this.#askVpc(state, place) },
      { ask: (state, place) => this.#askServer(state, place) },
      { asked: ({ server }) => server?.kind === 'existing', ask: (state, place) => this.#askKey(state, place) },
      { ask: (state, place) => this.#askWay(state, place) },
      { asked: needsText, ask: (state, place) => this.#askText(state, place) },
    ];
  }

  async connection(answers: Answers): Promise<Connection | undefined> {
    const { instance, vpc, server, way } = answers;
    if (instance === undefined || vpc === undefined || server === undefined || way === undefined) {
      return undefined;
    }
    refuseUnfit(instance);
    const { accountId, sshFolder, credentialRole } = this.dependencies;
    const connectionId = this.#idFor(instance);
    const ownAddress = way.kind === 'own-address' ? await this.dependencies.ownAddress() : undefined;
    const choices = choicesFrom({ ...answers, vpc, server, way }, { offer: await this.#offerFor(answers), connectionId, sshFolder, ownAddress, credentialRole });
    return newConnection(connectionId, accountId, instance, choices);
  }

  async #askInstance(state: Answers, place: Place): Promise<Answer<Answers>> {
    const answer = await this.dependencies.prompter.pick<EventStreamsInstance>({
      place,
      placeholder: 'Which Event Streams instance?',
      items: (signal) => this.dependencies.instances(signal),
      isCurrent: ({ crn }) => crn === state.instance?.crn,
    });
    if (answer.kind === 'value') {
      refuseUnfit(answer.value);
    }
    return mapped(answer, (instance) => ({ ...(instance.region === state.instance?.region ? state : {}), instance }));
  }

  async #askVpc(state: Answers, place: Place): Promise<Answer<Answers>> {
    const answer = await this.dependencies.prompter.pick({
      place,
      placeholder: 'Which VPC should the connection lead through?',
      items: async (signal) => vpcItems(await this.#offerFor(state, signal), `${this.#idFor(state.instance)}-vpc`),
      isCurrent: ({ name }) => name === state.vpc?.name,
    });
    return mapped(answer, (vpc) => ({ ...state, vpc, ...(vpc.name === state.vpc?.name ? {} : { server: undefined }) }));
  }

  async #askServer(state: Answers, place: Place): Promise<Answer<Answers>> {
    const answer = await this.dependencies.prompter.pick({
      place,
      placeholder: 'From which virtual server do you want to connect?',
      items: async (signal) => serverItems(await this.#offerFor(state, signal), state.vpc, this.#idFor(state.instance)),
      isCurrent: (value) => JSON.stringify(value) === JSON.stringify(state.server),
    });
    return mapped(answer, (server) => ({ ...state, server }));
  }

  async #askKey(state: Answers, place: Place): Promise<Answer<Answers>> {
    const answer = await this.dependencies.prompter.pick({
      place,
      placeholder: 'Which private key opens the virtual server?',
      items: async () => keyItems(await this.dependencies.keyFiles(), this.dependencies.sshFolder),
      isCurrent: (path) => path === state.key,
    });
    return mapped(answer, (key) => ({ ...state, key }));
  }

  async #askWay(state: Answers, place: Place): Promise<Answer<Answers>> {
    const answer = await this.dependencies.prompter.pick({
      place,
      placeholder: 'How do you reach the virtual server, and who may SSH in?',
      items: wayItems(this.dependencies.lookupHost),
      isCurrent: ({ kind }) => kind === state.way?.kind,
    });
    return mapped(answer, (way) => ({ ...state, way, ...(way.kind === state.way?.kind ? {} : { typed: undefined }) }));
  }

  async #askText(state: Answers, place: Place): Promise<Answer<Answers>> {
    const question = textQuestions[state.way?.kind === 'anyone' || state.way?.kind === 'address' ? state.way.kind : 'typed-range'];
    const answer = await this.dependencies.prompter.text({ place, ...question, value: state.typed });
    const isRange = state.way?.kind === 'typed-range';
    return mapped(answer, (text) => ({ ...state, typed: isRange ? rangeFrom(text) : text }));
  }

  #offerFor({ instance }: Answers, signal: AbortSignal = new AbortController().signal): Promise<Offer> {
    const region = instance?.region ?? '';
    if (this.#offer?.region !== region) {
      const offer = this.dependencies.offer(region, signal);
      this.#offer = { region, offer };
      // A failure or a closed box is not kept: the next question asks again.
      offer.catch(() => {
        this.#offer = undefined;
      });
    }
    return this.#offer.offer;
  }

  #idFor(instance: EventStreamsInstance | undefined): string {
    const crn = instance?.crn ?? '';
    this.#id = this.#id?.instance === crn ? this.#id : { instance: crn, id: newConnectionId(instance?.name ?? '') };
    return this.#id.id;
  }
}

const textQuestions = {
  'typed-range': {
    prompt: 'Who may SSH in: an IPv4 address or a range',
    placeholder: '203.0.113.7 or 203.0.113.0/24',
    check: (text: string) => {
      const range = rangeFrom(text);
      if (range === undefined) {
        return 'Type an IPv4 address such as 203.0.113.7, or a range such as 203.0.113.0/24.';
      }
      return openToInternet(range) ? 'That is open to strangers. Go back and choose the whole internet if you mean it.' : undefined;
    },
  },
  'anyone': {
    prompt: `Everyone on the internet could try to sign in. Type "${openConfirmation}" to confirm`,
    placeholder: openConfirmation,
    check: (text: string) => text.trim() === openConfirmation ? undefined : `Type "${openConfirmation}", or go back.`,
  },
  'address': {
    prompt: 'The address at which you reach the virtual server',
    placeholder: '10.240.0.4',
    check: (text: string) => /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/.test(text.trim()) ? undefined : 'Type an address or a host name.',
  },
} as const;

function keyItems(files: readonly string[], folder: string): readonly PickItem<string>[] {
  if (files.length === 0) {
    throw new Failure({
      code: 'ui.no-key', what: 'Could not find a private key', why: `There is none in ${folder}.`, next: 'Put the key that opens the server there, or go back and choose a new server.',
    });
  }
  return files.map((path) => ({ label: path, icon: 'key', value: path }));
}

function refuseUnfit(instance: EventStreamsInstance): void {
  const answer = connectable(instance);
  if (!answer.possible) {
    throw new Failure({ code: 'instance.not-connectable', what: `Could not connect "${instance.name}" privately`, why: answer.why, next: answer.next });
  }
}

function mapped<From, To>(answer: Answer<From>, map: (value: From) => To): Answer<To> {
  return answer.kind === 'value' ? { kind: 'value', value: map(answer.value) } : answer;
}
