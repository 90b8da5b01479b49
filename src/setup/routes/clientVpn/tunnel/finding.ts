import { wordsOf } from '../../../../base/words';
import { Failure, isCancelled } from '../../../../model/failure';
import type { Finding, Remedy } from '../../../../model/check';
import { explanationOf, type VpnCode } from './verdicts';

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
export function verdict(state: 'failed' | 'degraded' | 'expected', code: VpnCode, { summary, evidence = [], cause, remedy }: Seen): Finding {
  const explained = explanationOf(code);
  return { state, code, summary, evidence, cause: cause ?? explained.cause, remedy: remedy ?? explained.remedy };
}

/** Why something could not be looked at, in one line with the server's words and trace. A cancellation passes through. */
export function whyUnread(error: unknown, signal: AbortSignal): readonly string[] {
  signal.throwIfAborted();
  if (isCancelled(error)) {
    throw error;
  }
  return error instanceof Failure ? [error.message, ...error.trace === undefined ? [] : [error.trace]] : [wordsOf(error)];
}
