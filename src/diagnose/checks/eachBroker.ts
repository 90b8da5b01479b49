import { failureText, isCancelled } from '../../model/failure';
import { explain } from '../causes';
import type { BrokerProbe } from '../probe';
import type { BrokerFinding, Finding } from './check';

/** A broker's finding with the lines it adds to the evidence. */
export interface BrokerOutcome extends BrokerFinding {
  readonly evidence: readonly string[];
  readonly why: string;
  readonly next: string;
}

/** Runs one step on every broker at once; a broker's failure is its finding, only a cancellation rejects. */
export function eachBroker(
  probes: readonly BrokerProbe[], step: (probe: BrokerProbe) => Promise<readonly string[]>,
): Promise<BrokerOutcome[]> {
  return Promise.all(probes.map(async (probe) => {
    const started = performance.now();
    const { broker } = probe;
    try {
      const evidence = await step(probe);
      const detail = evidence[0] ?? 'ok';
      return { broker, passed: true, code: 'ok', detail, milliseconds: since(started), evidence, why: '', next: '' };
    } catch (error) {
      if (isCancelled(error)) {
        throw error;
      }
      const { code, what, why, next } = failureText(error, `${broker.host}:${broker.port}`);
      const detail = `${what}: ${why}`;
      return { broker, passed: false, code, detail, milliseconds: since(started), evidence: [detail], why, next };
    }
  }));
}

/** One finding of many: passed when all are; otherwise the first failure gives code, cause and remedy. */
export function fold(outcomes: readonly BrokerOutcome[], passed: string, noun: string): Finding {
  const evidence = [...new Set(outcomes.flatMap((outcome) => outcome.evidence))];
  const brokers = outcomes.map(({ broker, passed: ok, code, detail, milliseconds }) => ({ broker, passed: ok, code, detail, milliseconds }));
  const failed = outcomes.filter((outcome) => !outcome.passed);
  const [first] = failed;
  if (first === undefined) {
    return { state: 'passed', code: 'ok', summary: passed, evidence, brokers };
  }
  const { cause, remedy } = explain(first.code, first.why, first.next);
  const count = failed.length === outcomes.length ? `none of ${outcomes.length}` : `${outcomes.length - failed.length} of ${outcomes.length}`;
  return { state: 'failed', code: first.code, summary: `${count} ${noun}: ${first.detail}`, evidence, cause, remedy, brokers };
}

export function since(started: number): number {
  return Math.round(performance.now() - started);
}
