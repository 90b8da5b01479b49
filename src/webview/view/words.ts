import type { CheckState, HopState } from '../../model/check';

/** State in words: never by colour or sign alone. */
export const checkWords: Readonly<Record<CheckState, string>> = {
  waiting: 'waiting',
  running: 'running',
  passed: 'passed',
  failed: 'failed',
  expected: 'as expected',
  'not-run': 'not run',
};

export const checkSigns: Readonly<Record<CheckState, string>> = {
  waiting: '○', running: '◌', passed: '✓', failed: '✗', expected: '–', 'not-run': '–',
};

export const hopWords: Readonly<Record<HopState, string>> = {
  unknown: 'not checked yet', ok: 'ok', broken: 'broken', 'not-reached': 'not reached',
};

/** `0.4 ms`, `22 ms`, `1.3 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1) return `${milliseconds.toFixed(1)} ms`;
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** The time of day as the reader writes it; the text itself where it is no time. */
export function timeOfDay(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : at.toLocaleTimeString();
}

/** Shortened in the middle, so that both ends of a long broker name can be told apart. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = Math.ceil((limit - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (limit - 1 - head))}`;
}
