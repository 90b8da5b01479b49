import type { Finding } from '../../../../model/check';
import { passed } from '../../../tunnel/finding';

const order: readonly Finding['state'][] = ['failed', 'expected', 'degraded', 'not-run', 'passed'];

/** Of several findings of one check the one that hinders most, with what was seen of all. */
export function worst(findings: readonly Finding[]): Finding {
  const [first, ...others] = [...findings].sort((one, other) => order.indexOf(one.state) - order.indexOf(other.state));
  if (first === undefined) {
    return passed('');
  }
  const evidence = [first, ...others].flatMap((each) => each.evidence);
  const summary = first.state === 'passed' ? [first, ...others].map((each) => each.summary).join('; ') : first.summary;
  return { ...first, summary, evidence: [...evidence, ...first.state === 'passed' ? [] : others.map((each) => each.summary)] };
}
