import { percent, type Score } from './outcome';
import type { FolderScore } from './report';

/** What a run is known by, so that it can be done again. */
export interface Run {
  readonly date: string;
  readonly sample: string;
  readonly seed: number;
}

const row = /^\| `(?<folder>[^`]+)` \|.*$/gm;

/** The document with the scores of these folders; those of others that it has stay. */
export function recorded(document: string, scores: readonly FolderScore[], run: Run): string {
  const rows = new Map([...document.matchAll(row)].map((found) => [found.groups?.['folder'] ?? '', found[0]]));
  for (const { folder, score } of scores) rows.set(folder, rowOf(folder, score, run));
  return `${head}${[...rows].sort(([one], [other]) => one.localeCompare(other)).map(([, text]) => text).join('\n')}\n`;
}

function rowOf(folder: string, score: Score, { date, sample, seed }: Run): string {
  return `| \`${folder}\` | ${percent(score)}% | ${score.killed} | ${score.survived} | ${score.equivalent} | ${sample} | ${seed} | ${date} |`;
}

const head = `# What the tests notice

A mutant is the code with one small change: a condition turned, a statement gone, another number. A test that fails kills it; one that survives
shows what no test protects. \`npm run mutate -- FOLDER...\` makes them, of those that compile, and names each survivor; \`--record\` writes this table.
What no test can notice, because it does the same, is listed in [mutation/equivalent.json](mutation/equivalent.json) and not counted: by its file,
the whole line as it stands there, what the report says was there before and after, and the reason.

| folder | score | killed | survived | equivalent | sample | seed | on |
|---|---|---|---|---|---|---|---|
`;
