import type { CheckResult, MemberFinding } from '../model/check';

/** A check's result with what each member contributed to it; that part stays inside `diagnose`. */
export interface Outcome {
  readonly result: CheckResult;
  readonly members: readonly MemberFinding[];
}
