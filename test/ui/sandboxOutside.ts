import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as v from 'valibot';
import type { Session } from './session';

/** The variable that makes the sandbox write down what it is asked, and so where it listens. */
export const recordVariable = 'PRIVATE_CONNECT_SANDBOX_RECORD';

const exchange = v.object({ url: v.string() });
const memory = v.object({ account: v.object({ apiKey: v.string() }) });
const token = v.object({ access_token: v.string() });
const date = '2026-01-01';

/** The sandbox of a window as others see it: a colleague who changes the account, or a service that is ill. */
export class SandboxOutside {
  constructor(private readonly session: Pick<Session, 'data'>, private readonly record: string) {}

  /** Makes calls go wrong, as `/_sandbox/faults` describes it. */
  async fault(fault: object): Promise<void> {
    await this.#send('POST', '/_sandbox/faults', fault);
  }

  async heal(): Promise<void> {
    await this.#send('DELETE', '/_sandbox/faults');
  }

  /** One call of a region's VPC API: `vpc('ca-mon', 'GET', '/subnets')`. */
  async vpc(region: string, method: string, path: string, body?: object): Promise<unknown> {
    return await this.#send(method, `/vpc/${region}/v1${path}?version=${date}&generation=2`, body, await this.#token());
  }

  async #token(): Promise<string> {
    const { apiKey } = await this.#account();
    const body = new URLSearchParams({ grant_type: 'urn:ibm:params:oauth:grant-type:apikey', apikey: apiKey });
    const answer = await fetch(`${await this.#origin()}/iam/identity/token`, { method: 'POST', body });
    return v.parse(token, await answer.json()).access_token;
  }

  async #send(method: string, path: string, body?: object, bearer?: string): Promise<unknown> {
    const answer = await fetch(`${await this.#origin()}${path}`, {
      method, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { 'content-type': 'application/json', ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }) },
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The sandbox answered ${method} ${path} with ${answer.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  /** A window that was loaded anew has its sandbox at another port: the latest counts. */
  async #origin(): Promise<string> {
    const lines = (await readFile(this.record, 'utf8')).trim().split('\n');
    return new URL(v.parse(exchange, JSON.parse(lines.at(-1) ?? '{}')).url).origin;
  }

  async #account(): Promise<{ readonly apiKey: string }> {
    const files = await readdir(this.session.data, { recursive: true, withFileTypes: true });
    const state = files.find(({ name, parentPath }) => name === 'state.json' && basename(parentPath) === 'sandbox');
    if (state === undefined) throw new Error(`No sandbox has written its memory below ${dirname(this.session.data)}.`);
    return v.parse(memory, JSON.parse(await readFile(join(state.parentPath, state.name), 'utf8'))).account;
  }
}
