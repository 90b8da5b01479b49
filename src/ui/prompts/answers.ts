/** What a person did with a prompt. */
export type Answer<Value> = { readonly kind: 'value'; readonly value: Value } | { readonly kind: 'back' } | { readonly kind: 'cancelled' };

/** Where a prompt stands among several; a single prompt has no place. */
export interface Place {
  readonly title: string;
  readonly step: number;
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
  readonly value: Value;
}

export interface PickQuestion<Value> {
  readonly place?: Place | undefined;
  readonly placeholder: string;
  /** May take a while; the list shows busy meanwhile. */
  readonly items: readonly PickItem<Value>[] | ((signal: AbortSignal) => Promise<readonly PickItem<Value>[]>);
  /** Which item is the answer given before, or the default. */
  readonly isCurrent?: ((value: Value) => boolean) | undefined;
  /** Stays when the focus leaves it: a click in the panel may take the focus back after it has opened the question. */
  readonly staysOpen?: boolean | undefined;
}

export interface TextQuestion {
  readonly place?: Place | undefined;
  /** Of a question that stands alone. */
  readonly title?: string | undefined;
  readonly prompt: string;
  readonly placeholder: string;
  readonly value?: string | undefined;
  readonly secret?: boolean | undefined;
  /** What is wrong with the text as typed, or undefined. */
  readonly check?: ((text: string) => string | undefined) | undefined;
  /** Tried on Enter, and busy meanwhile: what is wrong, or undefined. Ended with an AbortError when the box is closed. */
  readonly accept?: ((text: string, signal: AbortSignal) => Promise<string | undefined>) | undefined;
}

/** Asks people. The editor's quick picks and input boxes; in tests, a script. */
export interface Prompter {
  pick<Value>(question: PickQuestion<Value>): Promise<Answer<Value>>;
  pickMany<Value>(question: PickQuestion<Value>): Promise<Answer<readonly Value[]>>;
  text(question: TextQuestion): Promise<Answer<string>>;
}

/** One of several questions: it reads the answers so far and adds its own. */
export interface Step<State> {
  /** Left out where an answer before it settles it. */
  readonly asked?: ((state: State) => boolean) | undefined;
  readonly ask: (state: State, place: Place) => Promise<Answer<State>>;
}

/**
 * Asks the questions in order. Back goes to the one before and keeps all answers, Escape gives undefined: nothing was made.
 * The total counts the questions that the answers so far ask for.
 */
export async function askAll<State>(title: string, steps: readonly Step<State>[], start: State): Promise<State | undefined> {
  let state = start;
  let index = next(steps, state, -1, 1);
  while (index < steps.length) {
    const asked = steps.filter((step) => step.asked?.(state) ?? true);
    const step = steps[index];
    if (step === undefined) {
      return undefined;
    }
    const before = next(steps, state, index, -1);
    const answer = await step.ask(state, { title, step: asked.indexOf(step) + 1, total: asked.length, back: before >= 0 });
    if (answer.kind === 'cancelled') {
      return undefined;
    }
    if (answer.kind === 'value') {
      state = answer.value;
    }
    index = answer.kind === 'back' ? Math.max(before, 0) : next(steps, state, index, 1);
  }
  return state;
}

function next<State>(steps: readonly Step<State>[], state: State, from: number, by: 1 | -1): number {
  let index = from + by;
  while (index >= 0 && index < steps.length && !(steps[index]?.asked?.(state) ?? true)) {
    index += by;
  }
  return index;
}
