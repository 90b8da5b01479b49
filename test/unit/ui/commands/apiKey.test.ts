import assert from 'node:assert/strict';
import type { Connection } from '../../../../src/model/connection';
import { CommandBench } from './commandBench';

const { signal } = new AbortController();

describe('the command that copies an API key', function () {
  this.timeout(60_000);
  let bench: CommandBench;
  let connection: Connection;

  before(async () => {
    bench = await CommandBench.start();
    connection = await bench.connected();
  });
  after(() => bench.stop());
  beforeEach(() => {
    bench.done.length = 0;
    bench.said.length = 0;
  });

  const key = async (): Promise<string | undefined> => (await bench.session.setup.secret(connection.id))?.reveal();
  const credentials = async (): Promise<readonly string[]> =>
    (await bench.session.cloud.resources.listKeys(connection.instance.crn, signal)).map(({ id }) => id);

  /** The vault loses it, and the cloud shows it again or does not. */
  async function lose(shownOnce: boolean): Promise<void> {
    const { kept } = bench.product.vault;
    [...kept.keys()].filter((name) => name.includes('.setup.')).forEach((name) => kept.delete(name));
    const row = [...bench.product.sandbox.state.instances.values()].find(({ crn }) => crn === connection.instance.crn);
    assert.ok(row !== undefined);
    Object.assign(row, { oneTimeCredentials: shownOnce });
    assert.equal(await key(), undefined);
  }

  it('reads a lost key again where the cloud still shows it, without asking', async () => {
    const [before, made] = [await key(), await credentials()];
    await lose(false);
    await bench.succeed('privateConnect.copyApiKey', { kind: 'connection', connection });
    assert.equal(bench.last, `copy ${before ?? ''}`);
    assert.deepEqual(await credentials(), made);
  });

  it('offers a new one where the key is lost, and makes and deletes nothing unasked', async () => {
    const made = await credentials();
    await lose(true);
    await bench.succeed('privateConnect.copyApiKey', { kind: 'connection', connection }, 'escape');
    assert.match(bench.prompter.seen[0]?.placeholder ?? '', /The API key of "telemetry" is lost/);
    assert.deepEqual([bench.done.filter((line) => line.startsWith('copy')), await credentials()], [[], made]);
  });

  it('makes the new one in place of the old, and copies it', async () => {
    const before = await credentials();
    await lose(true);
    await bench.succeed('privateConnect.copyApiKey', { kind: 'connection', connection }, { take: /new service credential/ });
    const after = await credentials();
    assert.equal(after.length, before.length);
    assert.notDeepEqual(after, before);
    assert.equal(bench.last, `copy ${await key() ?? 'none'}`);
    assert.equal(bench.session.setup.views().find(({ connectionId }) => connectionId === connection.id)?.state, 'done');
  });

  it('takes the connection that the panel is about', async () => {
    const target = { instanceCrn: connection.instance.crn, instanceName: 'telemetry', connectionId: connection.id };
    await bench.succeed('privateConnect.copyApiKey', { kind: 'target', target });
    assert.equal(bench.last, `copy ${await key() ?? 'none'}`);
  });

  it('leaves a run that can be gone on with where no new one can be made', async () => {
    await lose(true);
    const { faults } = bench.product.sandbox;
    const id = faults.add({
      service: 'resourceController', method: 'POST', effect: { kind: 'refuse', status: 403, code: 'not_authorized', message: 'Not authorized' },
    });
    const failure = await bench.fail('privateConnect.copyApiKey', { kind: 'connection', connection }, { take: /new service credential/ });
    faults.remove(id);
    assert.match(failure.why, /Not authorized/);
    assert.equal(bench.session.setup.views().find(({ connectionId }) => connectionId === connection.id)?.state, 'failed');
    assert.equal((await bench.session.setup.run(connection.id, signal)).state, 'done');
  });

  it('makes none for a connection that is undone, whichever panel or row still offers it', async () => {
    assert.equal((await bench.session.setup.undo(connection.id, signal)).state, 'undone');
    const before = await credentials();
    const target = { instanceCrn: connection.instance.crn, instanceName: 'telemetry', connectionId: connection.id };
    for (const subject of [{ kind: 'target', target }, { kind: 'connection', connection }] as const) {
      const failure = await bench.fail('privateConnect.copyApiKey', subject);
      assert.deepEqual([failure.code, failure.what], ['ui.not-in-state', 'There is no API key to copy']);
    }
    assert.deepEqual(await credentials(), before);
  });
});
