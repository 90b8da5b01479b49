import { array, nullish, object, optional, string, type InferOutput, type ObjectSchema } from 'valibot';
import type { Reference, Resource } from '../model/landscape';

/** A resource as another one names it. */
export const referenceDocument = object({ id: string(), name: optional(string()), crn: optional(string()) });

/** What every resource's document has. A link and a date only show more of it: without them it is there all the same. */
export const resourceFields = { id: string(), name: string(), crn: string(), href: optional(string()), created_at: optional(string()) };

export const named = object({ name: string() });
export const identified = object({ id: string() });

/** The reasons of a state: where there are none, a document may leave them out. */
export const reasonsDocument = nullish(array(object({ code: string(), message: string() })));

type ResourceDocument = InferOutput<ObjectSchema<typeof resourceFields, undefined>>;

export function toResource(document: ResourceDocument): Resource {
  const { id, name, crn, href = '', created_at: createdAt = '' } = document;
  return { id, name, crn, href, createdAt };
}

export function toReference(document: InferOutput<typeof referenceDocument>): Reference {
  const { id, name = id, crn } = document;
  return { id, name, crn };
}

export function toReasons(reasons: InferOutput<typeof reasonsDocument>): { readonly code: string; readonly message: string }[] {
  return (reasons ?? []).map(({ code, message }) => ({ code, message }));
}

/** An id in a path: ids come from the cloud, and may be anything. */
export function segment(id: string): string {
  return encodeURIComponent(id);
}
