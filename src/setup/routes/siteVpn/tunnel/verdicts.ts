import type { Explanation } from '../../../tunnel/explanation';
import { ofConnection } from './verdictsOfConnection';
import { ofGateway } from './verdictsOfGateway';
import { ofNames } from './verdictsOfNames';
import { ofReach } from './verdictsOfReach';

const explanations = { ...ofGateway, ...ofConnection, ...ofReach, ...ofNames };

/** Stable: for tests, reports and searches. */
export type TunnelCode = keyof typeof explanations;

export function explanationOf(code: TunnelCode): Explanation {
  return explanations[code];
}
