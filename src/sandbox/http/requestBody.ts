import type { IncomingMessage } from 'node:http';
import { Refusal } from './reply';

// The largest body that the product sends is an instance prototype of a few kilobytes.
const largest = 1_000_000;

/** Reads a request's body: JSON, or form fields as an object. Undefined when there is none. */
export async function requestBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > largest) throw new Refusal(413, 'payload_too_large', 'The request body is too large.');
    chunks.push(bytes);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (text === '') return undefined;
  const type = request.headers['content-type'] ?? '';
  if (type.includes('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Refusal(400, 'bad_request', `The request body is not JSON: ${error instanceof Error ? error.message : ''}`);
  }
}
