import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** A request as the peer received it. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What the peer answers: JSON, or text as it is, or whatever `raw` does with the response. */
export type Reply =
  | { readonly status?: number; readonly json: unknown; readonly headers?: Record<string, string> }
  | { readonly status?: number; readonly text: string; readonly headers?: Record<string, string> }
  | { readonly raw: (response: ServerResponse) => void };

/** A real HTTP server on loopback that answers by a script. */
export interface Peer {
  readonly url: string;
  readonly received: Received[];
  /** Connections open now. */
  readonly connections: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

export async function startPeer(answer: (request: Received) => Reply | Promise<Reply>): Promise<Peer> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then(async (body) => {
      const url = new URL(request.url ?? '/', 'http://peer');
      const seen = { method: request.method ?? '', path: url.pathname, query: url.searchParams, headers: request.headers, body };
      received.push(seen);
      send(response, await answer(seen));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${portOf(server)}`, received, connections: () => connectionsOf(server), stop: () => stop(server) };
}

/** Answers from a list, in order; the last one again when the list is used up. */
export function script(...replies: readonly Reply[]): () => Reply {
  let at = 0;
  return () => {
    const reply = replies[Math.min(at, replies.length - 1)];
    at += 1;
    return reply ?? { status: 500, text: 'nothing scripted' };
  };
}

function send(response: ServerResponse, reply: Reply): void {
  if ('raw' in reply) {
    reply.raw(response);
    return;
  }
  const isJson = 'json' in reply;
  response.writeHead(reply.status ?? 200, {
    'content-type': isJson ? 'application/json' : 'text/html',
    ...reply.headers,
  });
  response.end(isJson ? JSON.stringify(reply.json) : reply.text);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(Buffer.from(chunk as Uint8Array));
  }
  return Buffer.concat(chunks).toString('utf8');
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function connectionsOf(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => error === null ? resolve(count) : reject(error));
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
