import type { Failure } from '../../../src/model/failure';
import { Peer, never } from './support';
import { Secret } from '../../../src/model/secret';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

const id = 'telemetry-pc-1a2b';

describe('The service API key', () => {
  let peer: Peer;
  beforeEach(async () => { peer = await Peer.start(); });
  afterEach(() => peer.stop());

  it('is in the vault alone: in no file, no view, no error, no saved connection', async () => {
    const seen: unknown[] = [];
    const setup = peer.setup();
    setup.onDidChange(() => seen.push(setup.views()));
    await setup.plan(await peer.connection(id), never);
    await setup.run(id, never);
    const secret = (await setup.secret(id))?.reveal() ?? '';
    assert.ok(secret.length > 5);
    for (const [path, text] of await peer.files()) {
      assert.ok(!text.includes(secret), path);
    }
    assert.ok(!JSON.stringify([seen, setup.connections(), setup.undoList(id)]).includes(secret));
  });

  it('is kept before the journal says that there is one', async () => {
    const journal = `${peer.folder}/connections/${id}.journal.jsonl`;
    const lines: string[] = [];
    const store = peer.vault.store.bind(peer.vault);
    peer.vault.store = async (key, secret) => {
      lines.push(...(await readFile(journal, 'utf8')).trim().split('\n').slice(-1));
      await store(key, secret);
    };
    const setup = peer.setup();
    await setup.plan(await peer.connection(id), never);
    await setup.run(id, never);
    assert.match(lines[0] ?? '', /"type":"intent","step":"credential"/);
  });

  it('that was lost with its vault is replaced, and the worthless credential deleted', async () => {
    const setup = peer.setup();
    const connection = await peer.connection(id);
    await setup.plan(connection, never);
    await setup.run(id, never);
    peer.vault.secrets.clear();
    const plan = await setup.plan(connection, never);
    assert.match(plan.steps.find((step) => step.id === 'credential')?.detail ?? '', /exists|replaces one whose secret was lost/);
    assert.equal((await setup.run(id, never)).state, 'done');
    assert.ok(await setup.secret(id) instanceof Secret);
    const keys = await peer.cloud.resources.listKeys(connection.instance.crn, never);
    assert.equal(keys.filter(({ name }) => name === `${id}-credential`).length, 1);
  });

  it('that was lost is not replaced by a run that goes on unasked: it is said first, and nothing is deleted until it is gone on with', async () => {
    const setup = peer.setup();
    const connection = await peer.connection(id);
    await setup.plan(connection, never);
    await setup.run(id, never);
    const before = await peer.cloud.resources.listKeys(connection.instance.crn, never);
    peer.vault.secrets.clear();
    const later = peer.setup();
    await later.load();
    peer.forgetExchanges();
    await assert.rejects(later.run(id, never), (error: Error & { code?: string; why?: string }) =>
      error.code === 'setup.plan-changed' && /would replace the service credential .*-credential, whose secret .*clients that have it are refused/.test(error.why ?? ''));
    assert.deepEqual(peer.writes(), []);
    assert.deepEqual((await peer.cloud.resources.listKeys(connection.instance.crn, never)).map((key) => key.id), before.map((key) => key.id));
    assert.equal((await later.run(id, never)).state, 'done', 'now it was said');
    assert.ok(await later.secret(id) instanceof Secret);
  });

  it('that gets lost after the plan was looked at stops the run before anything is written', async () => {
    const setup = peer.setup();
    const connection = await peer.connection(id);
    await setup.plan(connection, never);
    await setup.run(id, never);
    await setup.plan(connection, never);
    peer.vault.secrets.clear();
    peer.forgetExchanges();
    await assert.rejects(setup.run(id, never), ({ code, why }: Failure) => {
      assert.equal(code, 'setup.not-as-planned');
      assert.match(why, /^It would replace the service credential /);
      return true;
    });
    assert.deepEqual(peer.writes(), []);
    assert.equal((await setup.resume(id, never)).state, 'done');
  });

  it('of a credential that someone else made under our name is not asked for again: the plan says so', async () => {
    const connection = await peer.connection(id);
    await peer.cloud.resources.createKey(
      { name: `${id}-credential`, instanceCrn: connection.instance.crn, role: 'Reader', parameters: {} }, never,
    );
    const plan = await peer.setup().plan(connection, never);
    const step = plan.steps.find((other) => other.id === 'credential');
    assert.equal(step?.state, 'blocked');
    assert.match(step.detail, /shown only once, elsewhere/);
  });
});
