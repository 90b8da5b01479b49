import type { Cloud } from '../../cloud/cloud';
import type { Environment } from '../../model/account';
import type { Instance } from '../../model/instance';
import type { SecretVault } from '../../setup/dependencies';
import type { Editor } from '../editor/editor';
import type { Answer, Position, Prompter } from '../prompts/answers';
import { mapped } from '../prompts/answers';

/** What is to be connected. */
export interface RouteTarget {
  readonly instance: Instance;
  /** Of the connection to be made; names that are proposed begin with it. */
  readonly connectionId: string;
}

/** What a route's questions are asked with. */
export interface QuestionTools {
  readonly prompter: Prompter;
  readonly cloud: Cloud;
  readonly environment: Environment;
  readonly accountId: string;
  /** Who is signed in, as a person reads it: "anna@example.com (Acme)". */
  readonly who: string;
  readonly editor: Pick<Editor, 'chooseFiles' | 'confirm'>;
  /** Where what must stand in no file of choices is kept. */
  readonly secrets: SecretVault;
}

/** One of a route's questions; its answer is the questions that follow from it. */
export type RouteQuestion = (target: RouteTarget, position: Position) => Promise<Answer<RouteQuestions>>;

/** A route's questions with the answers so far. What the answers are is nobody's business but the route's. */
export interface RouteQuestions {
  /** What is asked as far as the answers tell, in order. */
  readonly questions: readonly RouteQuestion[];
  /** The route's choices, once all is answered. They are saved next, so what belongs to them and is secret is put into the vault here. */
  choices(target: RouteTarget): Promise<unknown>;
}

/** Choices that were made before, and for what: they are the answers to begin with. */
export interface AskedBefore {
  readonly choices: unknown;
  readonly target: RouteTarget;
}

/** Begins a route's questions, from the answers that were given before where there are any. */
export type AskRoute = (tools: QuestionTools, before?: AskedBefore) => RouteQuestions | Promise<RouteQuestions>;

/** A route on the list: what a person reads of it, and its questions, which are loaded when it is chosen. */
export interface RouteQuestionsEntry {
  /** The route's id. */
  readonly id: string;
  /** "Through a virtual server". */
  readonly title: string;
  /** What speaks for it, in one line. */
  readonly detail: string;
  load(): Promise<AskRoute>;
}

/** One of a route's questions, with the type of its answers. */
export type Ask<Answers> = (answers: Answers, target: RouteTarget, position: Position) => Promise<Answer<Answers>>;

/** What a route asks, with the type of its answers. */
export interface Asking<Answers> {
  questions(answers: Answers): readonly Ask<Answers>[];
  choices(answers: Answers, target: RouteTarget): Promise<unknown>;
}

/** Hides the type of the answers. */
export function routeQuestions<Answers>(asking: Asking<Answers>, answers: Answers): RouteQuestions {
  return {
    questions: asking.questions(answers).map((ask): RouteQuestion =>
      async (target, position) => mapped(await ask(answers, target, position), (next) => routeQuestions(asking, next))),
    choices: (target) => asking.choices(answers, target),
  };
}
