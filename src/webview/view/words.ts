import type { CheckState, HopState } from '../../model/check';

/** State in words: never by colour or sign alone. */
export const checkWords: Readonly<Record<CheckState, string>> = {
  waiting: 'waiting',
  running: 'running',
  passed: 'passed',
  degraded: 'works in part',
  failed: 'failed',
  expected: 'as expected',
  'not-run': 'not run',
};

export const checkSigns: Readonly<Record<CheckState, string>> = {
  waiting: '○', running: '◌', passed: '✓', degraded: '◐', failed: '✗', expected: '–', 'not-run': '–',
};

export const hopWords: Readonly<Record<HopState, string>> = {
  unknown: 'not checked yet', ok: 'ok', degraded: 'works in part', broken: 'broken', 'not-reached': 'not reached',
};

/** The time of day as the reader writes it; the text itself where it is no time. */
export function timeOfDay(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : at.toLocaleTimeString();
}

/** Shortened in the middle, so that both ends of a long name can be told apart. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = Math.ceil((limit - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (limit - 1 - head))}`;
}
