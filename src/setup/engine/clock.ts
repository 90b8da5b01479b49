import type { Clock } from '../dependencies';
import { setTimeout as wait } from 'node:timers/promises';

/** The system's time. */
export const systemClock: Clock = pacedClock(1);

/** Sleeps are `pace` times as long as asked for; 0 only lets others run. */
export function pacedClock(pace: number): Clock {
  return {
    now: () => Date.now(),
    sleep: (milliseconds, signal) => wait(milliseconds * pace, undefined, { signal }),
  };
}
