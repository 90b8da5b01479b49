import type { CheckResult, CheckState, MemberFinding } from '../../../src/model/check';
import type { Outcome } from '../../../src/diagnose/outcome';

export const brokers = [0, 1, 2].map((id) => ({ host: `kafka-${id}.guid.private.test`, port: 9093 }));

/** What one check said, from the server unless told otherwise. */
export function outcome(check: string, state: CheckState, more: Partial<CheckResult> = {}, members: readonly MemberFinding[] = []): Outcome {
  return {
    result: {
      check, vantage: 'server', title: `Title of ${check}`, state, code: state === 'failed' ? 'tcp.timeout' : 'ok',
      summary: `${check} ${state}`, evidence: [], ...more,
    },
    members,
  };
}

/** What each broker said to one check: 3, 4 and 5 ms; the `broken` ones failed. */
export function perBroker(broken: readonly number[]): readonly MemberFinding[] {
  return brokers.map((member, id) => ({
    member, passed: !broken.includes(id), code: broken.includes(id) ? 'tcp.timeout' : 'ok', detail: `broker ${id} as told`, milliseconds: 3 + id,
  }));
}

export const kafkaChecks = ['server', 'names', 'tcp', 'tls', 'sasl', 'api-versions', 'metadata', 'brokers', 'authority'];
const asksEach = ['names', 'tcp', 'tls', 'sasl', 'api-versions', 'brokers'];

/** Everything passed before `failing`, nothing ran behind it. */
export function ladder(failing: string | undefined, broken: readonly number[] = [0, 1, 2]): Outcome[] {
  const at = failing === undefined ? kafkaChecks.length : kafkaChecks.indexOf(failing);
  return kafkaChecks.map((check, index) => {
    const state = index < at ? 'passed' : index === at ? 'failed' : 'not-run';
    const members = asksEach.includes(check) && state !== 'not-run' ? perBroker(state === 'failed' ? broken : []) : [];
    return outcome(check, state, { milliseconds: 22 }, members);
  });
}
