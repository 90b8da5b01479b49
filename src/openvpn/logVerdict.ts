import { visible } from '../model/text';
import { logStates } from './logStates';
import type { LogState } from './logStates';

/** What OpenVPN's log says of its last try to connect, with the line that says it. */
export interface LogVerdict {
  readonly state: LogState;
  readonly line: string;
}

/**
 * The state that a client's log ends in; undefined where it says nothing that is known. Only the last try counts, since OpenVPN goes on trying and a
 * fault may have been mended. The earliest state of the table wins within it: a handshake fails because of a certificate, not the other way round.
 */
export function logVerdict(log: string): LogVerdict | undefined {
  const lines = log.split(/\r?\n/);
  const whole = since(lines, /^(?:\S+ )*OpenVPN \d/);
  const last = since(lines, /^(?:\S+ )*OpenVPN \d|Restart pause/);
  for (const state of logStates) {
    const text = state.isSaidOnce === true ? whole : last;
    const said = state.says.exec(text);
    if (said !== null) {
      const from = said.index + said[0].length;
      return { state, line: visible(text.slice(text.lastIndexOf('\n', from - 1) + 1).split('\n')[0] ?? '') };
    }
  }
  return undefined;
}

/** From the last such line after which anything is known. The line that announces a restart ends a try and begins the next one. */
function since(lines: readonly string[], start: RegExp): string {
  const starts = lines.flatMap((line, at) => start.test(line) ? [lines.slice(at).join('\n')] : []);
  return starts.findLast((text) => logStates.some(({ says }) => says.test(text))) ?? lines.join('\n');
}
