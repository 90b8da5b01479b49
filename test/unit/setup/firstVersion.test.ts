import { Peer, assertUnchanged, never, sshFiles, states, stepOf } from './support';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { newKeyPair } from '../../../src/ssh/keyPair';
import { readPrivateKey } from '../../../src/ssh/privateKey';
import { Secret } from '../../../src/model/secret';
import { stateFile, type StateFile } from '../../../src/sandbox/state/state';
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { dirname, join, relative } from 'node:path';
import * as v from 'valibot';

const id = 'telemetry-pc-1a2b';

/** Files that the first version wrote. What differs from one machine to the next has a name in braces: {{folder}}, {{publicKey}}, {{fingerprint}}. */
const fixtures = fileURLToPath(new URL('fixtures/firstVersion', import.meta.url));

/** Killed after the endpoint gateway was asked for and before its answer was written down; or run to its end. */
type Left = 'interrupted' | 'done';

describe('What the first version of Private Connect left', function () {
  this.timeout(60_000);
  let peer: Peer;
  afterEach(() => peer.stop());

  it('in the middle of a run is shown, goes on to its end with nothing made twice, and is undone to the account as before', async () => {
    peer = await leftBehind('interrupted');
    const [account, file] = [await accountBefore(), await connectionFile(peer)];
    const setup = peer.setup();
    await setup.load();
    const [shown] = setup.views();
    assert.equal(shown?.state, 'interrupted');
    assert.match(shown.title, /^Connect telemetry through [\w-]+-server$/);
    assert.match(states(shown), /server made, floating-ip made, gateway cancelled, credential waiting, ssh-host waiting/);
    assert.deepEqual(setup.damaged(), []);
    const [connection] = setup.connections();
    assert.deepEqual([connection?.service, connection?.role], ['event-streams', 'Writer']);
    assert.doesNotMatch(JSON.stringify(connection?.choices), /credentialRole/);
    peer.forgetExchanges();
    const view = await setup.run(id, never);
    assert.equal(view.state, 'done', states(view));
    assert.deepEqual(peer.writes(), ['POST /v2/resource_keys'], 'all but the credential was there');
    assert.equal(stepOf(view, 'gateway').state, 'made', 'the gateway whose answer was lost is ours');
    assert.equal(await connectionFile(peer), file, 'a file is not rewritten for being read');
    await undone(peer, account);
  });

  it('after a run is shown as done, has its secret, and is undone to the account as before', async () => {
    peer = await leftBehind('done');
    const account = await accountBefore();
    const setup = peer.setup();
    await setup.load();
    const [shown] = setup.views();
    assert.equal(shown?.state, 'done');
    assert.equal((await setup.secret(id))?.reveal(), [...peer.vault.secrets.values()][0]?.reveal() ?? 'none');
    assert.equal(setup.vantages(id).meant, 'server');
    await undone(peer, account);
  });

  it('after a run is found whole by a plan, and by another run that makes nothing', async () => {
    peer = await leftBehind('done');
    const account = await accountBefore();
    const setup = peer.setup();
    await setup.load();
    const [connection] = setup.connections();
    assert.ok(connection !== undefined);
    const plan = await setup.plan(connection, never);
    assert.deepEqual(plan.steps.filter(({ state }) => state !== 'made' && state !== 'exists'), []);
    peer.forgetExchanges();
    assert.equal((await setup.run(id, never)).state, 'done');
    assert.deepEqual(peer.writes(), []);
    assert.match(await connectionFile(peer), /"version": 2/);
    await undone(peer, account);
  });
});

async function undone(peer: Peer, account: readonly string[]): Promise<void> {
  const setup = peer.setup();
  await setup.load();
  const view = await setup.undo(id, never);
  assert.equal(view.state, 'undone', states(view));
  await assertUnchanged(peer, account);
  assert.deepEqual(await sshFiles(peer), []);
  assert.equal(peer.vault.secrets.size, 0);
  await setup.forget(id);
  assert.deepEqual(await readdir(join(peer.folder, 'connections')), []);
}

/** A peer whose account, saved connection, SSH folder and vault are those that the first version left. */
async function leftBehind(left: Left): Promise<Peer> {
  const { privateKey } = newKeyPair(`${id}-key`);
  const read = readPrivateKey(privateKey);
  assert.ok(read.kind === 'key');
  const { line, fingerprint } = read.publicKey;
  const state = await fixture(`${left}/state.json`);
  const peer = await Peer.start({ seed: parsedState(state.replaceAll('{{publicKey}}', line).replaceAll('{{fingerprint}}', fingerprint)) });
  await layOut(left, peer.folder);
  await writeFile(join(peer.sandbox.environment.sshFolder, id), privateKey, { mode: 0o400 });
  await writeFile(join(peer.sandbox.environment.sshFolder, `${id}.pub`), `${line} ${id}-key\n`);
  const vault = v.parse(v.record(v.string(), v.string()), JSON.parse(await fixture(`${left}/vault.json`)));
  for (const [key, secret] of Object.entries(vault)) {
    await peer.vault.store(key, new Secret(secret));
  }
  return peer;
}

/** What the account had before that run. */
async function accountBefore(): Promise<readonly string[]> {
  const peer = await Peer.start({ seed: parsedState(await fixture('before.json')) });
  try {
    return await peer.account();
  } finally {
    await peer.stop();
  }
}

/** Copies connections and SSH folder to where a window looks for them. */
async function layOut(left: Left, folder: string): Promise<void> {
  const root = join(fixtures, left);
  const entries = (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile() && entry.parentPath !== root);
  for (const entry of entries) {
    const from = join(entry.parentPath, entry.name);
    const to = join(folder, relative(root, from));
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    await writeFile(to, (await readFile(from, 'utf8')).replaceAll('{{folder}}', folder));
  }
}

function parsedState(text: string): StateFile {
  return v.parse(stateFile, JSON.parse(text));
}

function fixture(path: string): Promise<string> {
  return readFile(join(fixtures, path), 'utf8');
}

function connectionFile({ folder }: Peer): Promise<string> {
  return readFile(join(folder, 'connections', `${id}.connection.json`), 'utf8');
}
