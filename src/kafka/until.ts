import { withDeadline } from '../model/deadline';
import { messageLate } from './testMessageFailures';

const longest = 60_000;
const goodbye = 2000;

/** Waits for `work` until the signal fires; kafkajs itself cannot be told to stop. */
export function until<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return withDeadline(longest, signal, () => work, () => messageLate(longest));
}

/** A goodbye that fails or takes long is no news: the sockets are ended anyway. */
export async function settled(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => { timer = setTimeout(resolve, goodbye); });
  await Promise.race([Promise.allSettled([work]), late]);
  clearTimeout(timer);
}
