import * as v from 'valibot';

const at = v.string();
const step = v.string();
const kind = v.string();

const failure = v.object({
  code: v.string(), what: v.string(), why: v.string(), next: v.string(), trace: v.optional(v.string()),
});

const cost = v.variant('kind', [
  v.object({ kind: v.literal('none') }),
  v.object({ kind: v.literal('priced'), monthly: v.number(), currency: v.string(), basis: v.string() }),
  v.object({ kind: v.literal('unpublished') }),
]);

const resource = {
  at, step, kind, id: v.string(), name: v.string(), crn: v.optional(v.string()), address: v.optional(v.string()),
};

/** One line of a journal. No field ever holds a secret. */
export const entrySchema = v.variant('type', [
  /** A run began or goes on; the costs are the plan's, so that they can be shown without asking again. */
  v.object({ type: v.literal('run'), at, costs: v.record(v.string(), cost) }),
  v.object({ type: v.literal('done'), at }),
  v.object({ type: v.literal('cancelled'), at, step: v.optional(v.string()) }),
  v.object({ type: v.literal('failed'), at, step, failure }),
  /** Written before a request that makes something. */
  v.object({ type: v.literal('intent'), at, step, kind, name: v.string() }),
  /** The cloud said no: what is called so is not ours. */
  v.object({ type: v.literal('withdrawn'), at, step, kind, name: v.string() }),
  v.object({ type: v.literal('made'), ...resource }),
  v.object({ type: v.literal('adopted'), ...resource }),
  v.object({ type: v.literal('ready'), at, step, detail: v.string(), elapsedMs: v.number() }),
  v.object({ type: v.literal('undo'), at }),
  v.object({ type: v.literal('removing'), at, step, kind, id: v.string() }),
  /** Gone, or left to another connection that uses it. `goneWith` names what it was on, which another run deleted. */
  v.object({ type: v.literal('removed'), at, step, kind, id: v.string(), keptFor: v.optional(v.string()), goneWith: v.optional(v.string()) }),
  /** Not deleted, since someone else uses it, in words; it is still ours, and another undo looks again. */
  v.object({ type: v.literal('kept'), at, step, kind, id: v.string(), usedBy: v.string() }),
  /** It could not be removed, or looked for; the undo went on with the rest. */
  v.object({ type: v.literal('left'), at, step, kind, name: v.string(), failure }),
  v.object({ type: v.literal('undone'), at }),
]);

export type Entry = v.InferOutput<typeof entrySchema>;

/** An entry to be written; the journal adds the time. */
export type NewEntry = Entry extends infer Kind ? (Kind extends Entry ? Omit<Kind, 'at'> : never) : never;

/** Reads a line; undefined for a torn or foreign one. */
export function parseEntry(line: string): Entry | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
  const result = v.safeParse(entrySchema, value);
  return result.success ? result.output : undefined;
}
