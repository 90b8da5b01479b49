import * as v from 'valibot';

// The schema library takes a list for an object whose fields may all be absent; the cloud does not.

const isObject = (input: unknown): input is Record<string, unknown> => typeof input === 'object' && input !== null && !Array.isArray(input);

export const anyObject = v.custom<Record<string, unknown>>(isObject, 'it must be an object');

/** For an object of which no field is required. */
export const objectOf = <Schema extends v.GenericSchema>(schema: Schema) => v.pipe(v.unknown(), v.check(isObject, 'it must be an object'), schema);
