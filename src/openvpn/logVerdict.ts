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
  const text = log.replaceAll('\r\n', '\n');
  const whole = since(text, /^(?:\S+ )*OpenVPN \d/gm);
  const last = since(text, /^(?:(?:\S+ )*OpenVPN \d|.*Restart pause)/gm);
  for (const state of logStates) {
    const tried = state.isSaidOnce === true ? whole : last;
    const said = state.says.exec(tried);
    if (said !== null) {
      const from = said.index + said[0].length;
      return { state, line: visible(tried.slice(tried.lastIndexOf('\n', from - 1) + 1).split('\n')[0] ?? '') };
    }
  }
  return undefined;
}

/** From the last such line after which anything is known. The line that announces a restart ends a try and begins the next one. */
function since(text: string, start: RegExp): string {
  const starts = [...text.matchAll(start)].map(({ index }) => index);
  // What is known of an end of the log is known of any longer one, so halving finds the shortest: a client that tries for days starts thousands of times.
  let [known, unknown] = [-1, starts.length];
  while (unknown - known > 1) {
    const middle = (known + unknown) >> 1;
    const end = text.slice(starts[middle]);
    [known, unknown] = logStates.some(({ says }) => says.test(end)) ? [middle, unknown] : [known, middle];
  }
  return known === -1 ? text : text.slice(starts[known]);
}
