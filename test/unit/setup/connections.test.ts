import { Peer, never } from './support';
import type { Connection } from '../../../src/model/connection';
import type { LoadedRoute, RouteEntry } from '../../../src/setup/routes/route';
import type { Setup } from '../../../src/setup/setup';
import { loaded } from '../../../src/setup/routes/take';
import { routes } from '../../../src/setup/routes/list';
import { vsi } from '../../../src/setup/routes/vsi/route';
import { writeFile } from 'node:fs/promises';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { join } from 'node:path';

const good = 'telemetry-pc-1a2b';
const bad = 'orders-pc-2b3c';

/** A peer with two saved connections; the test spoils the one called bad. */
describe('Beside a sound connection', function () {
  this.timeout(60_000);
  let peer: Peer;
  let connection: Connection;
  beforeEach(async () => {
    peer = await Peer.start();
    await peer.setup().save(await peer.connection(good));
    connection = await peer.connection(bad, {}, 'orders');
  });
  afterEach(() => peer.stop());

  const other = (changes: object): string => JSON.stringify({ version: 2, ...connection, ...changes });
  const files: readonly (readonly [string, string, RegExp, () => string])[] = [
    ['of a newer version', 'setup.newer-version', /Update/, () => other({ version: 3 })],
    ['that was cut off', 'setup.damaged-file', /copy/, () => other({}).slice(0, 300)],
    ['that is empty', 'setup.damaged-file', /copy/, () => ''],
    ['of an unknown route', 'setup.unknown-route', /Update/, () => other({ route: 'ferry' })],
    ['of an unknown service', 'setup.unknown-service', /Update/, () => other({ service: 'sloop' })],
    ['with the choices of another route', 'setup.damaged-choices', /Correct/, () => other({ choices: { dock: 'north', sailors: 3 } })],
    ['with choices that are none', 'setup.damaged-choices', /Correct/, () => other({ choices: [] })],
    ['of the version before, of an unknown route', 'setup.damaged-file', /Correct/, () => JSON.stringify({ ...connection, route: 'ferry' })],
    ['that is a copy under another name', 'setup.damaged-file', /name/, () => other({ id: good })],
  ];
  for (const [what, code, next, text] of files) {
    it(`a file ${what} is shown as damaged, never run, and stays as it is`, async () => {
      const path = join(peer.folder, 'connections', `${bad}.connection.json`);
      await writeFile(path, text());
      const setup = peer.setup();
      await setup.load();
      await assertDamaged(setup, code, next);
      await assertSound(setup);
      assert.equal((await peer.files()).get(path), Buffer.from(text()).toString('latin1'));
    });
  }

  it('whatever JSON a file holds, nothing throws, the file stays, and the other is there', async () => {
    const path = join(peer.folder, 'connections', `${bad}.connection.json`);
    const names = ['id', 'instance', 'route', 'service', 'role', 'choices', 'version', 'createdAt', '__proto__'];
    const change = fc.tuple(fc.constantFrom(...names), fc.jsonValue()).map(([name, value]) => other({ [name]: value }));
    await fc.assert(fc.asyncProperty(fc.oneof(change, fc.jsonValue().map((value) => JSON.stringify(value))), async (text) => {
      await writeFile(path, text);
      const setup = peer.setup();
      await setup.load();
      setup.views();
      assert.ok(setup.connections().some(({ id }) => id === good));
      assert.equal((await peer.files()).get(path), Buffer.from(text).toString('latin1'));
    }), { seed: 3, numRuns: 100 });
  });

  it('a damaged one that is put right is there again', async () => {
    const path = join(peer.folder, 'connections', `${bad}.connection.json`);
    await writeFile(path, '{');
    const setup = peer.setup();
    await setup.load();
    assert.deepEqual(setup.damaged().map(({ id }) => id), [bad]);
    await writeFile(path, other({}));
    await setup.load();
    assert.deepEqual(setup.damaged(), []);
    assert.deepEqual(setup.connections().map(({ id }) => id), [good, bad]);
  });

  type Part = keyof typeof vsi | 'load';
  const parts: readonly Part[] = ['load', 'schema', 'words', 'frame', 'refuse', 'steps', 'path', 'openings'];
  for (const part of parts) {
    it(`one whose route throws in its "${part}" is damaged alone`, async () => {
      await peer.setup({ routes: [...routes, ferry()] }).save({ ...connection, route: 'ferry' });
      const before = await peer.files();
      const setup = peer.setup({ routes: [...routes, ferry(part)] });
      await setup.load();
      await assertDamaged(setup, 'setup.route-defect', /log/);
      await assertSound(setup);
      assert.deepEqual(await saved(peer), savedOf(before));
    });
  }

  it('one whose route throws in its "vantages" is damaged from then on, and nothing of it is lost', async () => {
    const setup = peer.setup({ routes: [...routes, ferry('vantages')] });
    await setup.plan({ ...connection, route: 'ferry' }, never);
    assert.equal((await setup.run(bad, never)).state, 'done');
    const before = await peer.files();
    assert.throws(() => setup.vantages(bad), { code: 'setup.route-defect' });
    await assertDamaged(setup, 'setup.route-defect', /log/);
    await assertSound(setup);
    assert.deepEqual(await saved(peer), savedOf(before));
    const mended = peer.setup({ routes: [...routes, ferry()] });
    await mended.load();
    assert.equal(mended.views()[0]?.state, 'done');
    assert.equal((await mended.undo(bad, never)).state, 'undone');
  });

  it('a damaged one is neither saved over nor forgotten, whatever is wrong with it', async () => {
    const path = join(peer.folder, 'connections', `${bad}.connection.json`);
    const setup = peer.setup({ routes: [...routes, ferry('vantages')] });
    await setup.save(connection);
    for (const [text, code] of [[other({ version: 3 }), 'setup.newer-version'], [other({ service: 'sloop' }), 'setup.unknown-service']] as const) {
      await writeFile(path, text);
      await assert.rejects(setup.plan(connection, never), { code });
      await assert.rejects(setup.forget(bad), { code });
      assert.equal((await peer.files()).get(path), text);
    }
    const ferried = { ...connection, route: 'ferry' };
    await writeFile(path, other({ route: 'ferry' }));
    await setup.plan(ferried, never);
    assert.throws(() => setup.vantages(bad), { code: 'setup.route-defect' });
    await assert.rejects(setup.plan(ferried, never), { code: 'setup.route-defect' });
    await assertDamaged(setup, 'setup.route-defect', /log/);
    await writeFile(path, other({}));
    await setup.load();
    assert.deepEqual(setup.damaged(), []);
    assert.equal((await setup.plan(connection, never)).state, 'plan');
  });

  /** What the user is told of the bad one; that it is told to whoever wants to work at it; and that nothing is asked for. */
  async function assertDamaged(setup: Setup, code: string, next: RegExp): Promise<void> {
    const [view, ...more] = setup.views().filter(({ state }) => state === 'damaged');
    assert.deepEqual([view?.connectionId, view?.steps, more], [bad, [], []]);
    assert.equal(view?.problem?.code, code);
    assert.match(view.problem.next, next);
    assert.ok(view.problem.what.includes(bad) && view.problem.why !== '', JSON.stringify(view.problem));
    peer.forgetExchanges();
    await assert.rejects(setup.run(bad, never), { code });
    await assert.rejects(setup.undo(bad, never), { code });
    assert.deepEqual(peer.writes(), []);
  }

  /** The good one is there and can be worked at. */
  async function assertSound(setup: Setup): Promise<void> {
    const sound = setup.connections().find(({ id }) => id === good);
    assert.ok(sound !== undefined, 'the other one is gone');
    const plan = await setup.plan(sound, never);
    assert.deepEqual([plan.state, plan.steps.filter(({ state }) => state === 'blocked')], ['plan', []]);
  }
});

/** The route through a virtual server under another name, with one part that throws. */
function ferry(broken?: keyof typeof vsi | 'load'): RouteEntry {
  const sunk = (): never => { throw new TypeError('sunk'); };
  const parts = { ...vsi, id: 'ferry' };
  const route = broken === undefined || broken === 'load' || broken === 'id' ? parts : { ...parts, [broken]: sunk };
  return { id: 'ferry', load: () => broken === 'load' ? Promise.reject(new TypeError('sunk')) : Promise.resolve(loadedBroken(route, broken)) };
}

/** A schema is a value: it throws where it is asked. */
function loadedBroken(route: typeof vsi, broken: string | undefined): LoadedRoute {
  if (broken !== 'schema') {
    return loaded(route);
  }
  return loaded({ ...vsi, id: 'ferry', schema: { ...vsi.schema, '~run': (): never => { throw new TypeError('sunk'); } } });
}

/** Files of the saved connections: what of a connection must not get lost. */
function savedOf(files: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  return [...files].filter(([path]) => path.includes(bad) && /\.(?:connection\.json|journal\.jsonl)$/.test(path)).sort();
}

async function saved(peer: Peer): Promise<readonly (readonly [string, string])[]> {
  return savedOf(await peer.files());
}
