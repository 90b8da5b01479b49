import * as v from 'valibot';

const thing = v.object({ kind: v.string(), id: v.string(), name: v.string(), crn: v.string() });

/** The things that were taken over, and what the names of the connection that made them begin with. */
export const leftBehindChoices = v.object({ base: v.string(), things: v.array(thing) });

export type LeftBehindChoices = v.InferOutput<typeof leftBehindChoices>;
export type LeftThing = v.InferOutput<typeof thing>;
