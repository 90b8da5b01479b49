/** What a person did with a prompt. */
export type Answer<Value> = { readonly kind: 'value'; readonly value: Value } | { readonly kind: 'back' } | { readonly kind: 'cancelled' };

/** Where a prompt stands among several; a single prompt has no position. */
export interface Position {
  readonly title: string;
  readonly number: number;
  readonly total: number;
  readonly back: boolean;
}

export interface PickItem<Value> {
  readonly label: string;
  readonly description?: string | undefined;
  readonly detail?: string | undefined;
  /** A product icon's name. */
  readonly icon?: string | undefined;
  /** The group that it stands in; a separator is shown where it changes. */
  readonly group?: string | undefined;
  /** Stays in the list whatever is typed to filter it: the way out for what is not on it. */
  readonly alwaysShown?: boolean | undefined;
  /** It is there to be read, and cannot be chosen. */
  readonly isOnlyRead?: boolean | undefined;
  readonly value: Value;
}

export interface PickQuestion<Value> {
  readonly position?: Position | undefined;
  readonly placeholder: string;
  /** May take a while; the list shows busy meanwhile. */
  readonly items: readonly PickItem<Value>[] | ((signal: AbortSignal) => Promise<readonly PickItem<Value>[]>);
  /** Which item is the answer given before, or the default. */
  readonly isCurrent?: ((value: Value) => boolean) | undefined;
  /** Stays when the focus leaves it: a click in the panel may take the focus back after it has opened the question. */
  readonly staysOpen?: boolean | undefined;
}

export interface TextQuestion {
  readonly position?: Position | undefined;
  /** Of a question that stands alone. */
  readonly title?: string | undefined;
  readonly prompt: string;
  /** What is told behind the prompt once it is known: the box does not wait for it. */
  readonly more?: ((signal: AbortSignal) => Promise<string>) | undefined;
  readonly placeholder: string;
  readonly value?: string | undefined;
  readonly secret?: boolean | undefined;
  /** Closes the box, as Escape does: whoever asked has given up. */
  readonly signal?: AbortSignal | undefined;
  /** What is wrong with the text as typed, or undefined. */
  readonly check?: ((text: string) => string | undefined) | undefined;
  /** Tried on Enter, and busy meanwhile: what is wrong, or undefined. Ended with an AbortError when the box is closed. */
  readonly accept?: ((text: string, signal: AbortSignal) => Promise<string | undefined>) | undefined;
}

/** One thing that goes or stays: to be read, no answer. */
export interface LossRow {
  readonly text: string;
  readonly detail?: string | undefined;
  /** A product icon's name. */
  readonly icon: string;
}

/** Asked before something is lost: a list of it that stays in view while a name is typed to agree. */
export interface LossQuestion {
  readonly title: string;
  /** What Enter does once the name stands there: "delete 7 things". */
  readonly deed: string;
  readonly rows: readonly LossRow[];
  readonly name: string;
}

/** Asks people. The editor's quick picks and input boxes; in tests, a script. */
export interface Prompter {
  pick<Value>(question: PickQuestion<Value>): Promise<Answer<Value>>;
  pickMany<Value>(question: PickQuestion<Value>): Promise<Answer<readonly Value[]>>;
  text(question: TextQuestion): Promise<Answer<string>>;
  /** The name as it was typed, which is the one that was asked for. */
  agree(question: LossQuestion): Promise<Answer<string>>;
}

/** One of several questions: it reads the answers so far and adds its own. */
export type Question<Answers> = (answers: Answers, position: Position) => Promise<Answer<Answers>>;

/**
 * Asks in order what the answers so far ask for; an answer changes only what comes after it. Back goes to the question before
 * and keeps all answers, Escape gives undefined: nothing was made. The total is what is asked as far as one can tell.
 */
export async function askAll<Answers>(
  title: string, questionsFor: (answers: Answers) => Promise<readonly Question<Answers>[]>, start: Answers,
): Promise<Answers | undefined> {
  let answers = start;
  for (let index = 0; ;) {
    const questions = await questionsFor(answers);
    const question = questions[index];
    if (question === undefined) {
      return answers;
    }
    const answer = await question(answers, { title, number: index + 1, total: questions.length, back: index > 0 });
    switch (answer.kind) {
      case 'cancelled': return undefined;
      case 'back':
        index = Math.max(index - 1, 0);
        break;
      case 'value':
        answers = answer.value;
        index += 1;
    }
  }
}

/** What was answered, made into something else. */
export function mapped<From, To>(answer: Answer<From>, map: (value: From) => To): Answer<To> {
  return answer.kind === 'value' ? { kind: 'value', value: map(answer.value) } : answer;
}
