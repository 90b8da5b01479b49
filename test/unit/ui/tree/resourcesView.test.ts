import assert from 'node:assert/strict';
import { setImmediate as soon } from 'node:timers/promises';
import type { LandscapeChange } from '../../../../src/landscape/store';
import type { Account } from '../../../../src/model/account';
import { Failure } from '../../../../src/model/failure';
import type { Instance } from '../../../../src/model/instance';
import type { Session } from '../../../../src/ui/session/session';
import type { TreeNode } from '../../../../src/ui/tree/node';
import { reachabilityOf, ResourcesView, type ShownTree } from '../../../../src/ui/tree/resourcesView';
import { connection, events, instance, landscape, run, words } from '../fixtures';
import { MemoryMemento } from '../session/memory';

const orders = instance('orders');
const me: Account = { id: 'acc:me', accountId: 'acc', iamId: 'me', label: 'me@example.com', kind: 'cloud' };

class World {
  readonly keys = new Map<string, unknown>();
  readonly asked: string[] = [];
  readonly memento = new MemoryMemento();
  painted = 0;
  session: Session | undefined;
  /** What every list of the cloud answers instead. */
  refusal: Failure | undefined;
  #tick: (() => void) | undefined;
  chosen: readonly string[] = [];
  #changed: ((change: LandscapeChange) => void) | undefined;
  #regionsChanged: (() => void) | undefined;
  #collapsed: ((event: { readonly element: TreeNode }) => unknown) | undefined;
  #visibility: ((event: { readonly visible: boolean }) => unknown) | undefined;
  /** What is to be done later, and after how long. */
  later: { readonly milliseconds: number; readonly work: () => void } | undefined;
  readonly signals: AbortSignal[] = [];
  readonly #nothing = { dispose: () => undefined };

  /** After how long something is to be done; undefined where nothing is. */
  get waitMs(): number | undefined {
    return this.later?.milliseconds;
  }

  see(visible: boolean): void {
    this.tree.view = { ...this.tree.view, visible };
    this.#visibility?.({ visible });
  }

  readonly tree: { -readonly [Key in keyof ShownTree]: ShownTree[Key] } = {
    paint: () => { this.painted += 1; },
    view: {
      message: '', description: '',
      visible: true,
      onDidChangeVisibility: (listener) => { this.#visibility = listener; return this.#nothing; },
      onDidCollapseElement: (listener) => { this.#collapsed = listener; return this.#nothing; },
    },
  };

  view(): ResourcesView {
    return new ResourcesView({
      tree: this.tree,
      sessions: { current: () => Promise.resolve(this.session) },
      settings: { regions: () => this.chosen, onDidChange: (_, listener) => { this.#regionsChanged = listener; return this.#nothing; } },
      keys: { set: (key, value) => void this.keys.set(key, value) },
      log: { warn: () => undefined, failure: () => undefined },
      memento: this.memento,
      after: (milliseconds, work) => { this.later = { milliseconds, work }; return () => { this.later = undefined; }; },
      everySecond: (tick) => { this.#tick = tick; return () => { this.#tick = undefined; }; },
    });
  }

  /** Passes a second of whatever counts down. */
  second(): void {
    this.#tick?.();
  }

  signIn(instances: readonly Instance[] = [orders], account = me): void {
    const note = (what: string, signal: AbortSignal): void => { this.asked.push(what); this.signals.push(signal); };
    const answer = <Value>(value: Value): Promise<Value> => this.refusal === undefined ? Promise.resolve(value) : Promise.reject(this.refusal);
    this.session = {
      account,
      kinds: { services: [events] },
      landscape: {
        regions: (signal: AbortSignal) => { note('regions', signal); return answer([{ name: 'ca-mon' }, { name: 'eu-de' }]); },
        instanceList: (signal: AbortSignal) => { note('instances', signal); return answer({ items: instances, unreadable: [], loadedAt: '' }); },
        resolvers: () => answer({ items: [], denied: [], unreadable: [], loadedAt: '' }),
        region: (name: string, signal: AbortSignal) => {
          note(name, signal);
          return name === 'eu-de' ? new Promise(() => undefined) : Promise.resolve(landscape(name));
        },
        invalidate: (scope?: LandscapeChange['scope']) => {
          this.asked.push('forget');
          if (scope !== undefined) this.#changed?.({ scope, cause: 'cleared' });
        },
        onDidChange: (listener: (change: LandscapeChange) => void) => { this.#changed = listener; return () => { this.#changed = undefined; }; },
      },
      setup: { views: () => [], connections: () => [] },
      history: { get: () => undefined },
    } as unknown as Session;
  }

  get isListening(): boolean {
    return this.#changed !== undefined;
  }

  cleared(): void {
    this.#changed?.({ scope: { kind: 'instances' }, cause: 'cleared' });
  }

  chooseRegions(...names: readonly string[]): void {
    this.chosen = names;
    this.#regionsChanged?.();
  }

  collapse(element: TreeNode | undefined): void {
    if (element !== undefined) this.#collapsed?.({ element });
  }
}

describe('the Resources view', () => {
  it('is empty, and says why, while nobody is signed in', async () => {
    const world = new World();
    assert.deepEqual(await world.view().roots(), []);
    assert.deepEqual([...world.keys], [['privateConnect.filtered', false], ['privateConnect.signedIn', false], ['privateConnect.resources', 'unknown']]);
  });

  it('shows the account\'s regions, and asks each list once however often it is painted', async () => {
    const world = new World();
    world.signIn();
    const view = world.view();
    await view.roots();
    assert.deepEqual((await view.roots()).map(({ view: { label } }) => label), ['Montreal (ca-mon)', 'Frankfurt (eu-de)']);
    assert.deepEqual(world.asked, ['regions', 'instances']);
    assert.equal(world.keys.get('privateConnect.resources'), 'shown');
  });

  it('asks again what the landscape has forgotten, and nothing more after the account was left', async () => {
    const world = new World();
    world.signIn();
    const view = world.view();
    await view.roots();
    world.cleared();
    assert.deepEqual(world.asked, ['regions', 'instances', 'instances']);
    world.session = undefined;
    await view.roots();
    assert.equal(world.isListening, false);
  });

  it('reads again what changes by itself, less and less often while nothing comes of it, and soon after something did', async () => {
    const world = new World();
    world.signIn([instance('young', { state: 'provisioning' })]);
    const view = world.view();
    const waits: (number | undefined)[] = [];
    const round = async (): Promise<void> => {
      await view.roots();
      waits.push(world.later?.milliseconds);
      const { later } = world;
      world.later = undefined;
      later?.work();
      await soon();
    };
    await round();
    await round();
    await round();
    assert.deepEqual(waits, [5000, 10_000, 20_000]);
    assert.deepEqual(world.asked.filter((what) => what === 'instances').length, 4);
    assert.equal(world.asked.filter((what) => what === 'regions').length, 1, 'nothing else is asked');
  });

  it('reads nothing again that does not change, and nothing while nobody looks', async () => {
    const world = new World();
    world.signIn();
    const view = world.view();
    await view.roots();
    assert.equal(world.waitMs, undefined);
    world.signIn([instance('young', { state: 'provisioning' })]);
    await view.roots();
    assert.notEqual(world.waitMs, undefined);
    world.see(false);
    assert.equal(world.waitMs, undefined);
    await view.roots();
    assert.equal(world.waitMs, undefined);
    world.see(true);
    await view.roots();
    assert.equal(world.waitMs, 5000);
    view.dispose();
    assert.equal(world.waitMs, undefined);
  });

  it('begins anew for another account', async () => {
    const world = new World();
    world.signIn();
    const view = world.view();
    await view.roots();
    world.signIn([]);
    const [first] = await view.roots();
    assert.equal(first?.view.description, '', 'no instance of the other account');
    assert.equal(world.asked.length, 4);
  });

  it('shows other regions at once when others are chosen', async () => {
    const world = new World();
    world.signIn();
    const view = world.view();
    await view.roots();
    const before = world.painted;
    world.chooseRegions('eu-de');
    assert.ok(world.painted > before);
    assert.deepEqual((await view.roots()).map(({ view: { label } }) => label), ['Frankfurt (eu-de)']);
  });

  it('ends the requests of a region that is closed', async () => {
    const world = new World();
    world.signIn();
    const view = world.view();
    await view.roots();
    const slow = (await view.roots()).find(({ view: { label } }) => label.startsWith('Frankfurt'));
    await slow?.children?.();
    assert.equal(world.asked.at(-1), 'eu-de');
    world.collapse(slow);
    assert.equal(world.signals.at(-1)?.aborted, true);
  });

  it('keeps its filter over a restart, and says beside its title that it is on', async () => {
    const world = new World();
    await world.view().setFilter(' pay ');
    const again = world.view();
    assert.equal(again.filter, 'pay');
    assert.deepEqual([world.tree.view.description, world.keys.get('privateConnect.filtered')], ['filter: pay', true]);
    await again.setFilter('');
    assert.deepEqual([world.tree.view.description, world.keys.get('privateConnect.filtered'), world.view().filter], ['', false, '']);
  });

  it('says above the tree why nothing moves, counting down', async () => {
    const world = new World();
    world.signIn();
    const view = world.view();
    await view.roots();
    view.waiting(me, 'list VPCs', 1200, 429);
    assert.equal(world.tree.view.message, 'IBM Cloud asks to wait (429): trying again in 2 s.');
    world.second();
    assert.equal(world.tree.view.message, 'IBM Cloud asks to wait (429): trying again in 1 s.');
    world.second();
    assert.equal(world.tree.view.message, '');
    view.waiting(me, 'list VPCs', 900, undefined);
    assert.equal(world.tree.view.message, 'IBM Cloud did not answer: trying again in 1 s.');
    view.dispose();
    assert.equal(world.tree.view.message, '');
  });

  it('covers the welcome with no wait of an account that was left', async () => {
    const world = new World();
    world.signIn();
    const view = world.view();
    await view.roots();
    view.waiting(me, 'list VPCs', 20_000, 429);
    world.session = undefined;
    view.forget();
    await view.roots();
    assert.equal(world.tree.view.message, '');
    view.waiting(me, 'list VPCs', 20_000, 429);
    assert.equal(world.tree.view.message, '');
  });

  it('says whose resources it shows, or that they are the sandbox\'s', async () => {
    const world = new World();
    world.signIn();
    const view = world.view();
    await view.roots();
    assert.equal(world.tree.view.description, 'me@example.com');
    await view.setFilter('pay');
    assert.equal(world.tree.view.description, 'me@example.com · filter: pay');
    world.signIn([orders], { ...me, kind: 'sandbox', label: 'Sandbox (no account)' });
    await view.roots();
    assert.equal(world.tree.view.description, 'Sandbox · filter: pay');
  });

  it('offers to sign in again where the account\'s sign-in is no longer accepted', async () => {
    const world = new World();
    world.signIn();
    world.refusal = new Failure({ code: 'iam.signed-out', what: 'Could not renew the sign-in', why: 'No.', next: 'Sign in again.' });
    assert.deepEqual(await world.view().roots(), []);
    assert.deepEqual([world.keys.get('privateConnect.signedIn'), world.keys.get('privateConnect.resources')], [true, 'signed-out']);
  });
});

describe('what is known of reaching an instance', () => {
  it('is each of its connections, with its route\'s words, its run and its last check', () => {
    const [own, other] = [connection(orders), connection(instance('other'))];
    const check = { passed: true, checkedAt: '2026-05-01T12:00:00Z', text: '' };
    const session = {
      setup: { ways: () => [own, other], views: () => [run('done', [], { connectionId: own.id, undoable: 2 })], way: () => ({ words: words('build-box') }) },
      history: { get: (target: string) => target === own.id || target === orders.crn ? check : undefined },
    } as unknown as Session;
    assert.deepEqual(reachabilityOf(orders, session), {
      connections: [{ connection: own, words: words('build-box'), dialsVpn: undefined, hasOffice: undefined, run: 'done', goal: 'run', stands: true, check }], direct: check,
    });
  });
});
