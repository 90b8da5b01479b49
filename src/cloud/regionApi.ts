import { nullish, object, string, type BaseIssue, type BaseSchema, type InferOutput } from 'valibot';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import type { Versioned } from '../model/resource';
import type { OnUnreadable } from '../model/unreadable';
import type { Schema } from './checker';
import { Client } from './client';
import { isNotFound } from './errors';
import { createLimiter, type Limiter } from './limiter';
import { withoutKeys } from './presharedKeys';
import { queryOfLink } from './paging';
import type { TokenSource } from './tokens';
import type { Transport } from './transport';

/** A fixed date: each new one changes behaviour, so it is raised by hand, with a look at cloud.ibm.com/docs/vpc?topic=vpc-api-change-log. */
const vpcVersion = '2026-03-24';

// The most that the API's `limit` takes; its default is 50.
const pageSize = '100';
// All lists of a landscape at once, and a few single reads beside them.
const callsAtOnce = 16;

/** For all that asks one region at once. */
export function vpcLimiter(): Limiter {
  return createLimiter(callsAtOnce);
}

/** What pages of the VPC API have in common. */
export const nextLink = nullish(object({ href: string() }));

type PageSchema = BaseSchema<unknown, { readonly next?: { readonly href: string } | null | undefined }, BaseIssue<unknown>>;

/** A change, and what is said when it fails. */
export interface Change {
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>> | undefined;
  /** The ETag of what is changed: the cloud refuses with 412 where it is not so any more. */
  readonly ifMatch?: string | undefined;
  readonly what: string;
  readonly permission: string;
}

/** The VPC API's manners in one region, for the files that know its resources. */
export class RegionApi {
  readonly region: string;
  readonly #client: Client;
  readonly #baseUrl: string;

  /** With `secret`, no part of an answer that is not as expected is quoted. */
  constructor(
    region: string, baseUrl: string, transport: Transport, tokens: TokenSource, limiter: Limiter = vpcLimiter(), secret = false,
  ) {
    this.region = region;
    this.#baseUrl = baseUrl;
    this.#client = new Client({
      service: 'vpc', baseUrl, transport, tokens, limiter, secret,
      query: { version: vpcVersion, generation: '2' },
    });
  }

  /** `kind` is the plural that a person reads: "subnets". */
  list<S extends PageSchema, T>(
    schema: S, kind: string, path: string, query: Readonly<Record<string, string | undefined>>,
    itemsOf: (page: InferOutput<S>) => readonly T[], signal: AbortSignal, unreadable?: OnUnreadable,
  ): Promise<readonly T[]> {
    const request = {
      method: 'GET', path, query: { ...present(query), limit: pageSize },
      what: t('Could not list the {0} of {1}', kind, this.region), permission: t('Viewer on {0} (VPC Infrastructure Services)', kind),
    } as const;
    return this.#client.list(
      schema, request, (page) => ({ items: itemsOf(page), next: queryOfLink(page.next?.href) }), signal, unreadable,
    );
  }

  /** A list that the API gives whole. */
  listWhole<S extends Schema>(schema: S, kind: string, path: string, signal: AbortSignal): Promise<InferOutput<S>> {
    return this.#client.ask(schema, { method: 'GET', path, what: t('Could not list the {0} of {1}', kind, this.region) }, signal);
  }

  read<S extends Schema>(schema: S, kind: string, path: string, signal: AbortSignal): Promise<InferOutput<S>> {
    return this.#client.ask(schema, { method: 'GET', path, what: t('Could not read the {0} in {1}', kind, this.region) }, signal);
  }

  readVersioned<S extends Schema>(schema: S, kind: string, path: string, signal: AbortSignal): Promise<Versioned<InferOutput<S>>> {
    return this.#client.askVersioned(schema, { method: 'GET', path, what: t('Could not read the {0} in {1}', kind, this.region) }, signal);
  }

  /** `what` is what could not be done: "Could not read ...". */
  readText(what: string, path: string, signal: AbortSignal): Promise<string> {
    return this.#client.text({ method: 'GET', path, what }, signal);
  }

  create<S extends Schema>(schema: S, change: Change, signal: AbortSignal): Promise<InferOutput<S>> {
    return this.#client.ask(schema, { method: 'POST', ...change }, signal);
  }

  /** An order that has nothing to answer. */
  order(change: Change, signal: AbortSignal): Promise<void> {
    return this.#client.tell({ method: 'POST', ...change }, signal);
  }

  /** A merge patch (RFC 7396): what the body does not name stays as it is. */
  patch<S extends Schema>(schema: S, { ifMatch, ...change }: Change, signal: AbortSignal): Promise<InferOutput<S>> {
    const headers = { 'Content-Type': 'application/merge-patch+json', ...matching(ifMatch) };
    return this.#client.ask(schema, { method: 'PATCH', headers, ...change }, signal);
  }

  /** PUT: safe to do again, but not done again without being asked. */
  put<S extends Schema>(schema: S, change: Change, signal: AbortSignal): Promise<InferOutput<S>> {
    return this.#client.ask(schema, { method: 'PUT', ...change }, signal);
  }

  /** PUT of something that is only there or not. */
  set(change: Change, signal: AbortSignal): Promise<void> {
    return this.#client.tell({ method: 'PUT', ...change }, signal);
  }

  /** GET of the same. */
  async exists(kind: string, path: string, signal: AbortSignal): Promise<boolean> {
    try {
      await this.#client.tell({ method: 'GET', path, what: t('Could not read the {0} in {1}', kind, this.region) }, signal);
      return true;
    } catch (error) {
      if (isNotFound(error)) {
        return false;
      }
      throw error;
    }
  }

  remove({ ifMatch, ...change }: Change, signal: AbortSignal): Promise<void> {
    return this.#client.tell({ method: 'DELETE', headers: matching(ifMatch), ...change }, signal);
  }

  /** The document behind an `href`. The token goes to the region's own address only, whatever the link says. */
  async document(href: string, signal: AbortSignal): Promise<unknown> {
    const what = t('Could not read the details');
    // Compared as it will be sent: without `..` and the like.
    const url = URL.canParse(href) ? new URL(href) : undefined;
    if (url?.href.startsWith(`${this.#baseUrl}/`) !== true) {
      throw new Failure({
        code: 'vpc.foreign-address', what, why: t('{0} is not an address of {1}\'s VPC service.', href.slice(0, 200), this.region),
        next: t('Refresh; if it stays, report this message.'),
      });
    }
    return withoutKeys(await this.#client.document({
      method: 'GET', path: url.pathname.slice(new URL(this.#baseUrl).pathname.length), query: queryOfLink(href), what, secret: true,
    }, signal));
  }
}

function matching(etag: string | undefined): Readonly<Record<string, string>> {
  return etag === undefined ? {} : { 'If-Match': etag };
}

function present(query: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
