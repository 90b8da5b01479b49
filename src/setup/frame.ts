import type { Connection } from '../model/connection';
import { Failure } from '../model/failure';
import { isDeepStrictEqual } from 'node:util';

/**
 * Refuses other choices for a connection that has made things by the old ones, which no step would know of any more.
 * Where and from what its server is made may change: that is what one does when a zone has no capacity.
 */
export function refuseOtherFrame(before: Connection, after: Connection): void {
  if (!isDeepStrictEqual(frameOf(before), frameOf(after))) {
    throw new Failure({
      code: 'setup.not-undone', what: `Could not change the connection ${before.id}`,
      why: 'Other choices were made before, and what they made still exists.', next: 'Undo it first, or start a new connection.',
    });
  }
}

/** Whether a file would say the same of both. */
export function isSameWhenSaved(one: Connection, other: Connection): boolean {
  return isDeepStrictEqual(asSaved(one), asSaved(other));
}

/** What the steps are made from, without what may change between two runs. */
function frameOf({ instance, choices }: Connection): unknown {
  const { server, zones } = choices;
  const frame = {
    ...choices,
    crn: instance.crn,
    loginUser: undefined,
    zones: [...zones].sort(),
    server: server.kind === 'new' ? { kind: server.kind, name: server.name } : { kind: server.kind, id: server.id },
  };
  return asSaved(frame);
}

/** A choice that was left out is the same as one that is undefined: a saved file knows only the first. */
function asSaved(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
