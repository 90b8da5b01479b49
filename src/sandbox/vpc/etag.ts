import { createHash } from 'node:crypto';
import { Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';

/** Answers with a document and the tag of how it is now. */
export function tagged(reply: Reply): Reply {
  return { ...reply, headers: { ...reply.headers, etag: etagOf(reply.body) } };
}

/**
 * Refuses a change of what is not as its caller read it. A body with a list replaces the list whole, so that the cloud wants to know what
 * was read (`If-Match` in https://cloud.ibm.com/apidocs/vpc/latest#update-vpn-server).
 */
export function checkMatch(call: Call, document: unknown): void {
  const match = call.headers['if-match'];
  const target = { type: 'header', name: 'If-Match' } as const;
  if (match === undefined && hasList(call.body)) {
    throw new Refusal(400, 'missing_header', 'The `If-Match` header is required with a body that has a list.', target);
  }
  if (match !== undefined && match !== '*' && match !== etagOf(document)) {
    throw new Refusal(412, 'precondition_failed', 'The resource was changed since its ETag was read.', { ...target, value: match });
  }
}

function etagOf(document: unknown): string {
  return `W/"${createHash('sha256').update(JSON.stringify(document)).digest('hex').slice(0, 32)}"`;
}

function hasList(body: unknown): boolean {
  return typeof body === 'object' && body !== null && Object.values(body).some(Array.isArray);
}
