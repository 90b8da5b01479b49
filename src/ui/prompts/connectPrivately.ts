import type { Connection } from '../../model/connection';
import { Failure } from '../../model/failure';
import type { Instance } from '../../model/instance';
import { t } from '../../model/l10n';
import type { Service } from '../../model/service';
import { visible } from '../../model/text';
import { newConnection, newConnectionId } from '../../setup/newConnection';
import type { QuestionTools, RouteQuestion, RouteQuestions, RouteQuestionsEntry, RouteTarget } from '../routes/routeQuestions';
import type { PickItem, Question } from './answers';
import { askAll, mapped } from './answers';

/** What is asked, and with what. */
export interface ConnectDependencies extends QuestionTools {
  /** The proposed one first. */
  readonly routes: readonly RouteQuestionsEntry[];
  /** "Which Event Streams instance?" */
  readonly whichInstance: string;
  instances(signal: AbortSignal): Promise<readonly PickItem<Instance>[]>;
  serviceOf(instance: Instance): Promise<Service>;
  /** The role of the service credential that the user set; a service that does not have it gives its usual one. */
  readonly credentialRole: string;
}

interface Answers {
  readonly target?: RouteTarget | undefined;
  /** Id of the chosen route. */
  readonly route?: string | undefined;
  /** What each route was answered, so that it is kept on the way to another one and back. */
  readonly routes: ReadonlyMap<string, RouteQuestions>;
}

/** A connection whose choices are to be changed: its answers are there to begin with. */
export interface ChangedConnection {
  readonly connection: Connection;
  readonly instance: Instance;
}

/** The same questions with the answers that were given before. Undefined: changed their mind, and nothing is changed. */
export async function askForChanges({ connection, instance }: ChangedConnection, dependencies: ConnectDependencies): Promise<Connection | undefined> {
  const questions = new ConnectQuestions(instance, dependencies);
  const start = await questions.startFrom(connection, instance);
  const answers = await askAll(t('Change the Plan for "{0}"', visible(instance.name, 60)), (soFar) => questions.after(soFar), start);
  const changed = answers === undefined ? undefined : await questions.connection(answers);
  return changed === undefined ? undefined : { ...changed, createdAt: connection.createdAt };
}

/**
 * Asks for the instance, the route and what the route asks, each with a default, and gives the connection to plan. Undefined:
 * changed their mind, nothing was made.
 */
export async function askConnectPrivately(given: Instance | undefined, dependencies: ConnectDependencies): Promise<Connection | undefined> {
  const title = given === undefined ? t('Connect Privately') : t('Connect "{0}" Privately', visible(given.name, 60));
  const questions = new ConnectQuestions(given, dependencies);
  const answers = await askAll(title, (soFar) => questions.after(soFar), questions.start());
  return answers === undefined ? undefined : questions.connection(answers);
}

class ConnectQuestions {
  /** Each route's questions before anything was answered. */
  readonly #unanswered = new Map<string, RouteQuestions>();

  constructor(private readonly given: Instance | undefined, private readonly dependencies: ConnectDependencies) {}

  start(): Answers {
    return { target: this.given === undefined ? undefined : targetFor(this.given), routes: new Map() };
  }

  async startFrom({ id, route, choices }: Connection, instance: Instance): Promise<Answers> {
    const target = { ...targetFor(instance), connectionId: id };
    const entry = this.dependencies.routes.find((each) => each.id === route);
    if (entry !== undefined) {
      this.#unanswered.set(route, await (await entry.load())(this.dependencies, { choices, target }));
    }
    return { target, route, routes: new Map() };
  }

  /** All questions that the answers so far ask for. While no route is chosen, those of the proposed one are counted. */
  async after(answers: Answers): Promise<readonly Question<Answers>[]> {
    const route = this.#routeOf(answers);
    const { questions } = await this.#asked(answers, route);
    return [
      ...(this.given === undefined ? [this.#askInstance] : []),
      ...(this.dependencies.routes.length > 1 ? [this.#askRoute] : []),
      ...questions.map((question) => askOfRoute(route.id, question)),
    ];
  }

  async connection(answers: Answers): Promise<Connection | undefined> {
    const { target } = answers;
    if (target === undefined) {
      return undefined;
    }
    const { accountId, credentialRole } = this.dependencies;
    const { instance, connectionId } = target;
    const { roles, usualRole } = (await this.dependencies.serviceOf(instance)).credential;
    const route = this.#routeOf(answers);
    const choices = await (await this.#asked(answers, route)).choices(target);
    const role = roles.includes(credentialRole) ? credentialRole : usualRole;
    return newConnection(connectionId, accountId, instance, { route: route.id, role, choices });
  }

  readonly #askInstance: Question<Answers> = async (answers, position) => {
    const before = answers.target?.instance;
    const answer = await this.dependencies.prompter.pick<Instance>({
      position,
      placeholder: this.dependencies.whichInstance,
      items: (signal) => this.dependencies.instances(signal),
      isCurrent: ({ crn }) => crn === before?.crn,
    });
    return mapped(answer, (instance) => ({
      ...answers,
      target: instance.crn === before?.crn ? answers.target : targetFor(instance),
      // What a region has, another one has not.
      routes: instance.region === before?.region ? answers.routes : new Map(),
    }));
  };

  readonly #askRoute: Question<Answers> = async (answers, position) => {
    const answer = await this.dependencies.prompter.pick<string>({
      position,
      placeholder: t('Which way should the connection take?'),
      items: this.dependencies.routes.map(({ id, title, detail }) => ({ label: title, detail, value: id })),
      isCurrent: (id) => id === answers.route,
    });
    return mapped(answer, (route) => ({ ...answers, route }));
  };

  #routeOf(answers: Answers): RouteQuestionsEntry {
    const { routes } = this.dependencies;
    const route = routes.find(({ id }) => id === answers.route) ?? routes[0];
    if (route === undefined) {
      throw new TypeError('There is no route on the list.');
    }
    return route;
  }

  async #asked(answers: Answers, route: RouteQuestionsEntry): Promise<RouteQuestions> {
    const known = answers.routes.get(route.id) ?? this.#unanswered.get(route.id);
    if (known !== undefined) {
      return known;
    }
    const unanswered = await (await route.load())(this.dependencies);
    this.#unanswered.set(route.id, unanswered);
    return unanswered;
  }
}

function askOfRoute(route: string, question: RouteQuestion): Question<Answers> {
  return async (answers, position) => {
    if (answers.target === undefined) {
      return { kind: 'cancelled' };
    }
    const answer = await question(answers.target, position);
    return mapped(answer, (asked) => ({ ...answers, routes: new Map([...answers.routes, [route, asked]]) }));
  };
}

function targetFor(instance: Instance): RouteTarget {
  const { connectable } = instance;
  if (!connectable.possible) {
    throw new Failure({
      code: 'instance.not-connectable', what: t('Could not connect "{0}" privately', instance.name), why: connectable.why, next: connectable.next,
    });
  }
  return { instance, connectionId: newConnectionId(instance.name) };
}
