import { request, type IncomingMessage, type RequestOptions } from 'node:http';
import { isIPv4 } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Network } from '../../model/network';
import { errorHeader } from './door';
import { isNetworkErrorCode, NetworkError } from './networkError';

/** A little longer than the door lets a dropped connection hang. */
const longestWaitMs = 130_000;
const longestAnswer = 64 * 1024;

/** This machine's network as seen through a door: the client side of the sandbox's HTTP proxy. */
export function doorNetwork(url: string): Network {
  const door = new URL(url);
  const place = { host: door.hostname, port: Number(door.port), agent: false } as const;
  return {
    async resolve(name, signal) {
      if (isIPv4(name)) {
        return [name];
      }
      const question = { ...place, path: `/resolve?name=${encodeURIComponent(name)}` };
      const answer = await answered(question, 'response', name, signal, textOf);
      if (answer.status !== 200) {
        throw new NetworkError('ENOTFOUND', name);
      }
      return addressesOf(answer.text, name);
    },

    async connect(host, port, signal) {
      const target = `${host}:${port}`;
      const question = { ...place, method: 'CONNECT', path: target, headers: { host: target } };
      return answered(question, 'connect', target, signal, (response, socket) => opened(response, socket, target));
    },
  };
}

/**
 * Sends the request and gives what `read` makes of its answer. Whatever goes wrong, also an abort at any moment, the
 * socket is destroyed; an answer that came is no longer bound to the signal.
 */
async function answered<T>(
  question: RequestOptions,
  event: 'response' | 'connect',
  what: string,
  signal: AbortSignal,
  read: (response: IncomingMessage, socket: Duplex) => Promise<T> | T,
): Promise<T> {
  signal.throwIfAborted();
  const query = request(question);
  let stop = (): void => undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      stop = () => reject(abortReason(signal));
      signal.addEventListener('abort', stop);
      query.setTimeout(longestWaitMs, () => reject(new NetworkError('ETIMEDOUT', what)));
      query.on('error', (error) => reject(new NetworkError('ENETUNREACH', `${what}: the sandbox does not answer`, error)));
      query.once(event, (response: IncomingMessage, socket: Duplex, head: Buffer) => {
        if (event === 'connect' && head.length > 0) {
          socket.unshift(head);
        }
        Promise.resolve(response).then((each) => read(each, socket)).then(resolve, reject);
      });
      query.end();
    });
  } catch (error) {
    query.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function opened(response: IncomingMessage, socket: Duplex, target: string): Duplex {
  if (response.statusCode === 200) {
    return socket;
  }
  socket.destroy();
  const code = response.headers[errorHeader];
  throw new NetworkError(isNetworkErrorCode(code) ? code : 'ENETUNREACH', target);
}

async function textOf(response: IncomingMessage): Promise<{ status: number | undefined; text: string }> {
  let text = '';
  for await (const chunk of response) {
    text += String(chunk);
    if (text.length > longestAnswer) {
      throw new Error('the door\'s answer is too long');
    }
  }
  return { status: response.statusCode, text };
}

function addressesOf(text: string, name: string): readonly string[] {
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) {
    throw new NetworkError('ENOTFOUND', name);
  }
  return list.filter((each): each is string => typeof each === 'string' && isIPv4(each));
}

/** What the caller aborted with, so that a time limit of its own is told from a wish of the user. */
function abortReason(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new DOMException('The operation was aborted', 'AbortError');
}
