import { wordsOf } from '../../base/words';
import type { Finding, Remedy } from '../../model/check';
import { Failure, isCancelled } from '../../model/failure';
import type { Explanation } from './explanation';

export interface Seen {
  readonly summary: string;
  readonly evidence?: readonly string[];
  /** In place of what the code's own explanation says, where more is known. */
  readonly cause?: string;
  readonly remedy?: Remedy;
}

export function passed(summary: string, evidence: readonly string[] = []): Finding {
  return { state: 'passed', code: 'ok', summary, evidence };
}

/** What is wrong, with what it means and what to do. `degraded` lets the checks behind it be asked. */
export function explained(
  state: 'failed' | 'degraded' | 'expected', code: string, explanation: Explanation, { summary, evidence = [], cause, remedy }: Seen,
): Finding {
  return { state, code, summary, evidence, cause: cause ?? explanation.cause, remedy: remedy ?? explanation.remedy };
}

/** Why something could not be looked at, in one line with the server's words and trace. A cancellation passes through. */
export function whyUnread(error: unknown, signal: AbortSignal): readonly string[] {
  signal.throwIfAborted();
  if (isCancelled(error)) {
    throw error;
  }
  return error instanceof Failure ? [error.message, ...error.trace === undefined ? [] : [error.trace]] : [wordsOf(error)];
}
