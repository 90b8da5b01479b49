import type { Headline, MemberFinding } from '../model/check';
import { t } from '../model/l10n';
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
    return broken(seen.firstFailed, t('{0} cannot be used from {1}', name, from));
  }
  const expected = seen.outcomes.find(({ result }) => result.state === 'expected');
  if (expected !== undefined) {
    return { ...broken(expected, t('{0} cannot be reached from {1}', name, from)), state: 'unknown' };
  }
  if (!seen.finished) {
    return { state: 'running', text: t('Checking {0} from {1}…', name, from) };
  }
  if (seen.firstUnasked !== undefined) {
    return { ...broken(seen.firstUnasked, t('{0} answers {1}, but not all could be checked', name, from)), state: 'unknown' };
  }
  const partly = seen.outcomes.find(({ result }) => result.state === 'degraded');
  if (partly !== undefined) {
    return { ...broken(partly, t('{0} works only in part from {1}', name, from)), state: 'degraded' };
  }
  return { state: 'passed', code: 'ok', text: passedInWords(subject, seen, name) };
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

function passedInWords(subject: Subject, seen: SeenFromMeant, name: string): string {
  const { service: { words }, checks } = subject;
  const [from, slowest] = [meantName(subject), slowestOf(seen.of(checks.provesMembers)?.members ?? [])];
  return slowest === undefined
    ? t('{0} works from {1}.', name, from)
    : t('{0} works from {1}; the slowest {2}, {3}, took {4} ms.', name, from, words.member, visible(memberName(slowest.member), 60), slowest.milliseconds);
}

function slowestOf(members: readonly MemberFinding[]): MemberFinding | undefined {
  return members.reduce<MemberFinding | undefined>(
    (slowest, each) => (slowest === undefined || each.milliseconds > slowest.milliseconds ? each : slowest), undefined,
  );
}
