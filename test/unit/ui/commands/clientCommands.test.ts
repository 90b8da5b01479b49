import assert from 'node:assert/strict';
import type { Connection } from '../../../../src/model/connection';
import { noticeText } from '../../../../src/ui/noticeText';
import type { CheckTarget } from '../../../../src/ui/checks/checkTarget';
import { instanceItems } from '../../../../src/ui/commands/asking';
import { kinds } from '../../../../src/ui/kinds';
import { CommandBench } from './commandBench';

const { signal } = new AbortController();

describe('the commands for clients', function () {
  this.timeout(60_000);
  let bench: CommandBench;
  let connection: Connection;
  let target: CheckTarget;

  before(async () => {
    bench = await CommandBench.start();
    connection = await bench.connected();
    target = { instanceCrn: connection.instance.crn, instanceName: 'telemetry', connectionId: connection.id };
  });
  after(() => bench.stop());
  afterEach(() => {
    bench.done.length = 0;
    bench.said.length = 0;
    bench.active = undefined;
  });

  it('copy the configuration of the client that the panel shows, without asking and without a secret', async () => {
    await bench.succeed('privateConnect.copyClientConfiguration', { kind: 'target', target, client: 'kcat' });
    assert.match(bench.last ?? '', /^copy [\s\S]*security\.protocol=SASL_SSL/i);
    assert.match(bench.last ?? '', new RegExp(`Run it on ${connection.id}-server, a virtual server in VPC `));
    assert.match(bench.last ?? '', new RegExp(`^# +ssh (-F \\S+ )?${connection.id}$`, 'm'));
    assert.match(bench.last ?? '', /^# How to use it:\n(# .*\n)*# .*kcat -F /m);
    const secret = await bench.session.setup.secret(connection.id);
    assert.ok(secret !== undefined && !bench.done.join('\n').includes(secret.reveal()));
  });

  it('say plainly that the sandbox\'s names lead nowhere for a client of this machine, as it is', async () => {
    await bench.succeed('privateConnect.copyClientConfiguration', { kind: 'target', target, client: 'kcat' });
    const lines = (bench.last ?? '').split('\n').filter((line) => line.includes('sandbox:'));
    assert.deepEqual(lines, [
      '# This is the sandbox: its names and servers are known to Private Connect alone. No client and no ssh of this machine gets there; Send Test Message… does, but for a VPN, which would have to be real.',
    ]);
    const { members } = await bench.instance('telemetry');
    await assert.rejects(bench.session.environment.network.resolve(members[0]?.host ?? '', signal), { code: 'ENOTFOUND' });
  });

  it('ask for the client where none is named, and open its configuration in its language', async () => {
    await bench.succeed('privateConnect.openClientConfiguration', { kind: 'connection', connection }, { take: 'kafkajs (Node.js)' });
    assert.match(bench.last ?? '', /^text (java|type)script [\s\S]*kafkajs/);
    assert.match(bench.last ?? '', /^\/\/ Run it on [\s\S]*^\/\/ +node client\.cjs$/m);
    await bench.succeed('privateConnect.copyClientConfiguration', { kind: 'target', target, client: 'no-such-client' }, 'escape');
  });

  it('say so where the service has no configuration', async () => {
    const bare = await CommandBench.start({ ...kinds, snippets: [] });
    try {
      const instance = await bare.instance('telemetry');
      assert.equal((await bare.fail('privateConnect.copyClientConfiguration', { kind: 'instance', instance })).code, 'ui.no-client');
    } finally {
      await bare.stop();
    }
  });

  it('have nothing to copy for an instance that is still being made, and say so', async () => {
    const instance = await bench.instance('fraud-detection');
    const failure = await bench.fail('privateConnect.copyClientConfiguration', { kind: 'instance', instance });
    assert.deepEqual([failure.code, failure.what], ['ui.no-members', 'There is no client configuration for "fraud-detection" yet']);
    assert.equal(bench.done.length, 0);
  });

  it('group the instances that are asked for by what can be done with them', async () => {
    const items = await instanceItems(bench.session, signal);
    const groups = Object.fromEntries(items.map(({ label, group }) => [label, group]));
    assert.deepEqual([groups['telemetry'], groups['fraud-detection'], groups['playground']], ['Private', 'Not ready', 'Public only']);
  });

  it('copy the API key, and name the variable that configurations read it from', async () => {
    await bench.succeed('privateConnect.copyApiKey');
    assert.equal(bench.last, `copy ${(await bench.session.setup.secret(connection.id))?.reveal() ?? ''}`);
    assert.match(bench.said[0] ?? '', /"telemetry".*EVENT_STREAMS_API_KEY/);
  });

  it('send a test message there and back, and say so where no panel shows it', async () => {
    await bench.succeed('privateConnect.sendTestMessage', { kind: 'connection', connection }, { take: 'A scratch topic' });
    assert.match(bench.said[0] ?? '', /^Sent to a scratch topic, which is deleted again .* through .*-server/);
    assert.equal(bench.keys.get('privateConnect.messageSent'), true);
  });

  it('say in the panel what was done with a configuration, and where it runs', async () => {
    await bench.product.latestChecks.check(target, signal);
    await bench.succeed('privateConnect.copyClientConfiguration', { kind: 'target', target, client: 'kcat' });
    const said = (): unknown => bench.product.latestChecks.state(target)?.clientMessage;
    assert.deepEqual(said(), { client: 'kcat', text: `Copied. Runs on ${connection.id}-server, a virtual server in VPC payments-vpc (ca-mon).` });
    await bench.succeed('privateConnect.openClientConfiguration', { kind: 'target', target, client: 'java' });
    assert.deepEqual(said(), { client: 'java', text: `Opened. Runs on ${connection.id}-server, a virtual server in VPC payments-vpc (ca-mon).` });
  });

  it('say it in the panel instead where one is in front', async () => {
    await bench.product.latestChecks.check(target, signal);
    bench.active = target;
    await bench.succeed('privateConnect.sendTestMessage', undefined, { take: 'A scratch topic' });
    assert.deepEqual(bench.said, []);
    assert.equal(bench.product.latestChecks.state(target)?.testMessage?.ok, true);
  });

  it('offer the topics that the last check saw, which no report shows', async () => {
    await bench.product.latestChecks.check(target, signal);
    await bench.succeed('privateConnect.sendTestMessage', { kind: 'connection', connection }, { take: 'orders' });
    assert.match(bench.said[0] ?? '', /^Sent to "orders" /);
    const { report } = bench.product.latestChecks.state(target) ?? {};
    assert.deepEqual(Object.keys(report ?? {}).filter((key) => key === 'holds' || key === 'held'), []);
    assert.doesNotMatch(JSON.stringify(report), /"orders"/);
  });

  it('say in the panel as well that a message did not come back', async () => {
    await bench.product.latestChecks.check(target, signal);
    const failure = await bench.fail('privateConnect.sendTestMessage', { kind: 'target', target }, { take: 'A topic that I name' }, { type: 'not-there' });
    const told = bench.product.latestChecks.state(target)?.testMessage;
    assert.equal(told?.ok, false);
    assert.equal(told.text, noticeText(failure));
    assert.match(told.text, /[.!?] Choose a topic/);
  });

  it('send nothing when the person changes their mind', async () => {
    await bench.succeed('privateConnect.sendTestMessage', { kind: 'connection', connection }, 'escape');
    assert.deepEqual(bench.said, []);
  });

  it('send nothing over a plan that was not run', async () => {
    const planned = await bench.planned();
    const failure = await bench.fail('privateConnect.sendTestMessage', { kind: 'connection', connection: planned });
    assert.deepEqual([failure.code, failure.why], ['ui.not-in-state', `The connection to "${planned.instance.name}" is not set up: its state is "plan".`]);
    await bench.session.setup.forget(planned.id);
  });
});
