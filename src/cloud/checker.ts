import type { BaseIssue, BaseSchema } from 'valibot';

/** Any valibot schema. */
export type Schema = BaseSchema<unknown, unknown, BaseIssue<unknown>>;

/** True where a value is as its schema says. */
export type Check = (value: unknown) => boolean;

/**
 * A check that looks and copies nothing, for the pages of large lists: valibot makes a new object of each it validates,
 * and with tens of thousands of documents that is most of the time a landscape takes. Undefined for a schema that
 * changes what it reads (a default, a fallback, a pipe) or is of a kind not known here; valibot itself serves those.
 */
export function checkerOf(schema: Schema): Check | undefined {
  if ('pipe' in schema || 'fallback' in schema || ('default' in schema && schema.default !== undefined)) {
    return undefined;
  }
  switch (schema.type) {
    case 'string':
    case 'number':
    case 'boolean':
      return ofType(schema.type);
    case 'picklist':
      return 'options' in schema && Array.isArray(schema.options) ? oneOf(schema.options) : undefined;
    case 'optional':
      return either(isUndefined, inner(schema, 'wrapped'));
    case 'nullish':
      return either(isNothing, inner(schema, 'wrapped'));
    case 'array':
      return everyOne(inner(schema, 'item'));
    case 'object':
      return 'entries' in schema && isRecord(schema.entries) ? everyField(schema.entries) : undefined;
    default:
      return undefined;
  }
}

function everyField(entries: Readonly<Record<string, unknown>>): Check | undefined {
  const fields = Object.entries(entries).map(([key, entry]) => ({ key, check: isSchema(entry) ? checkerOf(entry) : undefined }));
  const known = fields.filter((field): field is { key: string; check: Check } => field.check !== undefined);
  return known.length < fields.length
    ? undefined
    : (value) => isRecord(value) && haveAll(value, known);
}

function haveAll(value: Readonly<Record<string, unknown>>, fields: readonly { key: string; check: Check }[]): boolean {
  for (const { key, check } of fields) {
    if (!check(value[key])) {
      return false;
    }
  }
  return true;
}

function everyOne(item: Check | undefined): Check | undefined {
  return item === undefined ? undefined : (value) => Array.isArray(value) && value.every(item);
}

function either(first: Check, second: Check | undefined): Check | undefined {
  return second === undefined ? undefined : (value) => first(value) || second(value);
}

function oneOf(options: readonly unknown[]): Check {
  return (value) => options.includes(value);
}

function ofType(type: 'string' | 'number' | 'boolean'): Check {
  return (value) => typeof value === type;
}

function inner(schema: Schema, place: 'wrapped' | 'item'): Check | undefined {
  const found: unknown = place in schema ? Reflect.get(schema, place) : undefined;
  return isSchema(found) ? checkerOf(found) : undefined;
}

const isUndefined: Check = (value) => value === undefined;
const isNothing: Check = (value) => value === undefined || value === null;

function isSchema(value: unknown): value is Schema {
  return isRecord(value) && value['kind'] === 'schema';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
