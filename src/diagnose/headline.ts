import type { Headline, MemberFinding } from '../model/check';
import { visible } from '../model/text';
import { sentence } from '../model/words';
import type { Outcome } from './outcome';
import { memberName } from './memberName';
import { seenFromMeant, type SeenFromMeant } from './meant';

/** The part of a request that the sentence needs. */
export interface Subject {
  readonly instance: { readonly name: string };
  readonly vantages: { readonly all: readonly { readonly id: string; readonly name: string }[]; readonly meant: string };
  readonly service: { readonly words: { readonly member: string } };
  readonly checks: { readonly provesMembers: string };
}

/** One sentence: the first broken hop as seen from the vantage that is meant, or that all passed. */
export function headlineOf(subject: Subject, outcomes: readonly Outcome[]): Headline {
  const seen = seenFromMeant(subject.vantages.meant, outcomes);
  const from = meantName(subject);
  const name = visible(subject.instance.name, 100);
  if (seen.firstFailed !== undefined) {
    return broken(seen.firstFailed, `${name} cannot be used from ${from}`);
  }
  const expected = seen.outcomes.find(({ result }) => result.state === 'expected');
  if (expected !== undefined) {
    return { ...broken(expected, `${name} cannot be reached from ${from}`), state: 'unknown' };
  }
  if (!seen.finished) {
    return { state: 'running', text: `Checking ${name} from ${from}…` };
  }
  const unasked = seen.outcomes.find(({ result }) => result.state === 'not-run');
  if (unasked !== undefined) {
    return { ...broken(unasked, `${name} answers ${from}, but not all could be checked`), state: 'unknown' };
  }
  const partly = seen.outcomes.find(({ result }) => result.state === 'degraded');
  if (partly !== undefined) {
    return { ...broken(partly, `${name} works only in part from ${from}`), state: 'degraded' };
  }
  return { state: 'passed', code: 'ok', text: `${name} works from ${from}${slowestInWords(subject, seen)}.` };
}

function meantName({ vantages: { all, meant } }: Subject): string {
  const found = all.find(({ id }) => id === meant);
  if (found === undefined) {
    throw new TypeError(`No vantage has the id ${meant}.`);
  }
  return found.name;
}

function broken({ result: { summary, code, cause, remedy } }: Outcome, text: string): Headline {
  return { state: 'failed', text: sentence(`${text}: ${asClause(summary)}`), code, cause, remedy };
}

/** Without the sentences that stand in it: the check's row has all of it. A name may begin with a capital, too, but not with these words. */
function asClause(summary: string): string {
  const clause = summary.replace(/[:.] [A-Z][a-z]* [a-z].*$/s, '');
  return /^(?:No|Nothing|Nobody|Could|The|It) /.test(clause) ? clause.charAt(0).toLowerCase() + clause.slice(1) : clause;
}

function slowestInWords({ service, checks }: Subject, seen: SeenFromMeant): string {
  const slowest = slowestOf(seen.of(checks.provesMembers)?.members ?? []);
  return slowest === undefined
    ? '' : `; the slowest ${service.words.member}, ${visible(memberName(slowest.member), 60)}, took ${slowest.milliseconds} ms`;
}

function slowestOf(members: readonly MemberFinding[]): MemberFinding | undefined {
  return members.reduce<MemberFinding | undefined>(
    (slowest, each) => (slowest === undefined || each.milliseconds > slowest.milliseconds ? each : slowest), undefined,
  );
}
