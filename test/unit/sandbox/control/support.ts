import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataPlane } from '../../../../src/sandbox/dataPlane';
import { nullPlane } from '../../../../src/sandbox/nullPlane';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../../src/sandbox/sandbox';
import { Json } from './json';

/** What came back from one call. */
export interface Answer { readonly status: number; readonly headers: Headers; readonly body: Json; readonly text: string }

/** As the sandbox's, but without a network unless the embedded one is asked for. */
export type BenchOptions = Partial<Omit<SandboxOptions, 'dataPlane'>> & { readonly dataPlane?: DataPlane | 'embedded' };

/** A running sandbox with the seed and no waiting, and a client that is signed in. */
export class Bench {
  #token = '';

  private constructor(readonly sandbox: Sandbox, readonly folder: string) {}

  static async start({ dataPlane = nullPlane(), ...options }: BenchOptions = {}): Promise<Bench> {
    const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'sandbox-'));
    const sandbox = await startSandbox({ folder, pace: 0, ...options, ...(dataPlane === 'embedded' ? {} : { dataPlane }) });
    const bench = new Bench(sandbox, folder);
    await bench.signIn();
    return bench;
  }

  async signIn(): Promise<void> {
    const answer = await this.token({ grant_type: 'urn:ibm:params:oauth:grant-type:apikey', apikey: this.sandbox.apiKey.reveal() });
    this.#token = answer.body.get('access_token').text;
  }

  token(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('POST', `${this.sandbox.endpoints.iam}/identity/token`, { body: new URLSearchParams(fields).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } });
  }

  /** A call of the VPC API, `version` and `generation` added. */
  vpc(region: string, method: string, path: string, body?: unknown, version = '2026-06-01', headers: Record<string, string> = {}): Promise<Answer> {
    const url = new URL(`${this.sandbox.endpoints.vpc[region] ?? ''}${path}`);
    url.searchParams.set('version', version);
    url.searchParams.set('generation', '2');
    return this.call(method, url.href, body, headers);
  }

  /** A signed-in call with a JSON body. */
  call(method: string, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send(method, url, {
      headers: { authorization: `Bearer ${this.#token}`, ...(body === undefined ? {} : { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async send(method: string, url: string, init: { headers?: Record<string, string>; body?: string } = {}): Promise<Answer> {
    const response = await fetch(url, { method, ...init });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return { status: response.status, headers: response.headers, text, body: new Json(isJson ? JSON.parse(text) : undefined) };
  }

  /** Repeats a call until it answers as wished; gives the last answer when it never does. */
  async until(call: () => Promise<Answer>, wished: (answer: Answer) => boolean): Promise<Answer> {
    let answer = await call();
    for (let round = 0; round < 1000 && !wished(answer); round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      answer = await call();
    }
    return answer;
  }

  async stop(): Promise<void> {
    await this.sandbox.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
