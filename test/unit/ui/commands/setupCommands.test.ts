import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bySsh, type Act } from '../prompts/scriptedPrompter';
import { run } from '../fixtures';
import { CommandBench } from './commandBench';

const answers: readonly Act[] = [...bySsh, { type: '203.0.113.77' }];

describe('the commands of a connection, from its plan to its undo', function () {
  this.timeout(60_000);
  let bench: CommandBench;

  before(async () => { bench = await CommandBench.start(); });
  after(() => bench.stop());
  afterEach(async () => {
    bench.product.sandbox.faults.clear();
    bench.done.length = 0;
    bench.failures.length = 0;
    for (const { id } of bench.session.setup.connections().filter((each) => bench.session.setup.undoList(each.id).length === 0)) {
      await bench.session.setup.forget(id);
    }
  });

  it('ask, plan and show the plan, and make nothing', async () => {
    await bench.succeed('privateConnect.connectPrivately', { kind: 'instance', instance: await bench.instance('telemetry') }, ...answers);
    const [connection] = bench.session.setup.connections();
    assert.equal(connection?.instance.name, 'telemetry');
    assert.equal(connection.role, 'Manager', 'as it is set');
    assert.deepEqual(bench.done, ['reveal activity', 'run privateConnect.showPlan connection']);
    assert.deepEqual(bench.session.setup.undoList(connection.id), []);
    await bench.succeed('privateConnect.showPlan', { kind: 'connection', connection });
    assert.equal(bench.last, `plan ${connection.id}`);
  });

  it('lead to a first connection where there is none to work at, and to the others where none fits', async () => {
    assert.equal((await bench.fail('privateConnect.run')).code, 'ui.no-connection');
    await bench.planned();
    assert.equal((await bench.fail('privateConnect.cancelRun')).code, 'ui.nothing-to-choose');
  });

  it('ask for the instance from the palette, and plan nothing when the person changes their mind', async () => {
    await bench.succeed('privateConnect.connectPrivately', undefined, { take: 'telemetry' }, 'back', 'escape');
    assert.deepEqual(bench.session.setup.connections(), []);
    assert.equal(bench.prompter.seen[0]?.placeholder, 'Which Event Streams instance?');
  });

  it('keep nothing of a plan that could not be made, and offer to try again with the same answers', async () => {
    const subject = { kind: 'instance', instance: await bench.instance('telemetry') } as const;
    // What the questions ask is answered; what the plan asks besides is not.
    bench.product.sandbox.faults.add({ service: 'vpc', path: '/subnets', effect: { kind: 'html' } });
    await bench.run('privateConnect.connectPrivately', subject, ...answers);
    const [shown] = bench.failures.splice(0);
    assert.equal(shown?.what, 'Could not plan the connection');
    assert.deepEqual(bench.session.setup.connections(), []);
    bench.product.sandbox.faults.clear();
    const [retry] = shown.actions;
    assert.equal(retry?.title, 'Retry');
    await retry.run();
    assert.deepEqual(bench.session.setup.views().map(({ state }) => state), ['plan']);
    assert.deepEqual(bench.failures, []);
  });

  it('run the only plan without asking which, and undo it after its name was typed', async () => {
    const { id } = await bench.planned();
    await bench.succeed('privateConnect.run');
    assert.equal(bench.session.setup.views()[0]?.state, 'done');
    assert.equal(bench.session.history.get(id)?.passed, true);
    await bench.succeed('privateConnect.undo', undefined, 'escape');
    assert.equal(bench.session.setup.views()[0]?.state, 'done', 'nothing was confirmed');
    await bench.succeed('privateConnect.undo', undefined, { type: 'orders' }, { type: 'telemetry' });
    assert.match(bench.prompter.refused.join(), /^That is not "telemetry": nothing was changed\./);
    assert.equal(bench.session.setup.views()[0]?.state, 'undone');
    assert.equal(bench.session.history.get(id), undefined);
  });

  it('list what an undo deletes, a row a thing, and apart what stays and why, while the name is typed', async () => {
    const { id } = await bench.connected();
    const goes = bench.session.setup.undoList(id).map(({ what }) => what);
    const found = bench.session.setup.undoLeaves(id);
    assert.ok(goes.length > 5 && found.length > 0);
    await bench.succeed('privateConnect.undo', undefined, { type: 'telemetry' });
    const [loss, ...others] = bench.prompter.losses;
    assert.deepEqual(others, []);
    assert.deepEqual([loss?.title, loss?.name, loss?.deed], ['Undo the Connection to "telemetry"', 'telemetry', `delete ${goes.length} things`]);
    assert.deepEqual(loss?.rows.filter(({ icon }) => icon === 'trash').map(({ text }) => text), goes);
    assert.deepEqual(loss.rows.filter(({ icon }) => icon === 'pinned').map(({ text }) => text), [
      ...found.map((what) => `Stays: ${what} (it was there before)`), 'Stays: whatever someone else uses by then. Who that is will be said.',
    ]);
  });

  it('say a failed run once, with what to do, and go on from there', async () => {
    await bench.planned();
    bench.product.sandbox.faults.add({
      method: 'POST', path: '/floating_ips$', effect: { kind: 'refuse', status: 403, code: 'not_authorized', message: 'No.' },
    });
    const failure = await bench.fail('privateConnect.run');
    assert.match(failure.next, /administrator/);
    bench.product.sandbox.faults.clear();
    await bench.succeed('privateConnect.retryFromHere');
    assert.equal(bench.session.setup.views()[0]?.state, 'done');
    await bench.succeed('privateConnect.undo', undefined, { type: 'telemetry' });
  });

  it('leave no report that says it works once it was undone', async () => {
    const { id, instance } = await bench.connected();
    const target = { instanceCrn: instance.crn, instanceName: instance.name, connectionId: id };
    await bench.product.latestChecks.check(target, new AbortController().signal);
    const shown = () => bench.product.latestChecks.state(target), said = () => shown()?.snippets.map(({ text }) => text).join('\n') ?? '';
    const way = new RegExp(`(?:ssh|scp) .*${id}`);
    assert.deepEqual([shown()?.report.headline.state, shown()?.connected, way.test(said())], ['passed', true, true]);
    await bench.succeed('privateConnect.undo', undefined, { type: 'telemetry' });
    assert.deepEqual([shown()?.report.headline.text.slice(0, 13), shown()?.connected], ['It was undone', undefined]);
    assert.match(said(), /Run the plan/);
    assert.doesNotMatch(said(), way);
  });

  it('tell the end of a run out of sight, with what comes next, and nothing of one that is looked at', async () => {
    await bench.planned();
    bench.seen = false;
    await bench.succeed('privateConnect.run');
    assert.match(bench.said.pop() ?? '', /^"telemetry" is connected: .* is done\.$/);
    await bench.succeed('privateConnect.undo', undefined, { type: 'telemetry' });
    assert.match(bench.said.pop() ?? '', /^The connection to "telemetry" is undone/);
    bench.seen = true;
    await bench.succeed('privateConnect.run', { kind: 'connection', connection: bench.session.setup.connections()[0] ?? await bench.planned() });
    await bench.succeed('privateConnect.undo', undefined, { type: 'telemetry' });
    assert.deepEqual(bench.said, []);
  });

  it('plan again what was done, show what is missing by now, and make that alone', async () => {
    const { id, instance } = await bench.connected();
    const vpc = bench.session.cloud.vpc(instance.region);
    const never = new AbortController().signal;
    const groups = (await vpc.listSecurityGroups({}, never)).filter(({ name }) => name === `${id}-gateway`);
    const [rule] = groups.flatMap((group) => group.rules.map((each) => ({ group: group.id, id: each.id })));
    assert.ok(rule !== undefined);
    await vpc.deleteSecurityGroupRule(rule.group, rule.id, never);
    await bench.succeed('privateConnect.planAgain');
    assert.match(bench.last ?? '', /^plan /);
    const [shown] = bench.session.setup.views();
    assert.deepEqual([shown?.state, shown?.steps.filter(({ state, isCheck }) => state === 'to-make' && isCheck !== true).length], ['plan', 1]);
    await bench.succeed('privateConnect.run');
    assert.equal(bench.session.setup.views()[0]?.state, 'done');
    const repaired = (await vpc.listSecurityGroups({}, never)).find(({ name }) => name === `${id}-gateway`);
    assert.equal(repaired?.rules.length, groups[0]?.rules.length);
    await bench.succeed('privateConnect.undo', undefined, { type: 'telemetry' });
  });

  it('let this machine in when its address has changed: the rule of before goes once the new one stands, and an undo leaves nothing', async () => {
    const { id, instance } = await bench.connected();
    const never = new AbortController().signal;
    const vpc = bench.session.cloud.vpc(instance.region);
    const letIn = async (): Promise<readonly string[]> => (await vpc.listSecurityGroups({}, never)).filter(({ name }) => name === `${id}-server`)
      .flatMap(({ rules }) => rules.filter(({ direction }) => direction === 'inbound').map(({ remote }) => (remote.kind === 'cidr' ? remote.cidr : '?')));
    const [own] = await letIn();
    assert.equal((await bench.fail('privateConnect.letThisMachineIn')).code, 'setup.let-in-already');
    // As if it had been let in from a café, where the check from here would be tried in vain.
    const moved = bench.session.setup.lettingIn(id, '198.51.100.9');
    await bench.session.setup.plan({ ...moved, choices: { ...moved.choices as object, ownAddress: undefined } }, never);
    const running = bench.run('privateConnect.run');
    while ((await letIn()).join() !== '198.51.100.9/32') await new Promise((resume) => setImmediate(resume));
    await bench.run('privateConnect.cancelRun');
    await running;
    await bench.succeed('privateConnect.letThisMachineIn');
    const told = bench.session.setup.document(id).includes('was cancelled, and it was planned anew since');
    assert.deepEqual([bench.last, await letIn(), told], [`plan ${id}`, ['198.51.100.9/32'], true], 'it is looked at first');
    await bench.succeed('privateConnect.retryFromHere');
    assert.deepEqual(await letIn(), [own]);
    await bench.succeed('privateConnect.undo', undefined, { type: 'telemetry' });
    assert.deepEqual(await letIn(), []);
  });

  it('run the plan whose document is in front, where there are several', async () => {
    const [first, second] = [await bench.planned(), await bench.planned()];
    bench.shownPlan = second.id;
    await bench.succeed('privateConnect.run');
    const stateOf = (id: string): string | undefined => bench.session.setup.views().find(({ connectionId }) => connectionId === id)?.state;
    assert.deepEqual([stateOf(first.id), stateOf(second.id)], ['plan', 'done']);
    bench.shownPlan = undefined;
    await bench.session.setup.undo(second.id, new AbortController().signal);
  });

  it('change a plan: what was answered is there, Escape changes nothing, and the plan is the same connection\'s', async () => {
    const { id } = await bench.planned();
    const asked = (): readonly (string | undefined)[] => bench.prompter.seen.splice(0).map(({ current }) => current);
    const before = bench.session.setup.connections()[0];
    bench.prompter.seen.length = 0;
    await bench.succeed('privateConnect.changePlan', undefined, 'enter', 'enter', 'enter', 'escape');
    assert.deepEqual([asked().length, bench.session.setup.views()[0]?.state], [4, 'plan']);
    assert.deepEqual(bench.session.setup.connections()[0], before);
    await bench.succeed('privateConnect.changePlan', undefined, 'enter', 'enter', { take: /^New virtual server in ca-mon-2/ }, { take: /range that I type/ }, { type: '203.0.113.0/24' });
    assert.match(bench.prompter.seen[2]?.current ?? '', /ca-mon-1$/);
    const [changed, ...others] = bench.session.setup.connections();
    assert.deepEqual([changed?.id, changed?.createdAt, others], [id, before?.createdAt, []]);
    assert.match(JSON.stringify(changed?.choices), /"zone":"ca-mon-2".*"sshFrom":"203\.0\.113\.0\/24"/);
    assert.equal(bench.last, `plan ${id}`);
    await bench.session.setup.forget(id);
    assert.equal((await bench.fail('privateConnect.changePlan')).code, 'ui.no-connection');
  });

  it('go on with an undo that failed, and make nothing anew', async () => {
    const { id } = await bench.planned();
    await bench.succeed('privateConnect.run');
    bench.product.sandbox.faults.add({
      method: 'DELETE', path: '/(floating_ips|resource_keys)/', effect: { kind: 'refuse', status: 403, code: 'not_authorized', message: 'No.' },
    });
    const { what, why } = await bench.fail('privateConnect.undo', undefined, { type: 'telemetry' });
    assert.equal(what, 'Could not remove 2 things');
    assert.match(why, /Floating IP.*No\. Service credential.*No\./);
    assert.equal(bench.session.setup.views()[0]?.state, 'failed');
    bench.product.sandbox.faults.clear();
    await bench.succeed('privateConnect.retryFromHere');
    assert.equal(bench.session.setup.views()[0]?.state, 'undone');
    assert.deepEqual(bench.session.setup.undoList(id), []);
  });

  it('keep and forget what an undo could not delete, once its name was typed, and set its files aside', async () => {
    const { id } = await bench.planned();
    await bench.succeed('privateConnect.run');
    assert.equal((await bench.fail('privateConnect.keepAndForget')).what, 'There is nothing to forget', 'what works is undone, not forgotten');
    bench.product.sandbox.faults.add({
      method: 'DELETE', path: '/floating_ips/', effect: { kind: 'refuse', status: 403, code: 'not_authorized', message: 'No.' },
    });
    await bench.fail('privateConnect.undo', undefined, { type: 'telemetry' });
    const [left] = bench.session.setup.views();
    assert.ok(left !== undefined);
    await bench.succeed('privateConnect.keepAndForget', { kind: 'run', run: left }, 'escape');
    assert.equal(bench.session.setup.views().length, 1);
    await bench.succeed('privateConnect.keepAndForget', { kind: 'run', run: left }, { type: 'yes' }, { type: 'telemetry' });
    const [loss] = bench.prompter.losses;
    assert.match(loss?.deed ?? '', /^forget the connection: 1 thing stays in the account, at up to \$.* a month$/);
    assert.match(loss?.rows.map(({ text }) => text).join('\n') ?? '', /^Stays: Floating IP [^\n]*$/);
    assert.deepEqual([bench.session.setup.views(), bench.session.setup.connections()], [[], []]);
    const files = await readdir(join(bench.product.folder), { recursive: true });
    assert.deepEqual(files.filter((file) => file.includes(`${id}.`)).map((file) => file.slice(file.lastIndexOf(id))).sort(), [
      `${id}.connection.json.forgotten`, `${id}.journal.jsonl.forgotten`,
    ]);
    bench.product.sandbox.faults.clear();
  });

  it('keep and forget a connection whose file cannot be read', async () => {
    const { id } = await bench.planned();
    const file = (await readdir(bench.product.folder, { recursive: true })).find((name) => name.endsWith(`${id}.connection.json`)) ?? '';
    await writeFile(join(bench.product.folder, file), '{');
    await bench.session.setup.load();
    const [damaged] = bench.session.setup.views();
    assert.equal(damaged?.state, 'damaged');
    await bench.succeed('privateConnect.keepAndForget', undefined, { take: damaged.title }, { type: damaged.title });
    await bench.session.setup.load();
    assert.deepEqual(bench.session.setup.views(), []);
  });

  it('cancel what runs, and nothing else', async () => {
    const { id } = await bench.planned();
    assert.equal((await bench.fail('privateConnect.cancelRun')).what, 'Nothing is running');
    const running = bench.run('privateConnect.run', { kind: 'run', run: run('plan', [], { connectionId: id }) });
    while (bench.session.setup.views()[0]?.state !== 'running') await new Promise((resume) => setImmediate(resume));
    await bench.run('privateConnect.cancelRun');
    await running;
    assert.equal(bench.session.setup.views()[0]?.state, 'cancelled');
    if (bench.session.setup.undoList(id).length > 0) await bench.succeed('privateConnect.undo', undefined, { type: 'telemetry' });
  });

  it('discard a plan that made nothing', async () => {
    await bench.planned();
    await bench.succeed('privateConnect.discardPlan');
    assert.deepEqual(bench.session.setup.connections(), []);
  });

  it('ask which, where several fit', async () => {
    const [first, second] = [await bench.planned(), await bench.planned()];
    await bench.succeed('privateConnect.showPlan', undefined, 'enter');
    const asked = bench.prompter.seen.map(({ placeholder, labels }) => [placeholder, labels]);
    assert.deepEqual(asked, [['Which plan should be shown?', ['telemetry', 'telemetry']]]);
    assert.ok([first, second].some(({ id }) => bench.last === `plan ${id}`));
  });

  it('do nothing to another connection where the one they were started on is gone', async () => {
    await bench.planned();
    const gone = { kind: 'run', run: run('plan', [], { connectionId: 'gone-pc-1a2b' }) } as const;
    assert.equal((await bench.fail('privateConnect.run', gone)).code, 'setup.unknown-connection');
    assert.deepEqual(bench.session.setup.views().map(({ state }) => state), ['plan']);
  });

  it('say of a damaged connection what is wrong with it, and change nothing of it', async () => {
    const folder = join(bench.product.product, 'account', 'connections');
    const { id } = await bench.planned();
    const [file = ''] = (await readdir(folder)).filter((name) => name.startsWith(id) && name.endsWith('.connection.json'));
    await writeFile(join(folder, file), '{');
    await bench.session.setup.load();
    const [view] = bench.session.setup.views();
    assert.equal(view?.state, 'damaged');
    for (const command of ['privateConnect.run', 'privateConnect.undo', 'privateConnect.discardPlan', 'privateConnect.showPlan'] as const) {
      assert.equal((await bench.fail(command, { kind: 'run', run: view })).code, view.problem?.code);
      assert.equal((await bench.fail(command)).code, 'ui.nothing-to-choose', 'it is not offered either');
    }
    assert.deepEqual((await readdir(folder)).filter((name) => name === file), [file]);
  });
});
