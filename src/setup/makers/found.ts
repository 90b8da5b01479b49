import type { Reference } from '../../model/landscape';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { isNotFound } from '../../cloud/errors';
import type { Found } from '../context';
import type { LostIntent } from '../journal/history';

export function found(kind: string, { id, name, crn }: Reference, address?: string): Found {
  return { kind, id, name, crn, address };
}

/** The one of that name, for the journal. */
export function named(kind: string, items: readonly Reference[], { name }: LostIntent): Found | undefined {
  const item = items.find((other) => other.name === name);
  return item === undefined ? undefined : found(kind, item);
}

/** What a read gives; undefined where the cloud says that what is read, or what it is part of, does not exist. */
export async function orAbsent<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (isNotFound(error)) {
      return undefined;
    }
    throw error;
  }
}

/** What the cloud says when something ended in a state that it does not leave by itself. */
export function ended(what: string, state: string, reasons: readonly { readonly code: string; readonly message: string }[], next: string): Failure {
  const why = reasons.length === 0
    ? t('Its state is "{0}".', state)
    : reasons.map(({ code, message }) => `${code}: ${message}`).join(' ');
  return new Failure({ code: reasons[0]?.code ?? `state.${state}`, what: t('Could not finish {0}', what), why, next });
}
