import type { Answer } from './answers';

/** What a row of a pick leads to: the question is answered, or the pick comes again with what changed. */
export type RowOutcome<State> = Answer<State> | { readonly kind: 'taken'; readonly value: State };

/**
 * One question whose rows are its answer or open a box of their own, so that what hardly anybody changes is no question by itself. Back in a box
 * leads to the pick again, Escape ends all questions as everywhere.
 */
export async function askInPlace<State, Row>(
  start: State, pick: (state: State) => Promise<Answer<Row>>, open: (row: Row, state: State) => Promise<RowOutcome<State>>,
): Promise<Answer<State>> {
  for (let state = start; ;) {
    const picked = await pick(state);
    if (picked.kind !== 'value') {
      return picked;
    }
    const outcome = await open(picked.value, state);
    switch (outcome.kind) {
      case 'taken': return { kind: 'value', value: outcome.value };
      case 'cancelled': return outcome;
      case 'value':
        state = outcome.value;
        break;
      case 'back':
    }
  }
}

/** The row itself is the answer. */
export function taken<State>(value: State): RowOutcome<State> {
  return { kind: 'taken', value };
}

/** The box's answer is that of the whole question. */
export function takenFrom<State>(answer: Answer<State>): RowOutcome<State> {
  return answer.kind === 'value' ? taken(answer.value) : answer;
}
