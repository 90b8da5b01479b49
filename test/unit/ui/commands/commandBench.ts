import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Connection } from '../../../../src/model/connection';
import type { Instance } from '../../../../src/model/instance';
import { Failure } from '../../../../src/model/failure';
import type { CheckTarget } from '../../../../src/ui/checks/checkTarget';
import { dispatch } from '../../../../src/ui/commands/dispatch';
import type { Services } from '../../../../src/ui/commands/services';
import type { Editor } from '../../../../src/ui/editor/editor';
import type { Workspace } from '../../../../src/ui/editor/workspaceFiles';
import type { CommandId } from '../../../../src/ui/ids';
import type { Kinds } from '../../../../src/ui/kinds';
import { secretsIn } from '../../../../src/ui/support/redact';
import type { SupportSource } from '../../../../src/ui/support/source';
import type { Subject } from '../../../../src/ui/tree/node';
import { Canaries } from '../../product/canaries';
import { chosen, signIn } from '../../product/flows';
import { ProductBench } from '../../product/productBench';
import { ScriptedPrompter, type Act } from '../prompts/scriptedPrompter';

const { signal } = new AbortController();

/** A failure that was shown, and its buttons. */
interface Shown {
  readonly what: string;
  readonly error: unknown;
  readonly actions: readonly { readonly title: string; readonly run: () => unknown }[];
}

/** Commands on a real session with a sandbox, in an editor that remembers what it was told to do. */
export class CommandBench {
  /** "copy …", "openText …": what was done in the editor, in order. */
  readonly done: string[] = [];
  readonly logged: string[] = [];
  readonly failures: Shown[] = [];
  readonly said: string[] = [];
  /** The buttons of what was said. */
  readonly offered: Shown['actions'][number][] = [];
  readonly keys = new Map<string, unknown>();
  readonly regions: string[] = [];
  filter = '';
  takesIssues = true;
  workspace: Workspace = { isTrusted: true, folders: [] };
  /** What the person chooses where a file is asked for. */
  chosenFile: { readonly name: string; readonly text: string } | undefined;
  clipboard = '';
  /** Those in which a program runs. */
  terminals: string[] = [];
  /** Where the person puts a new file. */
  newFile: ((suggested: string) => string | undefined) | undefined;
  /** The panel in front. */
  active: CheckTarget | undefined;
  /** Whether the views are looked at. */
  seen = true;
  /** Whether the button of a question is pressed. */
  agrees = true;
  /** As if the sandbox's servers were the cloud's. */
  reachable = false;
  /** The plan whose document is in front. */
  shownPlan: string | undefined;
  prompter = new ScriptedPrompter();

  private constructor(readonly product: ProductBench) {}

  static async start(kinds?: Kinds): Promise<CommandBench> {
    const product = await ProductBench.start(new Canaries(), kinds);
    await signIn(product);
    return new CommandBench(product);
  }

  get session(): ProductBench['session'] {
    return this.product.session;
  }

  get last(): string | undefined {
    return this.done.at(-1);
  }

  /** A row of a region's, as it is in the cloud now. */
  async rowOf(name: string, region = 'ca-mon'): Promise<Subject> {
    this.session.landscape.invalidate({ kind: 'region', region });
    const { vpcs, virtualServers, endpointGateways } = await this.session.landscape.region(region, signal);
    const there = [...vpcs, ...virtualServers, ...endpointGateways].find((each) => each.name === name);
    assert.ok(there !== undefined, name);
    return { kind: 'resource', name, crn: there.crn, href: there.href, region };
  }

  /** Runs a command as the palette or a node does, with a person who answers. */
  async run(id: CommandId, subject?: Subject, ...acts: Act[]): Promise<void> {
    this.prompter = new ScriptedPrompter(...acts);
    await dispatch(this.services(), id, subject === undefined ? [] : [subject]);
    assert.equal(this.prompter.left, 0, 'less was asked than was expected');
  }

  /** The same for a command that must end well. */
  async succeed(id: CommandId, subject?: Subject, ...acts: Act[]): Promise<void> {
    await this.run(id, subject, ...acts);
    assert.deepEqual(this.failures.map(({ what, error }) => [what, error]), []);
  }

  /** The same for one that must not: what was shown. */
  async fail(id: CommandId, subject?: Subject, ...acts: Act[]): Promise<Failure> {
    await this.run(id, subject, ...acts);
    const [failure, ...others] = this.failures.splice(0);
    assert.equal(others.length, 0);
    assert.ok(failure?.error instanceof Failure, String(failure?.error));
    return failure.error;
  }

  async instance(name: string): Promise<Instance> {
    const found = (await this.session.landscape.instances(signal)).find((instance) => instance.name === name);
    assert.ok(found !== undefined);
    return found;
  }

  /** A connection that is planned. */
  async planned(): Promise<Connection> {
    const connection = await chosen(this.product);
    await this.session.setup.plan(connection, signal);
    return connection;
  }

  /** A connection that works. */
  async connected(): Promise<Connection> {
    const connection = await this.planned();
    const view = await this.session.setup.run(connection.id, signal);
    assert.equal(view.state, 'done');
    return connection;
  }

  async stop(): Promise<void> {
    await this.product.stop();
    await rm(this.product.folder, { recursive: true, force: true });
  }

  services(): Services {
    const tree = (name: string): Services['trees']['activity'] => ({
      paint: () => undefined, isSeen: () => this.seen, reveal: () => void this.done.push(`reveal ${name}`),
      revealRow: (ids) => Promise.resolve(void this.done.push(`row ${ids.join(' > ')}`)),
    });
    const { filter, active, product } = this;
    return {
      log: { show: () => void this.done.push('log'), info: (line) => void this.logged.push(line) },
      keys: { set: (key, value) => void this.keys.set(key, value) },
      settings: {
        regions: () => this.regions, setRegions: (names) => Promise.resolve(void this.regions.splice(0, Infinity, ...names)), credentialRole: () => 'Manager',
      },
      notices: {
        failure: (what, error, ...actions) => Promise.resolve(void this.failures.push({ what, error, actions })),
        done: (text, ...actions) => {
          this.said.push(text);
          this.offered.push(...actions);
          return Promise.resolve();
        },
      },
      prompter: this.prompter,
      editor: this.#editor(),
      accounts: {
        book: async () => ({ accounts: [], active: (await product.store.active())?.id }),
        tryAgain: () => Promise.resolve(),
        signIn: () => Promise.reject(new Error('not asked for')), signOut: () => Promise.reject(new Error('not asked for')),
        switchTo: () => Promise.reject(new Error('not asked for')), trySandbox: () => Promise.reject(new Error('not asked for')),
      },
      sessions: { current: () => Promise.resolve(product.session), required: () => Promise.resolve(this.reachable ? { ...product.session, environment: { ...product.session.environment, madeUp: undefined } } : product.session) },
      resources: {
        filter, setFilter: (text) => { this.filter = text; return Promise.resolve(); }, refresh: () => void this.done.push('refresh'),
        pin: (crn, isPinned) => Promise.resolve(void this.done.push(`${isPinned ? 'pin' : 'unpin'} ${crn}`)),
      },
      support: this.support(),
      latestChecks: product.latestChecks,
      panels: { active, open: (target) => void this.done.push(`panel ${target.instanceName} ${target.connectionId ?? 'directly'}`) },
      trees: { resources: tree('resources'), activity: tree('activity') },
    };
  }

  /** As in the editor, with a log that holds what a careless line would. */
  support(): SupportSource {
    const { secrets, store } = this.product;
    return {
      about: () => ({ product: '0.1.0', editor: '1.100.0', system: 'linux x64', place: 'on the machine of the window' }),
      settings: () => ({ regions: [], credentialRole: 'Manager' }),
      log: async () => [...this.logged, ...(await Promise.all((await secrets.keys()).map((key) => secrets.getIfReadable(key))))].join('\n'),
      secrets: async () => (await Promise.all((await secrets.keys()).map((key) => secrets.getIfReadable(key)))).flatMap((kept) => secretsIn(kept ?? '')),
      accounts: async () => (await store.list()).flatMap(({ id, accountId, iamId, label }) => [id, accountId, iamId, label]),
      homeFolder: this.product.folder,
      takesIssues: this.takesIssues,
    };
  }

  #editor(): Editor {
    const note = (text: string): Promise<void> => Promise.resolve(void this.done.push(text));
    return {
      copy: (text) => note(`copy ${text}`),
      confirm: async ({ text, detail, button }) => {
        await note(`confirm ${text} ${detail} [${button}]`);
        return this.agrees;
      },
      progress: (work) => work(),
      run: (command, subject) => note(`run ${command} ${subject.kind}`),
      openPage: (url) => note(`page ${url}`),
      openText: (text, language) => note(`text ${language} ${text}`),
      openFile: (path) => note(`file ${path}`),
      saveText: async (name, text) => { await note(`save ${name} ${text}`); return `/there/${name}`; },
      workspace: () => Promise.resolve(this.workspace),
      chooseNewFile: async (path) => { await note(`new file ${basename(path)}`); return this.newFile?.(path); },
      pasted: () => Promise.resolve(this.clipboard),
      chooseText: () => Promise.resolve(this.chosenFile),
      chooseFiles: () => Promise.resolve(this.chosenFile === undefined ? undefined : [{ name: this.chosenFile.name, bytes: Buffer.from(this.chosenFile.text) }]),
      reportIssue: (text) => note(`issue ${text}`),
      openDetails: ({ name, href }) => note(`details ${name}${href === undefined ? '' : ` ${href}`}`),
      openPlan: ({ id }) => note(`plan ${id}`),
      shownPlan: () => this.shownPlan,
      openTerminal: ({ name, program, words }) => note(`${program} ${name}: ${words.join(' ')}`),
      showTerminal: (name) => this.terminals.includes(name),
    };
  }
}
