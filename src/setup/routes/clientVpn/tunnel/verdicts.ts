import type { Explanation } from '../../../tunnel/explanation';
import { ofMachine } from './verdictsOfMachine';
import { ofNames } from './verdictsOfNames';
import { ofServer } from './verdictsOfServer';

const explanations = { ...ofServer, ...ofMachine, ...ofNames };

/** Stable: for tests, reports and searches. */
export type VpnCode = keyof typeof explanations;

export function explanationOf(code: VpnCode): Explanation {
  return explanations[code];
}
