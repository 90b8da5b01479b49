import { createRequire } from 'node:module';
import type { RawClient } from './rawClient';

interface Exchange {
  readonly request: { readonly apiKey: number; readonly apiVersion: number; encode(): Promise<{ readonly buffer: Buffer }> };
  readonly response: { decode(body: Buffer): Promise<unknown> };
}

type Requests = Readonly<Record<string, { protocol(options: { version: number }): (wish: unknown) => Exchange }>>;

// kafkajs has its protocol, written by other hands than ours, behind its public face.
const { requests } = createRequire(import.meta.url)('kafkajs/src/protocol/requests/index.js') as { requests: Requests };

/** Asks with kafkajs's own encoder of one version, and gives what its decoder of that version understands. */
export async function askAs(client: RawClient, api: string, version: number, wish: unknown): Promise<unknown> {
  const exchange = requests[api]?.protocol({ version })(wish);
  if (exchange === undefined) {
    throw new Error(`kafkajs has no ${api}`);
  }
  const body = await exchange.request.encode();
  return exchange.response.decode(await client.askBytes(exchange.request.apiKey, version, body.buffer));
}
