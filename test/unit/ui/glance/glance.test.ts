import assert from 'node:assert/strict';
import type { RunView } from '../../../../src/model/plan';
import { Glance, type GlanceDependencies } from '../../../../src/ui/glance/glance';
import type { Session } from '../../../../src/ui/session/session';
import { run, step } from '../fixtures';

const account = { id: 'one', accountId: 'acc', iamId: 'me', label: 'me@example.com', kind: 'cloud' } as const;

class World {
  active: typeof account | undefined = account;
  session: Session | undefined;
  looked = 0;
  shown: string | undefined = 'never';
  readonly resources: GlanceDependencies['resources'] = {};
  readonly activity: GlanceDependencies['activity'] = {};
  readonly failed: string[] = [];
  readonly keys = new Map<string, unknown>();
  reported = false;
  shownPlan: string | undefined;

  readonly glance = new Glance({
    store: { active: () => { this.looked += 1; return Promise.resolve(this.active); } },
    sessions: { opened: () => Promise.resolve(this.session) },
    showStatus: (status) => { this.shown = status?.text; },
    keys: { set: (key, value) => void this.keys.set(key, value) },
    hasReport: () => this.reported,
    shownPlan: () => this.shownPlan,
    resources: this.resources, activity: this.activity,
    log: (what) => void this.failed.push(what),
  });

  open(views: readonly RunView[], passed: Readonly<Record<string, boolean | 'partly'>> = {}, of: { readonly id: string } = account): void {
    const get = (id: string): unknown => id in passed ? { passed: passed[id] === true, ...(passed[id] === 'partly' ? { partly: true } : {}), checkedAt: '', text: '' } : undefined;
    this.session = { account: of, setup: { views: () => views }, history: { get, anyPassed: () => Object.values(passed).includes(true) } } as unknown as Session;
  }
}

describe('what is told of the account outside the rows', () => {
  it('is whose the activities are, without a session being opened for it', async () => {
    const world = new World();
    await world.glance.update();
    assert.deepEqual([world.shown, world.activity.description, world.resources.badge], ['$(account) me@example.com', 'me@example.com', undefined]);
  });

  it('is nothing while nobody is signed in', async () => {
    const world = new World();
    world.active = undefined;
    await world.glance.update();
    assert.deepEqual([world.shown, world.activity.description, world.resources.badge], [undefined, '', undefined]);
  });

  it('counts the connections that are set up and failed their last check', async () => {
    const world = new World();
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((connectionId) => run('done', [], { connectionId }));
    assert.ok(a !== undefined && b !== undefined && c !== undefined && d !== undefined);
    world.open([a, b, c, { ...d, state: 'undone' }], { a: false, b: true, d: false });
    await world.glance.update();
    assert.deepEqual(world.resources.badge, { value: 1, tooltip: '1 connection failed the last check' });
    world.open([a, b, c], { a: false, b: 'partly', c: 'partly' });
    await world.glance.update();
    assert.deepEqual(world.resources.badge, { value: 3, tooltip: '1 connection failed the last check, 2 connections work only in part' });
  });

  it('counts the runs that were cut off, at the view that goes on with them', async () => {
    const world = new World();
    world.open([run('interrupted', []), run('done', []), run('interrupted', [])]);
    await world.glance.update();
    assert.deepEqual(world.activity.badge, { value: 2, tooltip: '2 runs cut off, to be continued or undone' });
    world.open([run('done', [])]);
    await world.glance.update();
    assert.equal(world.activity.badge, undefined);
  });

  it('tells nothing of an account that was left', async () => {
    const world = new World();
    world.open([run('failed', [])], {}, { id: 'other' });
    await world.glance.update();
    assert.equal(world.shown, '$(account) me@example.com');
  });

  it('says to the menus what can be done now, and nothing of it once the account is left', async () => {
    const world = new World();
    const on = (): string[] => [...world.keys].filter(([, value]) => value === true).map(([key]) => key.replace('privateConnect.', ''));
    await world.glance.update();
    assert.deepEqual(on(), []);
    world.reported = true;
    world.open([run('plan', [step('a', 'to-make')]), run('done', [step('a', 'made', { resource: { id: 'a', name: 'a', origin: 'made' } })])], { a: true });
    world.shownPlan = world.session?.setup.views()[0]?.connectionId;
    await world.glance.update();
    assert.ok(on().includes('planShown'));
    world.shownPlan = 'another';
    await world.glance.update();
    assert.deepEqual(on(), ['planned', 'runnable', 'undoable', 'discardable', 'plannable', 'changeable', 'connected', 'proven', 'reported']);
    world.open([run('running', []), { ...run('failed', [], { undoable: 1 }), goal: 'undo' }]);
    await world.glance.update();
    assert.deepEqual(on(), ['planned', 'cancellable', 'resumable', 'undoable', 'plannable', 'forgettable', 'reported']);
    [world.active, world.reported] = [undefined, false];
    await world.glance.update();
    assert.deepEqual(on(), []);
  });

  it('takes a damaged connection for nothing that can be worked at, only for one that can be forgotten', async () => {
    const world = new World();
    world.open([run('damaged', [], { problem: { code: 'x', what: 'x', why: 'It is no JSON.', next: 'Correct it.' } })]);
    await world.glance.update();
    assert.deepEqual([...world.keys].filter(([, value]) => value !== false).map(([key]) => key), ['privateConnect.forgettable']);
  });

  it('looks once for many changes, and again for what changes while it looks', async () => {
    const world = new World();
    void world.glance.update();
    void world.glance.update();
    await world.glance.update();
    assert.equal(world.looked, 1);
    const looking = world.glance.update();
    await Promise.resolve();
    world.active = undefined;
    await Promise.all([looking, world.glance.update()]);
    assert.equal(world.shown, undefined);
  });

  it('goes on after it could not be read once', async () => {
    const world = new World();
    world.session = { account, setup: { views: () => { throw new Error('unreadable'); } } } as unknown as Session;
    await world.glance.update();
    assert.deepEqual(world.failed, ['Could not show how things stand']);
    world.open([]);
    await world.glance.update();
    assert.equal(world.shown, '$(account) me@example.com');
  });
});
