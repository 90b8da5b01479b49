import { isAscii } from 'node:buffer';
import { safeParse, type InferOutput } from 'valibot';
import type { Versioned } from '../model/resource';
import type { Secret } from '../model/secret';
import type { OnUnreadable } from '../model/unreadable';
import { checkerOf, type Check, type Schema } from './checker';
import { inBetween, isInBetween, noEtag, notJson, refusal } from './errors';
import type { Limiter } from './limiter';
import { everyItem, pages, type Page } from './paging';
import type { CloudAnswer, CloudRequest, ServiceName } from './request';
import type { TokenSource } from './tokens';
import type { Transport } from './transport';
import { notAsDocumented, withoutUnreadable } from './unreadable';

/** A request to one service: what the service itself knows is left out. */
export type ServiceRequest = Omit<CloudRequest, 'service' | 'baseUrl'>;

export interface ClientOptions {
  readonly service: ServiceName;
  readonly baseUrl: string;
  readonly transport: Transport;
  /** Undefined for calls that carry their own proof, as sign-in does. */
  readonly tokens?: TokenSource | undefined;
  /** Parameters of every call: VPC's `version` and `generation`. */
  readonly query?: Readonly<Record<string, string>> | undefined;
  /** How many calls may be under way at once. */
  readonly limiter?: Limiter | undefined;
  /** All answers may hold a secret; see `CloudRequest`. */
  readonly secret?: boolean | undefined;
}

/** One service's HTTP API: adds token and common parameters, judges the answer, validates what it holds. */
export class Client {
  readonly #options: ClientOptions;
  readonly #checks = new WeakMap<Schema, Check | false>();

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /** Sends and gives the part of the answer that `schema` describes; a missing field is a Failure. */
  async ask<S extends Schema>(schema: S, request: ServiceRequest, signal: AbortSignal): Promise<InferOutput<S>> {
    const whole = this.#whole(request);
    return this.#described(schema, whole, await this.#send(whole, signal));
  }

  /** The same with the ETag of what was read, which a later change names in its If-Match. */
  async askVersioned<S extends Schema>(schema: S, request: ServiceRequest, signal: AbortSignal): Promise<Versioned<InferOutput<S>>> {
    const whole = this.#whole(request);
    const answer = await this.#send(whole, signal);
    const value = this.#described(schema, whole, answer);
    const { etag } = answer.headers;
    if (etag === undefined || etag === '') {
      throw noEtag(whole, answer);
    }
    return { value, etag };
  }

  /** A text as it is, where the service gives no JSON. */
  async text(request: ServiceRequest, signal: AbortSignal): Promise<string> {
    const answer = await this.#send(this.#whole({ ...request, headers: { Accept: 'text/plain', ...request.headers } }), signal);
    return textOf(answer.body);
  }

  /** The quick way to yes. What it does not settle, valibot does: it names the place. */
  #isAsDescribed<S extends Schema>(schema: S, body: unknown): body is InferOutput<S> {
    const check = this.#checks.get(schema) ?? checkerOf(schema) ?? false;
    this.#checks.set(schema, check);
    return check !== false && check(body);
  }

  /** Sends, where a success has nothing to say. */
  async tell(request: ServiceRequest, signal: AbortSignal): Promise<void> {
    await this.#send(this.#whole(request), signal);
  }

  /** A document as it is, for showing. */
  async document(request: ServiceRequest, signal: AbortSignal): Promise<unknown> {
    const whole = this.#whole(request);
    return parsed(whole, await this.#send(whole, signal));
  }

  /**
   * A whole list: `pageOf` takes items and the next page's parameters out of a validated page. An item that cannot be read fails
   * it, unless somebody is told of it.
   */
  list<S extends Schema, T>(
    schema: S, request: ServiceRequest, pageOf: (page: InferOutput<S>) => Page<T>, signal: AbortSignal, unreadable?: OnUnreadable,
  ): Promise<readonly T[]> {
    const read = async (next: Readonly<Record<string, string>> | undefined) => {
      const whole = this.#whole({ ...request, query: { ...request.query, ...next } });
      const answer = await this.#send(whole, signal);
      // From bytes to items in one go: were there a wait in between, the documents of many lists would be held at once.
      return pageOf(this.#described(schema, whole, answer, unreadable));
    };
    return everyItem(pages(read, request.what));
  }

  #described<S extends Schema>(schema: S, request: CloudRequest, answer: CloudAnswer, unreadable?: OnUnreadable): InferOutput<S> {
    const body = parsed(request, answer);
    if (this.#isAsDescribed(schema, body)) {
      return body;
    }
    const readable = unreadable === undefined ? body : withoutUnreadable(schema, body, request, answer, unreadable);
    return validated(schema, readable, request, answer);
  }

  #whole(request: ServiceRequest): CloudRequest {
    const { service, baseUrl, query, secret } = this.#options;
    return { ...request, service, baseUrl, secret: request.secret ?? secret, query: { ...query, ...request.query } };
  }

  /** An answer of success; anything else is a Failure. A token that is refused is renewed once. */
  async #send(request: CloudRequest, signal: AbortSignal): Promise<CloudAnswer> {
    const { tokens, limiter } = this.#options;
    const token = await tokens?.token(signal);
    let answer = await this.#sendWith(token, request, signal, limiter);
    if (answer.status === 401 && tokens !== undefined && token !== undefined) {
      const renewed = await tokens.token(signal, token);
      // 401 means that nothing was done, so even a request that must not be repeated may be sent again.
      if (renewed.reveal() !== token.reveal()) {
        answer = await this.#sendWith(renewed, request, signal, limiter);
      }
    }
    if (answer.status >= 200 && answer.status < 300) {
      return answer;
    }
    throw isInBetween(answer) ? inBetween(request, answer) : refusal(request, answer, parsed(request, answer));
  }

  #sendWith(
    token: Secret | undefined, request: CloudRequest, signal: AbortSignal, limiter: Limiter | undefined,
  ): Promise<CloudAnswer> {
    const { transport } = this.#options;
    const proven = token === undefined
      ? request
      : { ...request, headers: { ...request.headers, Authorization: `Bearer ${token.reveal()}` } };
    return limiter === undefined
      ? transport.send(proven, signal)
      : limiter.run(() => transport.send(proven, signal), signal);
  }
}

/** The body as JSON; undefined where there is none. */
function parsed(request: CloudRequest, answer: CloudAnswer): unknown {
  if (answer.body.length === 0) {
    return undefined;
  }
  try {
    return JSON.parse(textOf(answer.body));
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw notJson(request, answer);
    }
    throw error;
  }
}

/** Nearly every document is plain ASCII, which need not be decoded: with large lists that is worth a tenth of the time. */
function textOf(body: Buffer): string {
  return body.toString(isAscii(body) ? 'latin1' : 'utf8');
}

function validated<S extends Schema>(schema: S, body: unknown, request: CloudRequest, answer: CloudAnswer): InferOutput<S> {
  const result = safeParse(schema, body, { abortEarly: true });
  if (result.success) {
    return result.output;
  }
  throw notAsDocumented(request, answer, result.issues[0]);
}
