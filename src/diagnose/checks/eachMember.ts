import type { Finding, MemberFinding } from '../../model/check';
import { failureText, isCancelled } from '../../model/failure';
import { t } from '../../model/l10n';
import { saidByAll, type Explain } from '../causes';
import type { MemberProbe } from '../memberProbe';

/** A member's finding with the lines it adds to the evidence, and with the failure's own words. */
export interface MemberOutcome extends MemberFinding {
  readonly evidence: readonly string[];
  readonly why: string;
  readonly next: string;
}

/** Runs one step on every member at once; a member's failure is its finding, only a cancellation rejects. */
export function eachMember(
  probes: readonly MemberProbe[], step: (probe: MemberProbe) => Promise<readonly string[]>,
): Promise<MemberOutcome[]> {
  return Promise.all(probes.map(async (probe) => {
    const started = performance.now();
    const { member } = probe;
    try {
      const evidence = await step(probe);
      return { member, passed: true, code: 'ok', detail: evidence[0] ?? t('ok'), milliseconds: since(started), evidence, why: '', next: '' };
    } catch (error) {
      if (isCancelled(error)) {
        throw error;
      }
      const { code, what, why, next } = failureText(error, `${member.host}:${member.port}`);
      const detail = `${what}: ${why}`;
      return { member, passed: false, code, detail, milliseconds: since(started), evidence: [detail], why, next };
    }
  }));
}

/** In words: what all of them did, and how it is said of some of them ("brokers answer"). */
export interface FoldWords {
  readonly passed: string;
  readonly some: string;
}

/** One finding of many: passed when all are; otherwise the first failure gives code, cause and remedy. */
export function fold(outcomes: readonly MemberOutcome[], words: FoldWords, explain: Explain): Finding {
  const evidence = [...new Set(outcomes.flatMap((outcome) => outcome.evidence))];
  const members = outcomes.map(({ member, passed, code, detail, milliseconds }) => ({ member, passed, code, detail, milliseconds }));
  const failed = outcomes.filter((outcome) => !outcome.passed);
  const [first] = failed;
  if (first === undefined) {
    return { state: 'passed', code: 'ok', summary: words.passed, evidence, members };
  }
  const count = failed.length === outcomes.length ? t('none of {0}', outcomes.length) : t('{0} of {1}', outcomes.length - failed.length, outcomes.length);
  return {
    state: 'failed', code: first.code, summary: `${count} ${words.some}: ${first.detail}`, evidence, members,
    ...explain(isSaidByAll(outcomes, first) ? saidByAll(first.code) : first.code, first.why, first.next),
  };
}

/** One member alone is no crowd. */
function isSaidByAll(outcomes: readonly MemberOutcome[], { code }: MemberOutcome): boolean {
  return outcomes.length > 1 && outcomes.every((outcome) => outcome.code === code);
}

export function since(started: number): number {
  return Math.round(performance.now() - started);
}
