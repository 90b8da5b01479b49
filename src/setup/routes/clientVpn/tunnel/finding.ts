import type { Finding } from '../../../../model/check';
import { explained, type Seen } from '../../../tunnel/finding';
import { explanationOf, type VpnCode } from './verdicts';

/** What is wrong, with what its code means and what to do. */
export function verdict(state: 'failed' | 'degraded' | 'expected', code: VpnCode, seen: Seen): Finding {
  return explained(state, code, explanationOf(code), seen);
}
