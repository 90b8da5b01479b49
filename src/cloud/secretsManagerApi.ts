import type { BaseIssue, BaseSchema, InferOutput } from 'valibot';
import { nullish, object, string } from 'valibot';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import { silentWords } from '../model/secretsManager';
import type { OnUnreadable } from '../model/unreadable';
import type { Schema } from './checker';
import { Client, type ServiceRequest } from './client';
import { isNotFound } from './errors';
import { queryOfLink } from './paging';
import type { TokenSource } from './tokens';
import type { Transport } from './transport';

const notReachedCode = 'secrets-manager.not-reached';

/** True where a list, which is there as soon as its instance is, was not found. */
export function isNotReached(error: unknown): boolean {
  return error instanceof Failure && error.code === notReachedCode;
}

// The most that the lists take is 1,000; a page of certificates is large.
const pageSize = '200';

/** What pages of the Secrets Manager API have in common. */
export const nextPage = nullish(object({ href: string() }));

type PageSchema = BaseSchema<unknown, { readonly next?: { readonly href: string } | null | undefined }, BaseIssue<unknown>>;
type Change = Omit<ServiceRequest, 'method'>;

/** The manners of one instance's API, for the files that know what it holds. */
export class SecretsManagerApi {
  readonly address: string;
  readonly instance: string;
  readonly #client: Client;

  constructor(instance: string, address: string, transport: Transport, tokens: TokenSource) {
    this.instance = instance;
    this.address = address;
    this.#client = new Client({ service: 'secrets-manager', baseUrl: `${address}/api/v2`, transport, tokens });
  }

  /** A whole list. It is there as soon as the instance is: where it is not found, the instance is not reached. */
  async list<S extends PageSchema, T>(
    schema: S, request: Change, itemsOf: (page: InferOutput<S>) => readonly T[], signal: AbortSignal, unreadable?: OnUnreadable,
  ): Promise<readonly T[]> {
    try {
      return await this.listParts(schema, request, itemsOf, signal, unreadable);
    } catch (error) {
      throw isNotFound(error) ? this.#notReached(request, error) : error;
    }
  }

  /** A whole list of what one thing there has: where it is not found, that thing is gone. */
  listParts<S extends PageSchema, T>(
    schema: S, request: Change, itemsOf: (page: InferOutput<S>) => readonly T[], signal: AbortSignal, unreadable?: OnUnreadable,
  ): Promise<readonly T[]> {
    return this.#client.list(
      schema, { ...request, method: 'GET', query: { ...request.query, limit: pageSize } },
      (page) => ({ items: itemsOf(page), next: queryOfLink(page.next?.href) }), signal, unreadable,
    );
  }

  /** A list that the API gives whole. */
  async listWhole<S extends Schema>(schema: S, request: Change, signal: AbortSignal): Promise<InferOutput<S>> {
    try {
      return await this.#client.ask(schema, { ...request, method: 'GET' }, signal);
    } catch (error) {
      throw isNotFound(error) ? this.#notReached(request, error) : error;
    }
  }

  read<S extends Schema>(schema: S, request: Change, signal: AbortSignal): Promise<InferOutput<S>> {
    return this.#client.ask(schema, { ...request, method: 'GET' }, signal);
  }

  create<S extends Schema>(schema: S, request: Change, signal: AbortSignal): Promise<InferOutput<S>> {
    return this.#client.ask(schema, { ...request, method: 'POST' }, signal);
  }

  /** An action whose answer says no more than that it was done. */
  act(request: Change, signal: AbortSignal): Promise<void> {
    return this.#client.tell({ ...request, method: 'POST' }, signal);
  }

  async remove(request: Change, signal: AbortSignal): Promise<void> {
    try {
      await this.#client.tell({ ...request, method: 'DELETE' }, signal);
    } catch (error) {
      throw error instanceof Failure && error.status === 412 ? locked(error) : error;
    }
  }

  /** Without the status: nothing that is looked for there may be taken for absent. */
  #notReached({ what }: Change, cause: unknown): Failure {
    return new Failure({
      code: notReachedCode, what, cause, trace: cause instanceof Failure ? cause.trace : undefined, why: silentWords(this.instance),
      next: t('Wait if it is new; otherwise add a public endpoint to it, or choose another instance.'),
    });
  }
}

/** Somebody said that it is in use: cloud.ibm.com/docs/secrets-manager?topic=secrets-manager-secret-locks */
function locked(refused: Failure): Failure {
  const { what, why, trace, status } = refused;
  return new Failure({
    code: 'secrets-manager.locked', what, why, trace, status, cause: refused,
    next: t('See in Secrets Manager who locked it and what for; it can be deleted when its locks are removed.'),
  });
}
