import { t } from './l10n';

/** What is known of a failure, in the order in which a person needs it. */
export interface FailureParts {
  /** Stable, for tests, logs and look-ups: `vpc.not_authorized`, `iam.bad-api-key`. */
  readonly code: string;
  /** What failed: "Could not create the endpoint gateway "orders-pc"". */
  readonly what: string;
  /** Why, in the server's own words where there are any. */
  readonly why: string;
  /** What to do next: one sentence in the imperative. */
  readonly next: string;
  /** The server's correlation id, unchanged. */
  readonly trace?: string | undefined;
  /** HTTP status, where one was received. */
  readonly status?: number | undefined;
  /** Seconds the server asked to wait before the next try. */
  readonly retryAfter?: number | undefined;
  readonly cause?: unknown;
}

/** The one error type that is shown to people. Anything else that is thrown is a defect or a cancellation. */
export class Failure extends Error {
  readonly code: string;
  readonly what: string;
  readonly why: string;
  readonly next: string;
  readonly trace: string | undefined;
  readonly status: number | undefined;
  readonly retryAfter: number | undefined;

  constructor(parts: FailureParts) {
    super(`${parts.what}: ${parts.why}`, { cause: parts.cause });
    this.name = 'Failure';
    this.code = parts.code;
    this.what = parts.what;
    this.why = parts.why;
    this.next = parts.next;
    this.trace = parts.trace;
    this.status = parts.status;
    this.retryAfter = parts.retryAfter;
  }
}

/** A failure as plain data, for the journal, the activity view and the panel. */
export interface FailureText {
  readonly code: string;
  readonly what: string;
  readonly why: string;
  readonly next: string;
  readonly trace?: string | undefined;
}

/** Turns whatever was thrown into text for people; a foreign error keeps its own words. */
export function failureText(error: unknown, what: string): FailureText {
  if (error instanceof Failure) {
    return { code: error.code, what: error.what, why: error.why, next: error.next, trace: error.trace };
  }
  const why = error instanceof Error ? error.message : String(error);
  return { code: 'unexpected', what, why, next: t('Open the log for details, then try again.') };
}

/** True for the rejection of an aborted signal: a wish of the user, never a failure. */
export function isCancelled(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
