import { percent, scoreOf, type Outcome, type Score } from './outcome';

export interface FolderScore {
  readonly folder: string;
  readonly score: Score;
}

export function scoresOf(folders: readonly string[], outcomes: readonly Outcome[]): FolderScore[] {
  return folders.map((folder) => ({ folder, score: scoreOf(outcomes.filter(({ mutant }) => mutant.file.startsWith(`${folder}/`))) }));
}

/** What is left to do, and how far it has come. */
export function report(folders: readonly string[], outcomes: readonly Outcome[]): string {
  const lines = sorted(outcomes).flatMap((outcome) => lineOf(outcome) ?? []);
  const scores = [...scoresOf(folders, outcomes), { folder: 'in all', score: scoreOf(outcomes) }];
  return [...lines, '', ...scores.map(({ folder, score }) => `${folder}: ${inWords(score)}`)].join('\n');
}

function lineOf({ mutant, place, verdict }: Outcome): string | undefined {
  const what = `${mutant.file}:${place.line}  ${mutant.change}: ${place.before} → ${place.after}`;
  switch (verdict.state) {
    case 'killed':
      return undefined;
    case 'survived':
      return `survived    ${what}  (${verdict.tests === 0 ? 'no test reaches it' : verdict.tests === 1 ? '1 test file' : `${verdict.tests} test files`})`;
    case 'equivalent':
      return `equivalent  ${what}  (${verdict.of.reason})`;
  }
}

function inWords(score: Score): string {
  const { killed, survived, equivalent } = score;
  return `${percent(score)}%, ${killed} killed, ${survived} survived${equivalent > 0 ? `, ${equivalent} equivalent` : ''}`;
}

function sorted(outcomes: readonly Outcome[]): Outcome[] {
  return [...outcomes].sort((one, other) => one.mutant.file.localeCompare(other.mutant.file) || one.mutant.start - other.mutant.start);
}
