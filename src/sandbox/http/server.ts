import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../../model/failure';
import type { Exchange } from './exchange';
import type { FaultBook, FaultEffect } from './faults';
import { Refusal, type Reply } from './reply';
import { requestBody } from './requestBody';
import type { Call } from './router';
import type { Api } from './api';

export interface FrontDoor {
  readonly faults: FaultBook;
  readonly record: ((exchange: Exchange) => void) | undefined;
  /** Filled after the port is known, since base URLs hold it. */
  apis: readonly Api[];
}

/** Starts listening on loopback; `port` 0 takes a free one. */
export function listen(door: FrontDoor, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    serve(door, request, response).catch((error: unknown) => refuseUnread(response, error));
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? portTaken(port, error) : error));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

/** A request that cannot be read, or an answer that cannot be sent, is its caller's loss and not the end of the sandbox. */
function refuseUnread(response: ServerResponse, error: unknown): void {
  const why = error instanceof Error ? error.message : String(error);
  if (response.headersSent) response.destroy();
  else response.writeHead(400, { 'content-type': 'text/plain' }).end(`The sandbox cannot answer this: ${why}\n`);
}

async function serve(door: FrontDoor, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`);
  const api = door.apis.find(({ basePath }) => url.pathname === basePath || url.pathname.startsWith(`${basePath}/`));
  if (api === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('This address belongs to none of the sandbox\'s services.\n');
    return;
  }
  const method = request.method ?? 'GET';
  const requestId = request.headers['x-request-id']?.toString() ?? request.headers['x-correlation-id']?.toString() ?? randomUUID();
  const effects = door.faults.effects(api.name, method, url.pathname);
  const seen = { method, requestHeaders: plainHeaders(request), body: undefined as unknown };
  const reply = without(await replyTo(api, request, url, requestId, effects, seen), effects);
  const headers = { 'x-request-id': requestId, ...contentType(reply), ...reply.headers };
  if (api.name !== 'sandbox') door.record?.({
    service: api.name, method, url: url.href, path: url.pathname.slice(api.basePath.length) + url.search,
    requestHeaders: seen.requestHeaders, requestBody: seen.body,
    status: reply.status, responseHeaders: headers, responseBody: reply.body ?? reply.text,
    ...(effects.length > 0 ? { faulted: true } : {}),
  });
  if (effects.some(({ kind }) => kind === 'drop')) {
    request.socket.destroy();
    return;
  }
  response.writeHead(reply.status, headers).end(reply.text ?? (reply.body === undefined ? undefined : JSON.stringify(reply.body)));
}

async function replyTo(
  api: Api, request: IncomingMessage, url: URL, requestId: string, effects: readonly FaultEffect[], seen: { body: unknown },
): Promise<Reply> {
  try {
    seen.body = await requestBody(request);
    const instead = await suffer(effects);
    if (instead !== undefined) return instead;
    const call: Call = {
      method: request.method ?? 'GET', path: url.pathname.slice(api.basePath.length), query: url.searchParams, parameters: {},
      headers: plainHeaders(request), body: seen.body, base: `${url.origin}${api.basePath}`, requestId,
    };
    return await api.handle(call);
  } catch (error) {
    const refusal = error instanceof Refusal
      ? error
      : new Refusal(500, 'internal_error', `The sandbox failed: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
    const reply = api.refuse(refusal, requestId, url.pathname.slice(api.basePath.length));
    return { ...reply, headers: { ...reply.headers, ...refusal.headers } };
  }
}

/** Waits, refuses or gives the answer that a fault puts in the place of the real one. A wait keeps no process alive that has ended its work. */
async function suffer(effects: readonly FaultEffect[]): Promise<Reply | undefined> {
  for (const effect of effects) {
    if (effect.kind === 'delay') await wait(effect.milliseconds, undefined, { ref: false });
    if (effect.kind === 'refuse') throw new Refusal(effect.status, effect.code, effect.message, undefined, effect.headers);
    if (effect.kind === 'expired-token') throw new Refusal(401, 'not_authenticated', 'The token is expired.');
    if (effect.kind === 'status') return { status: effect.status, body: effect.body, headers: effect.headers ?? {} };
    if (effect.kind === 'html') {
      return { status: effect.status ?? 200, text: '<!DOCTYPE html><html><body><h1>Please sign in</h1></body></html>' };
    }
  }
  return undefined;
}

/** The answer without the fields that a fault takes out of it. */
function without(reply: Reply, effects: readonly FaultEffect[]): Reply {
  const fields = effects.flatMap((effect) => effect.kind === 'omit' ? effect.fields : []);
  return fields.length === 0 || typeof reply.body !== 'object' || reply.body === null
    ? reply
    : { ...reply, body: Object.fromEntries(Object.entries(reply.body).filter(([name]) => !fields.includes(name))) };
}

function contentType(reply: Reply): Record<string, string> {
  if (reply.text !== undefined) return { 'content-type': reply.text.startsWith('<') ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8' };
  return reply.body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
}

function plainHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, value?.toString() ?? '']));
}

function portTaken(port: number, cause: Error): Failure {
  return new Failure({
    code: 'sandbox.port-taken',
    what: 'Could not start the sandbox',
    why: `Port ${port} of this machine is used by another program.`,
    next: 'Choose another port, or 0 for any free one, or stop the other program.',
    cause,
  });
}
