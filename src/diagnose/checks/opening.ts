import type { Finding } from '../../model/check';
import { Failure, failureText } from '../../model/failure';
import { t } from '../../model/l10n';
import { sentence } from '../../model/words';
import type { Lookout } from '../lookout';
import type { Check } from './check';

/** Could the vantage be opened? Everything seen from there hangs on it. None where opening cannot fail for reasons of its own. */
export function openingChecks(lookout: Lookout): readonly Check[] {
  const { opening, name } = lookout.vantage;
  return opening === undefined ? [] : [{
    id: opening.id,
    title: opening.title,
    dependsOn: [],
    // Whoever asks it has opened the vantage.
    run: () => Promise.resolve({
      state: 'passed', code: 'ok', summary: t('signed in to {0} in {1} ms', name, lookout.openedIn), evidence: [opening.note],
    }),
  }];
}

/** What is said of the first check from a vantage that could not be opened. */
export function notOpened({ vantage, explain }: Lookout, error: unknown): Finding {
  const { code, what, why, next } = failureText(error, t('Could not sign in to {0}', vantage.name));
  const trace = error instanceof Failure && error.trace !== undefined ? [error.trace] : [];
  const note = vantage.opening === undefined ? [] : [vantage.opening.note];
  const summary = /^[A-Z][a-z]* /.test(why) ? `${sentence(what)} ${why}` : `${what}: ${why}`;
  // What was never made is not broken.
  const state = code === 'ssh.not-run' ? 'expected' : 'failed';
  return { state, code, summary, evidence: [why, ...trace, ...note], ...explain(code, why, next) };
}
