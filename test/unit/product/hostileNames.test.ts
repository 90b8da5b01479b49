import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { reportAsMarkdown } from '../../../src/diagnose/markdown';
import type { RunView } from '../../../src/model/plan';
import { runNode } from '../../../src/ui/activity/runNode';
import { clientSnippets } from '../../../src/ui/checks/clientSnippets';
import { plain } from '../../../src/ui/plain';
import type { TreeNode } from '../../../src/ui/tree/node';
import { ResourcesModel } from '../../../src/ui/tree/resourcesModel';
import { hostile } from '../ui/fixtures';
import { bySsh, ScriptedPrompter } from '../ui/prompts/scriptedPrompter';
import { Canaries } from './canaries';
import { chosen, signIn, targetOf } from './flows';
import { ProductBench } from './productBench';

const { signal } = new AbortController();
// Built from a text, since a linter rightly distrusts control characters in a pattern; here they are what is looked for.
const unseen = new RegExp('[\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e]');
const markup = /<img|\]\(|\$\(|\*\*b/;

describe('Names with control characters, Markdown and HTML from the cloud', function () {
  this.timeout(60_000);
  let bench: ProductBench;
  let view: RunView;
  const prompter = new ScriptedPrompter(...bySsh, { type: '203.0.113.77' });

  before(async () => {
    bench = await ProductBench.start(new Canaries());
    await signIn(bench);
    callEverythingHostile(bench);
    const connection = await chosen(bench, prompter);
    await bench.session.setup.plan(connection, signal);
    const done = await bench.session.runs.start('run', connection.id);
    assert.ok(done !== undefined);
    view = done;
  });

  after(async () => {
    await bench.stop();
    await rm(bench.folder, { recursive: true, force: true });
  });

  it('keep nobody from a connection that works', () => {
    assert.equal(view.state, 'done', JSON.stringify(view.steps.find(({ state }) => state === 'failed')));
  });

  it('are text on one line in every row of the trees, and no markup in a tooltip', async () => {
    const rows = [...await resourceRows(bench), ...await below([runNode(view, 0)])];
    assert.ok(rows.filter(({ view: { label } }) => label.includes('onerror')).length > 20, 'the names are there to be seen');
    for (const { view: { label, description = '', tooltip, spoken } } of rows) {
      for (const text of [label, description, spoken]) {
        assert.doesNotMatch(text, unseen);
        assert.ok(!text.includes('\n'), text);
        assert.doesNotMatch(plain(text), /\]\(|\$\(/);
      }
      assert.doesNotMatch(tooltip, markup);
      assert.doesNotMatch(tooltip, unseen);
    }
  });

  it('are text in every question', () => {
    const shown = prompter.seen.flatMap(({ position, labels }) => [position?.title ?? '', ...labels]);
    assert.ok(shown.some((text) => text.includes('onerror')));
    for (const text of shown) {
      assert.doesNotMatch(text, unseen);
      assert.ok(!text.includes('\n'), text);
    }
  });

  it('are text in the plan\'s document and in the copied report', async () => {
    const [connection] = bench.session.setup.connections();
    assert.ok(connection !== undefined);
    const report = await bench.latestChecks.check(targetOf(bench), signal);
    assert.equal(report.headline.state, 'passed');
    for (const text of [bench.session.setup.document(connection.id), reportAsMarkdown(report)]) {
      assert.doesNotMatch(text, unseen);
      // A fenced picture is text as it is.
      assert.doesNotMatch(text.replace(/```text[\s\S]*?\n```/, ''), markup);
      assert.equal(text.match(/^# /gm)?.length, 1);
    }
  });

  it('break no line of a client configuration', async () => {
    const instance = await bench.session.cloud.resources.getInstance(targetOf(bench).instanceCrn, signal);
    for (const { text } of await clientSnippets(instance, bench.session, targetOf(bench).connectionId)) {
      assert.doesNotMatch(text, unseen);
      assert.ok(text.split('\n').every((line) => !line.startsWith('evil')), text);
    }
  });

  it('give what is made names of their own that the cloud takes', () => {
    const made = bench.session.setup.undoList(view.connectionId).filter(({ crn }) => crn !== undefined);
    assert.ok(made.length > 5);
    for (const { name } of made) assert.match(name, /^[a-z][a-z0-9-]{0,62}$/);
  });
});

/** As the cloud's own checks would never let it happen, but another tool or a broken service might. */
function callEverythingHostile({ sandbox, telemetry }: ProductBench): void {
  const { state } = sandbox;
  telemetry.name = hostile;
  const regions = [...state.regions.values()];
  const rows = regions.flatMap(({ vpcs, subnets, securityGroups, servers, gateways, keys, acls, floatingIps }) =>
    [vpcs, subnets, securityGroups, servers, gateways, keys, acls, floatingIps].flatMap((table) => [...table.values()]));
  rows.forEach((row, index) => { row.name = `${hostile} ${index}`; });
}

async function resourceRows({ session }: ProductBench): Promise<readonly TreeNode[]> {
  const model = new ResourcesModel({
    landscape: session.landscape, chosen: [], filter: '', services: session.kinds.services, now: () => new Date(),
    reachability: () => ({ connections: [], direct: undefined }),
    log: (what, error) => assert.fail(`${what}: ${String(error)}`), arrived: () => undefined,
  });
  await below((await model.roots()).nodes);
  await Promise.all(['ca-mon', 'eu-de'].map((region) => session.landscape.region(region, signal)));
  // What has been loaded arrives in the model with the next turn.
  await new Promise((resume) => setImmediate(resume));
  return below((await model.roots()).nodes);
}

async function below(nodes: readonly TreeNode[]): Promise<readonly TreeNode[]> {
  const children = await Promise.all(nodes.map(async (node) => below(await node.children?.() ?? [])));
  return [...nodes, ...children.flat()];
}
