import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noPassphrases } from '../../../../src/model/passphrases';
import { noSecondFactors } from '../../../../src/model/secondFactors';
import type { RunView } from '../../../../src/model/plan';
import { startSandbox, type Sandbox } from '../../../../src/sandbox/sandbox';
import { sandboxAccount } from '../../../../src/ui/auth/sandboxAccount';
import { kinds } from '../../../../src/ui/kinds';
import { askConnectPrivately } from '../../../../src/ui/prompts/connectPrivately';
import { openSession } from '../../../../src/ui/session/openSession';
import type { Session } from '../../../../src/ui/session/session';
import { connectTools } from '../prompts/connectTools';
import { bySsh, ScriptedPrompter } from '../prompts/scriptedPrompter';
import { Machine, MemoryMemento } from './memory';

const signal = new AbortController().signal;

describe('the whole journey without an editor', function () {
  this.timeout(60_000);
  let folder: string;
  let sandbox: Sandbox;
  let session: Session;
  const machine = new Machine();
  const { vault } = machine;
  let view: RunView;
  const asked = new Set<string>();
  const told: string[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pc-journey-'));
    sandbox = await startSandbox({ folder, pace: 0 });
    const { secrets, store } = machine.window();
    session = await openSession(sandboxAccount, {
      store, secrets, memento: new MemoryMemento(), kinds,
      home: () => Promise.resolve({
        environment: sandbox.environment, folder: join(folder, 'editor'), accountId: sandbox.accountId,
        credential: { kind: 'api-key', apiKey: sandbox.apiKey }, stop: () => sandbox.stop(),
      }),
      passphrases: () => noPassphrases, factors: noSecondFactors,
      timeoutMs: () => 5000, log: (what, error) => console.log(what, error),
      refused: () => assert.fail('signed out'), waiting: () => undefined, changed: () => undefined,
      asked: ({ method, service, status }) => asked.add(`${method} ${service} ${String(status)}`), happened: (line) => told.push(line),
    });
  });

  after(async () => {
    await session.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('plans a connection from the defaults, without making anything', async () => {
    const instance = (await session.landscape.instances(signal)).find(({ name }) => name === 'telemetry');
    const connection = await askConnectPrivately(instance, connectTools(session, kinds, new ScriptedPrompter(...bySsh, { type: '203.0.113.77' })));
    assert.ok(connection !== undefined);
    view = await session.setup.plan(connection, signal);
    assert.equal(view.state, 'plan');
    const others = view.steps.filter(({ state }) => state !== 'exists' && state !== 'to-make');
    assert.deepEqual(others.map(({ title, state, detail }) => [title, state, detail]), []);
  });

  it('runs it to its end, proven up to an answer from Kafka', async () => {
    view = await session.runs.start('run', view.connectionId) ?? view;
    assert.equal(view.state, 'done', JSON.stringify(view.steps.at(-1)));
    assert.equal(session.history.get(view.connectionId)?.passed, true);
  });

  it('has told a log each change of the cloud, and each step with what became of it', () => {
    assert.ok(['POST vpc 201', 'POST resource-controller 201', 'GET vpc 200', 'POST iam 200'].every((line) => asked.has(line)), [...asked].join());
    for (const { title } of view.steps) {
      assert.ok(told.some((line) => line.startsWith(`${view.connectionId}: ${title}: `)), title);
    }
    assert.equal(told.at(-1), `${view.connectionId}: done`);
  });

  it('keeps the service API key under the account, so that it goes with the account', () => {
    const keys = [...vault.kept.keys()].filter((key) => key.includes('.setup.'));
    assert.ok(keys.length > 0 && keys.every((key) => key.startsWith('privateConnect.account.sandbox.')));
  });

  it('undoes what it made, and nothing else', async () => {
    assert.ok(session.setup.undoList(view.connectionId).length > 0);
    view = await session.runs.start('undo', view.connectionId) ?? view;
    assert.equal(view.state, 'undone', JSON.stringify(view.steps.filter(({ state }) => state === 'failed')));
  });
});
