import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Exchange } from '../../../src/sandbox/http/exchange';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox';
import { clientSnippets } from '../../../src/ui/checks/clientSnippets';
import { LatestChecks } from '../../../src/ui/checks/latestChecks';
import { kinds, type Kinds } from '../../../src/ui/kinds';
import { toldPrompter } from '../../../src/ui/prompts/toldPrompter';
import { AskedFactors } from '../../../src/ui/session/askedFactors';
import { KeyPassphrases } from '../../../src/ui/session/keyPassphrases';
import { openSession } from '../../../src/ui/session/openSession';
import type { Session } from '../../../src/ui/session/session';
import { page } from '../../../src/webview/view/page';
import { ScriptedPrompter } from '../ui/prompts/scriptedPrompter';
import { Machine, MemoryMemento } from '../ui/session/memory';
import type { Canaries } from './canaries';

const tokens = v.object({ access_token: v.string(), refresh_token: v.optional(v.string()) });
const madeKey = v.object({ credentials: v.looseObject({ apikey: v.optional(v.string()) }) });
const noToken = 'not_supported';

/** All of the product that runs without an editor, on a sandbox whose files are not the product's. */
export class ProductBench {
  readonly #machine = new Machine();
  readonly vault = this.#machine.vault;
  readonly memento = new MemoryMemento();
  readonly #window = this.#machine.window();
  readonly secrets = this.#window.secrets;
  readonly store = this.#window.store;
  /** Types the passphrases of private keys. */
  typist = new ScriptedPrompter();
  /** Each keeps one of them for longer than the session. */
  readonly keeps: (() => Promise<void>)[] = [];
  #session: Session | undefined;

  readonly #telemetry: string | undefined;

  private constructor(readonly folder: string, readonly sandbox: Sandbox, readonly canaries: Canaries, readonly kinds: Kinds) {
    // By its CRN, since a test may call it something else.
    this.#telemetry = [...sandbox.state.instances.values()].find(({ name }) => name === 'telemetry')?.crn;
  }

  static async start(canaries: Canaries, ofKinds: Kinds = kinds): Promise<ProductBench> {
    const folder = await mkdtemp(join(tmpdir(), 'pc-canary-'));
    const record = (exchange: Exchange): void => recorded(canaries, exchange);
    const sandbox = await startSandbox({ folder: join(folder, 'sandbox'), pace: 0, record });
    const bench = new ProductBench(folder, sandbox, canaries, ofKinds);
    await mkdir(bench.sshFolder, { recursive: true, mode: 0o700 });
    canaries.add('account API key', sandbox.apiKey.reveal());
    return bench;
  }

  /** Where the product's files are; the sandbox, which must know its own keys, has another folder. */
  get product(): string {
    return join(this.folder, 'product');
  }

  get sshFolder(): string {
    return join(this.product, 'ssh');
  }

  /** The instance that nothing leads to yet, as the sandbox knows it. */
  get telemetry(): { readonly id: string; name: string } {
    const row = [...this.sandbox.state.instances.values()].find(({ crn }) => crn === this.#telemetry);
    assert.ok(row !== undefined);
    return row;
  }

  get session(): Session {
    assert.ok(this.#session !== undefined, 'nobody is signed in');
    return this.#session;
  }

  /** What is shown goes to the panel, to its page and into what the page keeps. */
  readonly latestChecks = new LatestChecks({
    session: () => Promise.resolve(this.session),
    snippets: clientSnippets,
    log: (what, error) => this.failed(`log: ${what}`, error),
    show: (state) => {
      this.canaries.see('a message to the panel', state);
      this.canaries.see('the panel\'s page', page(state, 'kcat', { ask: () => undefined, choose: () => undefined }));
    },
  });

  /** Opens the active account as the editor would: an account of the cloud, its credential and tokens in the vault. */
  async open(): Promise<Session> {
    const account = await this.store.active();
    assert.ok(account !== undefined);
    this.#session = await openSession(account, {
      store: this.store, secrets: this.secrets, memento: this.memento, kinds: this.kinds,
      home: () => Promise.resolve({
        environment: { ...this.sandbox.environment, sshFolder: this.sshFolder }, folder: join(this.product, 'account'), stop: () => Promise.resolve(),
      }),
      passphrases: (accountId) => new KeyPassphrases({
        accountId, secrets: this.secrets,
        prompter: { text: (question) => toldPrompter(this.typist, (line) => this.canaries.see('log: asked', line)).text(question) },
        offerToKeep: (_path, keep) => void this.keeps.push(keep),
      }),
      factors: new AskedFactors({ text: (question) => toldPrompter(this.typist, (line) => this.canaries.see('log: asked', line)).text(question) }),
      timeoutMs: () => 3000,
      log: (what, error) => this.failed(`log: ${what}`, error),
      refused: (of, _signIn, failure) => {
        this.failed(`notice: ${of.label}`, failure);
        return Promise.resolve();
      },
      waiting: (_of, what, milliseconds, status) => this.canaries.see('log: waiting', [what, milliseconds, status]),
      asked: (exchange) => this.canaries.see('log: asked', exchange),
      happened: (line) => this.canaries.see('log: happened', line),
      changed: () => this.canaries.see('the views\' runs', this.#session?.setup.views()),
    });
    return this.#session;
  }

  /** What a notice and the log are made from. */
  failed(where: string, error: unknown): void {
    this.canaries.see(where, error);
  }

  /** Runs what must fail, and looks at how it is told. */
  async fails(where: string, work: () => Promise<unknown>): Promise<void> {
    await assert.rejects(work, (error: unknown) => {
      this.failed(where, error);
      return true;
    });
  }

  async write(name: string, text: string): Promise<void> {
    await writeFile(join(this.product, name), text);
  }

  /** The product's files, the memento, and the names under which secrets are kept. The private key is in its own file alone. */
  async seeDisk(): Promise<readonly string[]> {
    const { setup } = this.session;
    const keys = setup.connections().flatMap(({ id }) => setup.vantages(id).all.flatMap(({ access }) => access?.privateKeyPath ?? []));
    for (const path of keys) await this.#knowKey(path);
    this.canaries.see('the memento', [...this.memento.kept]);
    this.canaries.see('the names of secrets', [...this.vault.kept.keys()]);
    return this.canaries.seeFiles(this.product, keys);
  }

  async stop(): Promise<void> {
    await this.#session?.close();
    await this.sandbox.stop();
  }

  async #knowKey(path: string): Promise<void> {
    const text = await readFile(path, 'utf8').catch(() => '');
    // The first lines hold the format and the public half.
    const lines = text.split('\n').filter((line) => !line.startsWith('-----') && line !== '');
    for (const line of lines.slice(2)) {
      if (line.length >= 30) this.canaries.add('private key', line);
    }
  }
}

/** Learns tokens and keys from the answers that give them, and looks at every part of a request that is not for a secret. */
function recorded(canaries: Canaries, exchange: Exchange): void {
  const granted = v.safeParse(tokens, exchange.responseBody);
  if (granted.success) {
    canaries.add('access token', granted.output.access_token);
    const refresh = granted.output.refresh_token;
    if (refresh !== undefined && refresh !== noToken) canaries.add('refresh token', refresh);
  }
  const made = exchange.method === 'POST' ? v.safeParse(madeKey, exchange.responseBody) : undefined;
  const apiKey = made?.success === true ? made.output.credentials.apikey : undefined;
  if (apiKey !== undefined) canaries.add('service API key', apiKey);
  // By these two headers a request is signed; the second one asks IAM whose key it is.
  const { authorization, 'iam-apikey': key, ...headers } = exchange.requestHeaders;
  const signed = [authorization, key].some((value) => value !== undefined);
  canaries.see(`request ${exchange.method} ${exchange.path}`, { url: exchange.url, headers, signed });
  if (exchange.service !== 'iam') canaries.see(`body of ${exchange.method} ${exchange.path}`, exchange.requestBody);
}
