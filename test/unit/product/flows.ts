import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createIam } from '../../../src/cloud/cloud';
import { reportAsMarkdown } from '../../../src/diagnose/markdown';
import type { Connection } from '../../../src/model/connection';
import type { ServerAccess } from '../../../src/model/serverAccess';
import { Secret } from '../../../src/model/secret';
import { readKeyFile } from '../../../src/ssh/keyFile';
import { runNode } from '../../../src/ui/activity/runNode';
import { signInByText } from '../../../src/ui/auth/signIn';
import type { CheckTarget } from '../../../src/ui/checks/checkTarget';
import { askConnectPrivately } from '../../../src/ui/prompts/connectPrivately';
import type { TreeNode } from '../../../src/ui/tree/node';
import { ResourcesModel } from '../../../src/ui/tree/resourcesModel';
import { connectTools } from '../ui/prompts/connectTools';
import { bySsh, ScriptedPrompter, type Act } from '../ui/prompts/scriptedPrompter';
import type { ProductBench } from './productBench';

const { signal } = new AbortController();

/** By passcode and by API key, each first with one that is wrong or used up. */
export async function signIn(bench: ProductBench): Promise<void> {
  const passcode = bench.sandbox.newPasscode();
  bench.canaries.add('passcode', passcode);
  const wrong = 'wrong-canary-key-5f1d0c';
  bench.canaries.add('wrong API key', wrong);
  await entered(bench, 'passcode', [{ take: 'I have a passcode' }, { type: passcode }]);
  await entered(bench, 'passcode', [{ take: 'I have a passcode' }, { type: passcode }, 'escape']);
  await (await bench.open()).landscape.instances(signal);
  await bench.session.close();
  await entered(bench, 'api-key', [{ type: wrong }, { type: bench.sandbox.apiKey.reveal() }]);
  await bench.open();
}

/** Every row of the Resources view, and the JSON of every thing that Show Details can open. */
export async function look(bench: ProductBench): Promise<void> {
  const { landscape, cloud } = bench.session;
  const model = new ResourcesModel({
    landscape, chosen: [], filter: '', now: () => new Date(), services: bench.kinds.services, reachability: () => ({ connections: [], direct: undefined }),
    log: (what, error) => bench.failed(`log: ${what}`, error), arrived: () => undefined,
  });
  const { nodes } = await model.roots();
  // The first walk asks the regions, the second one finds what they answered.
  await walk(bench, nodes);
  await Promise.all([landscape.region('ca-mon', signal), landscape.region('eu-de', signal)]);
  await walk(bench, (await model.roots()).nodes);
  const [vpc] = (await landscape.region('ca-mon', signal)).vpcs;
  const [instance] = await landscape.instances(signal);
  bench.canaries.see('details', await cloud.vpc('ca-mon').readRaw(vpc?.href ?? '', signal));
  bench.canaries.see('details', await cloud.resources.readRaw(instance?.crn ?? '', signal));
}

export async function planAndRun(bench: ProductBench): Promise<void> {
  const { setup, runs } = bench.session;
  const connection = await chosen(bench);
  const plan = await setup.plan(connection, signal);
  bench.canaries.see('the plan\'s document', setup.document(connection.id));
  const done = await runs.start('run', connection.id) ?? plan;
  assert.equal(done.state, 'done', JSON.stringify(done.steps.at(-1)));
  bench.canaries.see('the run', done);
  bench.canaries.see('the run\'s document', setup.document(connection.id));
  await walk(bench, [runNode(done, 0)]);
  bench.canaries.see('connections', setup.connections());
  bench.canaries.see('what an undo deletes', setup.undoList(connection.id));
}

export async function checkAndUse(bench: ProductBench): Promise<void> {
  const report = await bench.latestChecks.check(targetOf(bench), signal);
  assert.equal(report.headline.state, 'passed');
  bench.canaries.see('the copied report', reportAsMarkdown(report));
  const said = await message(bench, await keyOf(bench));
  bench.canaries.see('the test message', said);
  bench.latestChecks.said(targetOf(bench), { ok: true, text: said });
  bench.canaries.see('SSH access', accessOf(bench));
}

/** The key gets a passphrase, which is typed wrongly, refused, typed and kept. */
export async function protectKey(bench: ProductBench): Promise<void> {
  const path = accessOf(bench)?.privateKeyPath ?? '';
  const read = await readKeyFile(path);
  assert.ok(read.kind === 'key');
  const [passphrase, wrong] = ['canary phrase of a key', 'wrong canary phrase'];
  bench.canaries.add('passphrase', passphrase);
  bench.canaries.add('wrong passphrase', wrong);
  await chmod(path, 0o600);
  await writeFile(path, createPrivateKey(read.signer.getPrivatePEM()).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }));
  bench.typist = new ScriptedPrompter({ type: wrong }, 'escape', { type: wrong }, { type: passphrase });
  const refused = await bench.latestChecks.check(targetOf(bench), signal);
  assert.equal(refused.headline.code, 'ssh.no-passphrase');
  bench.canaries.see('the report without a passphrase', reportAsMarkdown(refused));
  const report = await bench.latestChecks.check(targetOf(bench), signal);
  assert.equal(report.headline.state, 'passed');
  bench.canaries.see('the report with a passphrase', reportAsMarkdown(report));
  await Promise.all(bench.keeps.map((keep) => keep()));
  bench.canaries.see('the test message with a passphrase', await message(bench, await keyOf(bench)));
  bench.canaries.see('what the box said', [bench.typist.prompts, bench.typist.refused]);
  bench.canaries.see('what a plan says of the key', await bench.session.setup.plan({ ...connectionOf(bench), id: 'protected-pc-1a2b' }, signal));
  await bench.session.setup.forget('protected-pc-1a2b');
}

/** Each failure is thrown, logged, shown and kept with a secret in use. */
export async function failInEveryWay(bench: ProductBench): Promise<void> {
  const { faults } = bench.sandbox;
  const { cloud, setup } = bench.session;
  const vpcs = (): Promise<unknown> => cloud.vpc('ca-mon').listVpcs(signal);
  faults.add({ service: 'vpc', effect: { kind: 'refuse', status: 403, code: 'not_authorized', message: 'Not authorized' } });
  await bench.fails('403', vpcs);
  const [region] = (await bench.session.landscape.regions(signal));
  bench.canaries.see('region', region);
  bench.canaries.see('a blocked plan', await setup.plan({ ...connectionOf(bench), id: 'blocked-pc-1a2b' }, signal));
  await setup.forget('blocked-pc-1a2b');
  faults.clear();
  for (const effect of [{ kind: 'html' }, { kind: 'status', status: 400, body: { odd: true } }, { kind: 'expired-token' }] as const) {
    const id = faults.add({ service: 'vpc', effect });
    await bench.fails(effect.kind, vpcs);
    faults.remove(id);
  }
  const id = faults.add({ service: 'resourceController', method: 'POST', effect: { kind: 'drop' } });
  await bench.fails('a lost answer', () => cloud.resources.createKey(
    { name: 'lost', instanceCrn: connectionOf(bench).instance.crn, role: 'Reader', parameters: {} }, signal,
  ));
  faults.remove(id);
  await bench.fails('a wrong key', () => message(bench, new Secret('wrong-canary-key-5f1d0c')));
  await bench.fails('a topic that is not there', async () => message(bench, await keyOf(bench), 'not-there'));
  await otherHostKey(bench);
}

export async function undo(bench: ProductBench): Promise<void> {
  const view = await bench.session.runs.start('undo', connectionOf(bench).id);
  assert.equal(view?.state, 'undone', JSON.stringify(view?.steps.filter(({ state }) => state === 'failed')));
  bench.canaries.see('the undone run', view);
}

/** A server that shows another host key: the checks and the report name it. */
async function otherHostKey(bench: ProductBench): Promise<void> {
  const access = accessOf(bench);
  const other = 'AAAAC3NzaC1lZDI1NTE5AAAAIE0000000000000000000000000000000000000000000';
  await writeFile(access?.knownHostsPath ?? join(bench.product, 'none'), `${access?.host ?? ''} ssh-ed25519 ${other}\n`);
  const report = await bench.latestChecks.check(targetOf(bench), signal);
  assert.equal(report.headline.code, 'ssh.host-key-changed');
  bench.canaries.see('the report of a failure', reportAsMarkdown(report));
}

async function entered(bench: ProductBench, way: 'api-key' | 'passcode', acts: readonly Act[]): Promise<void> {
  const prompter = new ScriptedPrompter(...acts);
  const signedIn = await signInByText(way, {
    prompter, iam: () => Promise.resolve(createIam(bench.sandbox.endpoints)), openPasscodePage: () => Promise.resolve(),
  });
  bench.canaries.see('what the box said', prompter.refused);
  bench.canaries.see('who signed in', signedIn);
  if (signedIn !== undefined) await bench.store.add({ ...signedIn.account, kind: 'cloud' }, signedIn.credential);
}

/** The answers to Connect Privately that take a default wherever there is one. */
export async function chosen(
  bench: ProductBench, prompter = new ScriptedPrompter(...bySsh, { type: '203.0.113.77' }),
): Promise<Connection> {
  const { session } = bench;
  const instance = (await session.landscape.instances(signal)).find(({ guid }) => guid === bench.telemetry.id);
  const connection = await askConnectPrivately(instance, connectTools(session, bench.kinds, prompter));
  bench.canaries.see('the questions', prompter.seen);
  assert.ok(connection !== undefined);
  return connection;
}

/** As Send Test Message… does it: to a topic where one is named, else to a scratch topic. */
export async function message({ session, kinds }: ProductBench, secret: Secret, topic?: string): Promise<string> {
  const [connection] = session.setup.connections();
  assert.ok(connection !== undefined);
  const { id, instance, role, service } = connection;
  const proof = await kinds.proofs.find((entry) => entry.service === service)?.load();
  const prove = await proof?.ask(new ScriptedPrompter(...topic === undefined ? ['enter' as const] : [{ take: /topic that I name/ }, { type: topic }]), { role, held: [] });
  const { all, meant } = session.setup.vantages(id);
  const vantage = all.find((each) => each.id === meant);
  assert.ok(prove !== undefined && vantage !== undefined);
  const network = await vantage.open(signal);
  try {
    const { members } = await session.cloud.resources.getInstance(instance.crn, signal);
    return await prove({ network, through: vantage.name, members, secret, authorities: session.environment.authorities }, signal);
  } finally {
    network.close();
  }
}

export async function keyOf(bench: ProductBench): Promise<Secret> {
  const key = await bench.session.setup.secret(connectionOf(bench).id);
  assert.ok(key !== undefined);
  return key;
}

/** How to log in to the server of the connection. */
export function accessOf(bench: ProductBench): ServerAccess | undefined {
  const { all, meant } = bench.session.setup.vantages(connectionOf(bench).id);
  return all.find(({ id }) => id === meant)?.access;
}

function connectionOf(bench: ProductBench): Connection {
  const [connection] = bench.session.setup.connections();
  assert.ok(connection !== undefined);
  return connection;
}

export function targetOf(bench: ProductBench): CheckTarget {
  const { id, instance } = connectionOf(bench);
  return { instanceCrn: instance.crn, instanceName: instance.name, connectionId: id };
}

async function walk(bench: ProductBench, nodes: readonly TreeNode[]): Promise<void> {
  for (const { view, subject, children } of nodes) {
    bench.canaries.see(`row ${view.label}`, { view, subject });
    await walk(bench, await children?.() ?? []);
  }
}
