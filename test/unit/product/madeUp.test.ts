import assert from 'node:assert/strict';
import type { Connection } from '../../../src/model/connection';
import { reportAsMarkdown } from '../../../src/diagnose/markdown';
import { runNode } from '../../../src/ui/activity/runNode';
import { askConnectPrivately } from '../../../src/ui/prompts/connectPrivately';
import { textOf } from '../../../src/webview/element';
import { page } from '../../../src/webview/view/page';
import { connectTools } from '../ui/prompts/connectTools';
import { ScriptedPrompter } from '../ui/prompts/scriptedPrompter';
import { Hall, kinds } from './madeUp/hall';

const { signal } = new AbortController();

describe('A route and a service that are put on the lists, with no other line changed', function suite() {
  this.timeout(60_000);
  let hall: Hall;
  let asItWas: readonly string[];
  let connection: Connection;
  before(async () => { hall = await Hall.open(); });
  after(() => hall.close());

  it('stand in the tree under their own name', async () => {
    asItWas = await hall.account();
    const rows = await hall.rows();
    assert.ok(rows.includes('Echoes, folder, 1 instance'), rows.join('\n'));
    assert.ok(rows.includes('hall, Echoes instance, loud · private only · not connected'), rows.join('\n'));
  });

  it('are asked for, and planned: nothing is made before the run', async () => {
    const { session } = hall;
    const prompter = new ScriptedPrompter({ take: 'Over a borrowed host' }, { take: 'build-box' });
    const asked = await askConnectPrivately(await hall.instance(), connectTools(session, kinds, prompter));
    assert.ok(asked !== undefined);
    connection = asked;
    assert.deepEqual([connection.service, connection.route, connection.role], ['made-up', 'borrowed', 'Reader']);
    const view = await session.setup.plan(connection, signal);
    assert.equal(view.title, 'Connect hall over a borrowed host');
    assert.deepEqual(view.steps.map(({ id, state }) => `${id} ${state}`), [
      'instance exists', 'vpc exists', 'subnet-ca-mon-1 exists', 'door-group to-make', 'gateway to-make', 'credential to-make', 'verified to-make',
    ]);
    assert.match(view.steps[3]?.detail ?? '', /allows 7007 from 10\./);
    const document = session.setup.document(connection.id);
    assert.match(document, /# Connect hall over a borrowed host/);
    assert.match(document, /port 7007/);
    assert.match(document, /\+- VPC payments-vpc -+\+/);
    assert.deepEqual(await hall.account(), asItWas);
  });

  it('are run up to the proof from the vantage that the route means', async () => {
    const view = await hall.session.setup.run(connection.id, signal);
    assert.equal(view.state, 'done', JSON.stringify(view.steps.filter(({ failure }) => failure !== undefined)));
    assert.equal((await hall.account()).length, asItWas.length + 3);
    assert.match(runNode(view, 0).view.label, /over a borrowed host/);
  });

  it('are checked hop by hop, and drawn: every place of the path, every check of the vantage and of the service', async () => {
    const target = { instanceCrn: connection.instance.crn, instanceName: 'hall', connectionId: connection.id };
    const report = await hall.latestChecks.check(target, signal);
    assert.equal(report.headline.state, 'passed', report.headline.text);
    assert.match(report.headline.text, /^hall .*works from build-box/);
    assert.deepEqual(report.checks.map(({ id }) => id), ['hello-host', 'mood', 'names', 'tcp', 'tls', 'echo-sign-in', 'every-caller']);
    assert.deepEqual(report.hops.map(({ kind, state }) => `${kind} ${state}`), [
      'machine ok', 'office-gateway ok', 'endpoint-gateway ok', 'member ok', 'member ok',
    ]);
    assert.deepEqual(report.identity, { label: 'Hall', value: 'hall' });
    const drawn = textOf(page(hall.shown.at(-1), undefined, { ask: () => undefined, choose: () => undefined }));
    for (const words of ['build-box', 'near', 'far', 'Names of the callers', 'Mood of the host', 'Every caller', 'from this machine', 'shout.sh']) {
      assert.ok(drawn.includes(words), `the page shows "${words}"`);
    }
    assert.match(reportAsMarkdown(report), /Sign-in to the hall/);
  });

  it('are used: a proof that writes and reads back, with the secret from the vault', async () => {
    const { setup, environment } = hall.session;
    const secret = await setup.secret(connection.id);
    const prove = await (await kinds.proofs.at(-1)?.load())?.ask(new ScriptedPrompter(), { role: connection.role, held: [] });
    const { all, meant } = setup.vantages(connection.id);
    const network = await all.find(({ id }) => id === meant)?.open(signal);
    assert.ok(secret !== undefined && prove !== undefined && network !== undefined);
    const { members } = await hall.instance();
    const said = await prove({ network, through: 'build-box', members, secret, authorities: environment.authorities }, signal);
    network.close();
    assert.equal(said, 'It said is anybody there?');
  });

  it('show the connection in the tree, in the route\'s own words', async () => {
    const rows = await hall.rows();
    assert.ok(rows.includes('through build-box, connection, borrowed host · checked just now · all passed'), rows.join('\n'));
  });

  it('are undone: the account is as it was', async () => {
    const view = await hall.session.setup.undo(connection.id, signal);
    assert.equal(view.state, 'undone', JSON.stringify(view.steps.filter(({ failure }) => failure !== undefined)));
    assert.deepEqual(await hall.account(), asItWas);
  });
});
