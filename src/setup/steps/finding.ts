import type { Found, RunContext, Standing, StepContext } from './step';
import { Failure } from '../../model/failure';
import type { Reference } from '../../model/landscape';
import { isNotFound } from '../../cloud/errors';

/**
 * What this step made or adopted before: by the id in the journal or, where a lost answer left none, by the name that
 * the request gave.
 */
export function remembered<T extends Reference>(context: StepContext, kind: string, items: readonly T[]): T | undefined {
  const { id } = context.recorded(kind) ?? {};
  const name = context.lost(kind)?.name;
  return items.find((item) => item.id === id) ?? items.find((item) => item.name === name);
}

export function found(kind: string, { id, name, crn }: Reference, address?: string): Found {
  return { kind, id, name, crn, address };
}

export function exists(kind: string, resource: Reference, detail?: string): Standing {
  return { kind: 'exists', resource: found(kind, resource), detail };
}

export function missing(detail?: string): Standing {
  return { kind: 'missing', detail };
}

export function blocked(why: string, remedy: string): Standing {
  return { kind: 'blocked', why, remedy };
}

/** A fact that the steps before this one have left; without it the order of the steps is wrong. */
export function required<T>(fact: T | undefined, what: string): T {
  if (fact === undefined) {
    throw new TypeError(`${what} is not known yet.`);
  }
  return fact;
}

/** Says in the journal whose a thing is that `find` left unfinished: ours, where a lost request of ours gave its name. */
export async function claim(context: RunContext, thing: Found): Promise<void> {
  const { kind, name } = thing;
  if (context.lost(kind)?.name !== name) {
    await context.adopt(thing);
    return;
  }
  await context.change({
    kind, name, make: () => Promise.resolve(thing), find: () => Promise.resolve(thing), describe: () => thing,
  });
}

/** Resolves when reading says 404; what is gone already is gone. */
export async function untilGone(context: RunContext, what: string, read: () => Promise<unknown>, limitMs = 10 * 60_000): Promise<void> {
  await context.until({
    what,
    everyMs: 5_000,
    limitMs,
    read: async () => {
      try {
        await read();
        return true;
      } catch (error) {
        if (isNotFound(error)) {
          return false;
        }
        throw error;
      }
    },
    check: (there) => there ? { waitingFor: 'its deletion' } : 'ready',
  });
}

/** Sends a delete; a thing that is gone already is no failure. */
export async function deleteOnce(context: RunContext, request: () => Promise<void>): Promise<void> {
  try {
    await context.send(request);
  } catch (error) {
    if (!isNotFound(error)) {
      throw error;
    }
  }
}

/** What the cloud says when something ended in a state that it does not leave by itself. */
export function ended(what: string, state: string, reasons: readonly { readonly code: string; readonly message: string }[], next: string): Failure {
  const why = reasons.length === 0
    ? `Its state is "${state}".`
    : reasons.map(({ code, message }) => `${code}: ${message}`).join(' ');
  return new Failure({ code: reasons[0]?.code ?? `state.${state}`, what: `Could not finish ${what}`, why, next });
}
