import type { CheckResult } from '../model/check';
import type { BrokerFinding } from './checks/check';

/** A result with what each broker contributed to it; that part stays inside `diagnose`. */
export interface Outcome {
  readonly result: CheckResult;
  readonly brokers: readonly BrokerFinding[];
}
