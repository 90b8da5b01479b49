import * as v from 'valibot';
import { objectOf } from '../http/objects';
import { Refusal } from '../http/reply';
import type { Call } from '../http/router';
import { madeUpName } from '../state/names';
import type { Scope } from './scope';

/** How one resource names another: by id, CRN or address, each ending with the id. */
export const byId = v.pipe(
  v.union([v.strictObject({ id: v.string() }), v.strictObject({ crn: v.string() }), v.strictObject({ href: v.string() })]),
  v.transform((identity) => ({ id: 'id' in identity ? identity.id : ('crn' in identity ? identity.crn : identity.href).split(/[:/]/).at(-1) ?? '' })),
);
export const byName = v.strictObject({ name: v.string() });

// The VPC API's rule for names; "The name must be unique in ..." is each family's own check.
const namePattern = /^(?=.{1,63}$)([a-z]|[a-z][-a-z0-9]*[a-z0-9])$/;
export const nameField = v.optional(v.pipe(v.string(), v.regex(namePattern, 'a name of lower-case letters, digits and hyphens that begins with a letter')));
export const groupField = v.optional(byId);

/** Reads a body by its prototype; an unknown or wrong field is the cloud's 400. */
export function read<Schema extends v.GenericSchema>(call: Call, schema: Schema): v.InferOutput<Schema> {
  const result = v.safeParse(objectOf(schema), call.body === undefined ? {} : call.body);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const field = v.getDotPath(issue) ?? '';
  const missing = issue.input === undefined;
  throw new Refusal(400, missing ? 'missing_field' : 'invalid_value', missing
    ? `The \`${field}\` field is required.`
    : `The \`${field}\` field is not valid: ${issue.message}`, { type: 'field', name: field });
}

/** The resource group that a prototype names, or the account's default. */
export function groupOf(scope: Scope, group: { id: string } | undefined): string {
  const { groups } = scope.world.state.account;
  if (group === undefined) return groups.find(({ isDefault }) => isDefault)?.id ?? '';
  if (!groups.some(({ id }) => id === group.id)) {
    throw new Refusal(400, 'resource_group_not_found', `The resource group "${group.id}" does not exist.`, {
      type: 'field', name: 'resource_group.id', value: group.id,
    });
  }
  return group.id;
}

/** A name that is free among `rows`, or the cloud's own refusal; a name is made up where none was given. */
export function freeName(name: string | undefined, rows: Iterable<{ readonly name: string }>, code = 'validation_unique_failed'): string {
  const taken = new Set(Array.from(rows, (row) => row.name));
  if (name === undefined) return unlike(taken);
  if (taken.has(name)) throw new Refusal(400, code, `Provided Name (${name}) is not unique`, { type: 'field', name: 'name', value: name });
  return name;
}

function unlike(taken: ReadonlySet<string>): string {
  const name = madeUpName();
  return taken.has(name) ? unlike(taken) : name;
}
