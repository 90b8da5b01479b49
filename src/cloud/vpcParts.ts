import { object, optional, string, type InferOutput } from 'valibot';
import type { Reference, Resource } from '../model/landscape';

/** A resource as another one names it. */
export const referenceDocument = object({ id: string(), name: string(), crn: optional(string()) });

/** What every resource's document has. */
export const resourceFields = { id: string(), name: string(), crn: string(), href: string(), created_at: string() };

export const named = object({ name: string() });
export const identified = object({ id: string() });
export const reasonDocument = object({ code: string(), message: string() });

type Documented<K extends string> = Readonly<Record<K, string>>;

export function toResource(document: Documented<keyof typeof resourceFields>): Resource {
  const { id, name, crn, href, created_at: createdAt } = document;
  return { id, name, crn, href, createdAt };
}

export function toReference(document: InferOutput<typeof referenceDocument>): Reference {
  const { id, name, crn } = document;
  return { id, name, crn };
}

export function toReason({ code, message }: InferOutput<typeof reasonDocument>): InferOutput<typeof reasonDocument> {
  return { code, message };
}

/** An id in a path: ids come from the cloud, and may be anything. */
export function segment(id: string): string {
  return encodeURIComponent(id);
}
