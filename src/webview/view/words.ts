import type { CheckState, Hop, HopState, Report } from '../../model/check';
import { t } from '../../model/l10n';

/** State in words: never by colour or sign alone. */
export const checkWords: Readonly<Record<CheckState, string>> = {
  waiting: t('waiting'),
  running: t('running'),
  passed: t('passed'),
  degraded: t('works in part'),
  failed: t('failed'),
  expected: t('as expected'),
  'not-run': t('not run'),
};

export const checkSigns: Readonly<Record<CheckState, string>> = {
  waiting: '○', running: '◌', passed: '✓', degraded: '◐', failed: '✗', expected: '–', 'not-run': '–',
};

const hopWords: Readonly<Record<HopState, string>> = {
  unknown: t('not checked yet'), ok: t('ok'), degraded: t('works in part'), broken: t('broken'), 'not-reached': t('not reached'),
};

/** What is known of a place; of one of which nothing is known, why, where that was said. */
export function stateWords({ state, detail }: Pick<Hop, 'state' | 'detail'>): string {
  return state === 'unknown' && detail !== '' ? detail : hopWords[state];
}

/** What is said besides. */
export function detailWords(hop: Pick<Hop, 'state' | 'detail'>): string {
  return hop.detail === stateWords(hop) ? '' : hop.detail;
}

/** What it saw is said of then alone. */
export function isOutdated({ headline }: Pick<Report, 'headline'>): boolean {
  return headline.code === 'report.outdated';
}

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

/** As much of it as fits into `room` pixels, both ends kept. */
export function shortenedTo(text: string, room: number): string {
  let limit = text.length;
  while (limit > 2 && widthOf(shortened(text, limit)) > room) limit--;
  return shortened(text, limit);
}

/** At most `most` lines of `room` pixels, broken between words, none between a number and its unit; what is left out ends with "…" after a whole word. */
export function brokenIntoLines(text: string, room: number, most: number): readonly string[] {
  const words = text.split(/\s+(?!m?s\b)/).filter((word) => word !== '').map((word) => shortenedTo(word, room));
  const lines: string[] = [];
  for (const [index, word] of words.entries()) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    const isLastLine = lines.length === most;
    const goesOn = index < words.length - 1;
    if (last !== undefined && widthOf(isLastLine && goesOn ? `${longer} …` : longer) <= room) {
      lines[lines.length - 1] = longer;
    } else if (!isLastLine) {
      lines.push(word);
    } else {
      lines[lines.length - 1] = endedBeforeRest(last ?? '', room);
      break;
    }
  }
  return lines;
}

function endedBeforeRest(line: string, room: number): string {
  const ended = `${line.replace(/[,;:.]+$/, '')} …`;
  return widthOf(ended) <= room ? ended : shortenedTo(line, room - widthOf(' …')) + ' …';
}

/** About how wide it is drawn in letters of 12 pixels: no font is there to be asked. */
function widthOf(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum + (/[ilj.,:;'|!ftI()[\]/ -]/.test(letter) ? 4.6 : /[A-Zmw@%…—]/.test(letter) ? 9.6 : 7.3), 0);
}
