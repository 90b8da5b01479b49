import { array, nullish, object, optional, string, type InferOutput, type ObjectSchema } from 'valibot';
import type { Reference, ReservedIp, Resource } from '../model/resource';

/** A resource as another one names it. */
export const referenceDocument = object({ id: string(), name: optional(string()), crn: optional(string()) });

/** What every resource's document has. A link and a date only show more of it: without them it is there all the same. */
export const resourceFields = { id: string(), name: string(), crn: string(), href: optional(string()), created_at: optional(string()) };

export const named = object({ name: string() });
export const identified = object({ id: string() });

/** The reasons of a state: where there are none, a document may leave them out. */
export const reasonsDocument = nullish(array(object({ code: string(), message: string() })));

/** An address of a subnet, as what it belongs to names it. */
export const reservedIpDocument = object({ id: string(), name: string(), address: string(), href: optional(string()) });

type ResourceDocument = InferOutput<ObjectSchema<typeof resourceFields, undefined>>;

export function toResource(document: ResourceDocument): Resource {
  const { id, name, crn, href = '', created_at: createdAt = '' } = document;
  return { id, name, crn, href, createdAt };
}

const shared = new Map<string, Reference>();
const mostShared = 10_000;

/** Thousands of documents name the same VPC, subnet or image: they share one object, so that a large landscape keeps a fifth less. */
export function toReference({ id, name = id, crn }: InferOutput<typeof referenceDocument>): Reference {
  const known = shared.get(id);
  if (known?.name === name && known.crn === crn) {
    return known;
  }
  if (shared.size >= mostShared) {
    shared.clear();
  }
  const reference = { id, name, crn };
  shared.set(id, reference);
  return reference;
}

export function toReasons(reasons: InferOutput<typeof reasonsDocument>): { readonly code: string; readonly message: string }[] {
  return (reasons ?? []).map(({ code, message }) => ({ code, message }));
}

/** The subnet is told only by the address's own link: `…/subnets/<id>/reserved_ips/<id>`. */
export function toReservedIp({ id, name, address, href }: InferOutput<typeof reservedIpDocument>): ReservedIp {
  return { id, name, address, subnetId: /\/subnets\/([^/]+)\/reserved_ips\//.exec(href ?? '')?.[1] };
}

/** An id in a path: ids come from the cloud, and may be anything. */
export function segment(id: string): string {
  return encodeURIComponent(id);
}
