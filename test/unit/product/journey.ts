import assert from 'node:assert/strict';
import { createIam } from '../../../src/cloud/cloud';
import { reportAsMarkdown } from '../../../src/diagnose/markdown';
import { failureText } from '../../../src/model/failure';
import { Secret } from '../../../src/model/secret';
import { runNode } from '../../../src/ui/activity/runNode';
import { signInByText } from '../../../src/ui/auth/signIn';
import { noticeText } from '../../../src/ui/noticeText';
import type { TreeNode } from '../../../src/ui/tree/node';
import { ResourcesModel } from '../../../src/ui/tree/resourcesModel';
import { textOf } from '../../../src/webview/element';
import { page } from '../../../src/webview/view/page';
import { ScriptedPrompter } from '../ui/prompts/scriptedPrompter';
import { chosen, keyOf, message, targetOf } from './flows';
import type { ProductBench } from './productBench';
import { wide } from './wideLetters';

const { signal } = new AbortController();

/** What is shown at one place, line by line. */
export type Shown = Readonly<Record<string, readonly string[]>>;

/** From the sign-in to the undo; every text that a person sees on the way. */
export async function journey(bench: ProductBench): Promise<Shown> {
  const shown: Record<string, readonly string[]> = { 'the sign-in': await signIn(bench) };
  await bench.open();
  const { setup, runs } = bench.session;
  shown['the resources'] = await resources(bench);
  const prompter = new ScriptedPrompter(
    'enter', 'enter', { take: new RegExp(wide('New virtual server')) }, { take: new RegExp(wide('range that I type')) }, { type: '203.0.113.77' },
  );
  const connection = await chosen(bench, prompter);
  shown['the questions'] = prompter.seen.flatMap(({ position, placeholder, labels }) => [position?.title ?? '', placeholder, ...labels]);
  const plan = await setup.plan(connection, signal);
  shown['the plan'] = [...linesOf(setup.document(plan.connectionId)), ...await rows([runNode(plan, 0)])];
  const done = await runs.start('run', plan.connectionId) ?? plan;
  assert.equal(done.state, 'done', JSON.stringify(done.steps.find(({ state }) => state === 'failed')));
  shown['the run'] = [...linesOf(setup.document(plan.connectionId)), ...await rows([runNode(done, 0)])];
  const report = await bench.latestChecks.check(targetOf(bench), signal);
  shown['the report'] = linesOf(reportAsMarkdown(report));
  const state = { report, running: false, snippets: [] };
  shown['the panel'] = linesOf(textOf(page(state, undefined, { ask: () => undefined, choose: () => undefined })));
  shown['the test message'] = [await message(bench, await keyOf(bench))];
  shown['failures'] = await failures(bench);
  const undone = await runs.start('undo', plan.connectionId);
  assert.equal(undone?.state, 'undone');
  shown['the undo'] = [...linesOf(setup.document(plan.connectionId)), ...await rows([runNode(undone, 0)])];
  return shown;
}

async function signIn(bench: ProductBench): Promise<readonly string[]> {
  const prompter = new ScriptedPrompter({ type: 'no-such-key' }, { type: bench.sandbox.apiKey.reveal() });
  const signedIn = await signInByText('api-key', {
    prompter, iam: () => Promise.resolve(createIam(bench.sandbox.endpoints)), openPasscodePage: () => Promise.resolve(),
  });
  assert.ok(signedIn !== undefined);
  await bench.store.add({ ...signedIn.account, kind: 'cloud' }, signedIn.credential);
  return [...prompter.prompts, ...prompter.refused];
}

async function resources({ session }: ProductBench): Promise<readonly string[]> {
  const model = new ResourcesModel({
    landscape: session.landscape, chosen: [], filter: '', services: session.kinds.services, now: () => new Date(),
    reachability: () => ({ connections: [], direct: undefined }),
    log: (what, error) => assert.fail(`${what}: ${String(error)}`), arrived: () => undefined,
  });
  const before = await rows((await model.roots()).nodes);
  await Promise.all(['ca-mon', 'eu-de'].map((region) => session.landscape.region(region, signal)));
  await new Promise((resume) => setImmediate(resume));
  return [...before, ...await rows((await model.roots()).nodes)];
}

/** Refused by the cloud, by Kafka, and by what is asked for. */
async function failures(bench: ProductBench): Promise<readonly string[]> {
  const { cloud, setup } = bench.session;
  const [connection] = setup.connections();
  assert.ok(connection !== undefined);
  bench.sandbox.faults.add({ service: 'vpc', effect: { kind: 'html' } });
  const works: readonly (() => Promise<unknown>)[] = [
    () => cloud.vpc('ca-mon').listVpcs(signal),
    () => cloud.resources.getInstance('crn', signal),
    () => message(bench, new Secret('wrong-key')),
    () => setup.plan({ ...connection, id: 'other-pc-1a2b', route: 'teleport' }, signal),
  ];
  const told: string[] = [];
  for (const work of works) {
    await assert.rejects(work, (error: unknown) => told.push(noticeText(failureText(error, wide('What was done')))) > 0);
  }
  bench.sandbox.faults.clear();
  return told;
}

async function rows(nodes: readonly TreeNode[]): Promise<readonly string[]> {
  const below = await Promise.all(nodes.map(async ({ view: { label, description = '', tooltip, spoken }, children }) =>
    [label, description, ...linesOf(tooltip), spoken, ...await rows(await children?.() ?? [])]));
  return below.flat();
}

/** As a reader of Markdown shows it. */
function linesOf(text: string): readonly string[] {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))).split('\n').filter((line) => line.trim() !== '');
}
