import { withDeadline } from '../../model/deadline';
import { parseCrn } from '../../model/crn';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { resourcesOf, type History } from '../journal/history';
import { namesOf, tagOf } from '../names';
import type { Progress } from './progress';
import type { StepDependencies } from '../dependencies';

const limitMs = 20_000;

/**
 * Puts the connection's tag on what a run made, so that it is found where the journal is lost; `before` is what was known when it began. A
 * convenience: where it fails, that is told and nothing else, since names say the same.
 */
export async function markAsOurs(
  { connection, journal: { history } }: Progress, before: History, { cloud: { tagging }, onFallback }: StepDependencies, signal: AbortSignal,
): Promise<void> {
  // A run that was broken off may not have come so far.
  const marked = before.phase === 'done' ? taggable(before) : [];
  const crns = taggable(history).filter((crn) => !marked.includes(crn));
  if (signal.aborted || crns.length === 0) {
    return;
  }
  try {
    await withDeadline(limitMs, signal, (own) => tagging.attach(tagOf(namesOf(connection.id)), crns, own), tooLate);
  } catch (error) {
    if (error instanceof Failure) {
      onFallback?.(error);
    } else if (!isAborted(signal)) {
      throw error;
    }
  }
}

/** Of what was made that which the account's search shows with its tags: of VPC Infrastructure, and service instances, not what is in one. */
function taggable(history: History): readonly string[] {
  return resourcesOf(history).flatMap(({ origin, crn }) => {
    const parsed = origin === 'made' && crn !== undefined ? parseCrn(crn) : undefined;
    return crn !== undefined && (parsed?.service === 'is' || parsed?.resourceType === '') ? [crn] : [];
  });
}

function isAborted({ aborted }: AbortSignal): boolean {
  return aborted;
}

function tooLate(): Failure {
  return new Failure({
    code: 'tagging.timeout', what: t('Could not put our tag on what was made'), why: t('No answer within {0} s.', limitMs / 1_000),
    next: t('Nothing depends on it: what was made is found again by its name.'),
  });
}
