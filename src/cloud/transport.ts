import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { withDeadline } from '../model/deadline';
import { Failure } from '../model/failure';
import { noAnswer, retryAfter, tooLate, tooLong } from './errors';
import { isRepeatable, type CloudAnswer, type CloudRequest } from './request';
import { lostAnswer, sdkCore, type SendThroughCore } from './sdkCore';

/** The one way out: every HTTPS request of the product goes through `send`. */
export interface Transport {
  /**
   * Gives whatever answer comes, of any status; rejects with a Failure where none does, with the caller's reason when
   * aborted. A repeatable request is asked again, a few times, after 429, 5xx and a lost connection; no other ever is.
   */
  send(request: CloudRequest, signal: AbortSignal): Promise<CloudAnswer>;
}

export interface TransportOptions {
  /** Of one try, in milliseconds. */
  readonly timeLimit?: number | undefined;
  readonly largestAnswer?: number | undefined;
  /** Waits between tries; a test needs no time to pass. */
  readonly sleep?: ((milliseconds: number, signal: AbortSignal) => Promise<void>) | undefined;
  /** Told before each wait, so that a view can say why nothing moves. */
  readonly onWait?: ((what: string, milliseconds: number, status: number | undefined) => void) | undefined;
}

const tries = 4;
const firstPause = 500;
// A server may ask for any pause, and none is cut short; where it is longer, a person would rather read so than watch for minutes.
const longestPause = 30_000;
const worthAnotherTry = new Set([429, 500, 502, 503, 504]);

export function createTransport(options: TransportOptions = {}): Transport {
  const timeLimit = options.timeLimit ?? 30_000;
  const largestAnswer = options.largestAnswer ?? 32_000_000;
  const sleep = options.sleep ?? pause;
  let core: Promise<SendThroughCore> | undefined;

  async function send(request: CloudRequest, signal: AbortSignal): Promise<CloudAnswer> {
    // One signal rightly serves many requests at once; Node would warn of a leak from the eleventh on.
    setMaxListeners(0, signal);
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await oneTry(request, signal);
      const wait = attempt < tries && isRepeatable(request) ? waitBefore(outcome, attempt) : undefined;
      if (wait === undefined) {
        if (outcome instanceof Failure) {
          throw outcome;
        }
        return outcome;
      }
      options.onWait?.(request.what, wait, outcome.status);
      await sleep(wait, signal);
    }
  }

  async function oneTry(request: CloudRequest, signal: AbortSignal): Promise<CloudAnswer | Failure> {
    try {
      return await withDeadline(
        timeLimit, signal, (own) => exchange(request, own), () => tooLate(request, timeLimit),
      );
    } catch (error) {
      if (signal.aborted || !(error instanceof Failure)) {
        throw error;
      }
      return error;
    }
  }

  async function exchange(request: CloudRequest, signal: AbortSignal): Promise<CloudAnswer> {
    core ??= sdkCore();
    const sendThroughCore = await core;
    try {
      return await sendThroughCore(request, largestAnswer, signal);
    } catch (error) {
      if (signal.aborted) {
        throw signal.reason instanceof Error ? signal.reason : new DOMException('The operation was aborted', 'AbortError');
      }
      const { code, words } = lostAnswer(error);
      throw words.startsWith('maxContentLength') ? tooLong(request, largestAnswer) : noAnswer(request, code, words);
    }
  }

  return { send };
}

/** Milliseconds to wait before the next try, or undefined where another try is of no use. */
function waitBefore(outcome: CloudAnswer | Failure, attempt: number): number | undefined {
  const backOff = firstPause * 2 ** (attempt - 1);
  if (outcome instanceof Failure) {
    return outcome.code === 'http.reset' ? backOff : undefined;
  }
  if (!worthAnotherTry.has(outcome.status)) {
    return undefined;
  }
  const asked = retryAfter(outcome, Date.now());
  if (asked === undefined) {
    return backOff;
  }
  return asked * 1000 > longestPause ? undefined : asked * 1000;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return setTimeout(milliseconds, undefined, { signal });
}
