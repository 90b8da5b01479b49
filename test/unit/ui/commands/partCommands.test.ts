import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeKeyFile } from '../../../../src/ssh/keyFile';
import type { Subject } from '../../../../src/ui/tree/node';
import type { Seen } from '../prompts/scriptedPrompter';
import { CommandBench } from './commandBench';

const { signal } = new AbortController();

describe('the commands that make one part of a way in', function () {
  this.timeout(60_000);
  let bench: CommandBench;
  let payments: Subject;

  before(async () => {
    bench = await CommandBench.start();
    payments = await bench.rowOf('payments-vpc');
  });
  after(() => bench.stop());
  afterEach(async () => {
    bench.done.length = 0;
    for (const { id } of [...bench.session.setup.connections()].reverse()) {
      await bench.session.setup.undo(id, signal);
      await bench.session.setup.forget(id);
    }
  });

  const titles = (): readonly (readonly string[])[] => bench.session.setup.views().map(({ title, state }) => [title, state]);

  it('ask from the palette what they need, and show a plan; nothing is made before it is run', async () => {
    await bench.succeed('privateConnect.createVpc', undefined, { take: /Montreal/ }, { type: 'mine' });
    assert.deepEqual(titles(), [['Create VPC mine', 'plan']]);
    assert.deepEqual(bench.done, ['reveal activity', 'run privateConnect.showPlan connection']);
    await bench.succeed('privateConnect.run');
    assert.deepEqual(titles(), [['Create VPC mine', 'done']]);
    await bench.succeed('privateConnect.undo', undefined, { type: 'mine' });
    assert.deepEqual(titles(), [['Create VPC mine', 'undone']]);
  });

  it('take from the row what it tells', async () => {
    await bench.succeed('privateConnect.createSubnet', payments, { take: 'ca-mon-2' }, 'enter');
    assert.deepEqual(titles(), [['Create Subnet payments-vpc-ca-mon-2', 'plan']]);
    const instance = await bench.instance('telemetry');
    await bench.succeed('privateConnect.createEndpointGateway', { kind: 'instance', instance }, { take: 'payments-vpc' }, { take: 'The members of build-box-sg' }, 'enter');
    assert.deepEqual(titles()[0], ['Create Endpoint Gateway telemetry-gateway', 'plan']);
    await bench.succeed('privateConnect.createServiceCredential', { kind: 'instance', instance }, { take: 'Reader' }, { type: 'for-me' });
    assert.deepEqual(titles()[0], ['Create Service Credential for-me', 'plan']);
    assert.equal(bench.session.setup.connections().at(-1)?.role, 'Reader');
  });

  it('let traffic in by the least rule: one source, one port, and no strangers', async () => {
    await bench.succeed(
      'privateConnect.allowTraffic', payments, { take: 'build-box-sg' }, { take: /range that I type/ }, { type: '0.0.0.0/0' }, { type: '198.51.100.0/24' },
      { type: '70000' }, { type: '8443' },
    );
    assert.equal(bench.prompter.refused.length, 2);
    assert.deepEqual(titles()[0], ['Allow Traffic to build-box-sg', 'plan']);
    assert.match(JSON.stringify(bench.session.setup.connections()[0]?.choices), /"port":8443,"from":\{"kind":"cidr","cidr":"198\.51\.100\.0\/24"\}/);
    await bench.succeed('privateConnect.allowTraffic', payments, { take: 'orders-gateway-sg' }, { take: 'This machine' }, 'enter');
    assert.match(JSON.stringify(bench.session.setup.connections().at(-1)?.choices), /"port":9093,"from":\{"kind":"cidr","cidr":"203\.0\.113\.77\/32","ownAddress":"203\.0\.113\.77"\}/);
  });

  it('make a server with what is there or what is made for it, by its price, and run and undo it', async () => {
    await bench.succeed(
      'privateConnect.createVirtualServer', payments, { take: /new subnet in ca-mon-2/ }, 'enter', 'enter', { take: /new key/ }, { take: /Nobody yet/ }, { type: 'box' },
    );
    assert.deepEqual(titles()[0], ['Create Virtual Server box', 'plan']);
    const [connection] = bench.session.setup.connections();
    assert.match(JSON.stringify(connection?.choices), /"subnet":\{"kind":"new"\},"key":\{"kind":"new","path":"[^"]+\/box-pc-[0-9a-f]{4}"\},"guard":\{"kind":"new"\}/);
    await bench.succeed('privateConnect.run');
    assert.deepEqual(titles()[0], ['Create Virtual Server box', 'done']);
    await bench.succeed(
      'privateConnect.createVirtualServer', payments, { take: 'payments-app-1' }, 'enter', 'enter', { take: /box-pc-/ }, { take: /build-box-sg/ }, { type: 'box' }, { type: 'two' },
    );
    assert.equal(bench.prompter.refused[0], 'There is one named "box" already.');
    assert.match(JSON.stringify(bench.session.setup.connections().at(-1)?.choices), /"subnet":\{"kind":"existing".*"key":\{"kind":"account".*"guard":\{"kind":"existing"/);
    await bench.succeed(
      'privateConnect.createVirtualServer', payments, { take: 'payments-app-1' }, 'enter', 'enter', { take: /new key/ }, { take: /that I type/ },
      { type: '203.0.113.0/24' }, { type: 'three' },
    );
    assert.match(JSON.stringify(bench.session.setup.connections().at(-1)?.choices), /"sshFrom":"203\.0\.113\.0\/24"\}/);
    await bench.succeed(
      'privateConnect.createVirtualServer', payments, { take: 'payments-app-1' }, 'enter', 'enter', { take: /new key/ }, { take: /[Tt]his machine/ }, { type: 'four' },
    );
    assert.match(JSON.stringify(bench.session.setup.connections().at(-1)?.choices), /"sshFrom":"203\.0\.113\.77\/32","ownAddress":"203\.0\.113\.77"\}/);
  });

  it('make an SSH key here, or send the public half of one that is there, and refuse what is none where it is typed', async () => {
    const region: Subject = { kind: 'region', region: 'ca-mon', retry: () => undefined };
    await bench.succeed('privateConnect.createSshKey', region, { take: /new key/ }, { type: 'Mine' }, { type: 'mine' });
    assert.equal(bench.prompter.refused.length, 1);
    await bench.succeed('privateConnect.run');
    const { environment: { sshFolder } } = bench.session;
    await writeFile(join(sshFolder, 'large'), Buffer.alloc(10_000_000));
    const path = join(sshFolder, 'id_mine');
    await makeKeyFile(path, 'me', signal);
    await bench.succeed(
      'privateConnect.createSshKey', region, { take: /that I type/ }, { type: sshFolder }, { type: `${path}.pub` }, { type: join(sshFolder, 'large') }, { type: join(sshFolder, 'none') },
      { type: path }, { type: 'mine' }, 'enter',
    );
    for (const [index, why] of [/It is a folder/, /public key/, /larger than any/, /is not there/, /There is one named "mine" already/].entries()) {
      assert.match(bench.prompter.refused[index] ?? '', why);
    }
    assert.deepEqual(titles()[0], ['Create SSH Key id-mine', 'plan']);
  });

  it('give an address to a server that has none; one that has is named with it, before anything is asked', async () => {
    const { virtualServers } = await bench.session.landscape.region('ca-mon', signal);
    const box = virtualServers.find(({ name }) => name === 'build-box');
    assert.ok(box !== undefined);
    const failure = await bench.fail('privateConnect.assignFloatingIp', { kind: 'resource', name: box.name, crn: box.crn, href: box.href, region: 'ca-mon' });
    assert.deepEqual([failure.code, /has the floating IP \d+\.\d+\.\d+\.\d+ already/.test(failure.why)], ['ui.address-there', true]);
    await bench.succeed('privateConnect.createVirtualServer', payments, { take: /new subnet in ca-mon-2/ }, 'enter', 'enter', { take: /new key/ }, { take: /Nobody yet/ }, { type: 'box' });
    await bench.succeed('privateConnect.run');
    await bench.succeed('privateConnect.assignFloatingIp', undefined, { take: /Montreal/ }, { take: 'box' }, 'enter');
    assert.match(bench.prompter.prompts.at(-1) ?? '', /^Its name: .* · \$\d+\.\d\d a month$/, 'the question says its price');
    assert.deepEqual(titles()[0], ['Assign Floating IP box-ip', 'plan']);
    const [plan] = bench.session.setup.views();
    assert.ok(plan !== undefined && plan.total.monthly > 0, 'the plan says its price');
    await bench.succeed('privateConnect.run');
  });

  it('are refused by the plan where what was clicked is gone by then', async () => {
    assert.ok(payments.kind === 'resource');
    const gone: Subject = { ...payments, name: 'gone', crn: payments.crn.replace(/[0-9a-f]{12}$/, '000000000000') };
    await bench.succeed('privateConnect.createSubnet', gone, { take: 'ca-mon-2' }, 'enter');
    const [plan] = bench.session.setup.views();
    assert.match(plan?.steps.find(({ state }) => state === 'blocked')?.detail ?? '', /The chosen VPC is not there any more/);
    assert.equal((await bench.fail('privateConnect.run', plan === undefined ? undefined : { kind: 'run', run: plan })).code, 'setup.blocked');
  });

  it('say beside each answer what it is: how large a VPC is, what a role may do, whose the members of a group are', async () => {
    const instance = await bench.instance('telemetry');
    const asked = async (...[id, subject]: Parameters<CommandBench['succeed']>): Promise<Seen> => {
      await bench.succeed(id, subject, 'escape');
      const [seen] = bench.prompter.seen;
      assert.ok(seen !== undefined);
      return seen;
    };
    assert.deepEqual((await asked('privateConnect.createEndpointGateway', { kind: 'instance', instance })).descriptions, ['3 subnets', '1 subnet']);
    const roles = await asked('privateConnect.createServiceCredential', { kind: 'instance', instance });
    assert.deepEqual([roles.current, roles.descriptions], ['Manager', ['reads messages', 'reads and writes messages', 'also makes, changes and deletes topics']]);
    const { labels, descriptions } = await asked('privateConnect.allowTraffic', payments);
    assert.equal(descriptions[labels.indexOf('build-box-sg')], '1 member · build-box');
  });

  it('propose a rule that somebody needs: to a gateway from a server on the service\'s port, to a server over SSH, and to nobody from itself', async () => {
    await bench.succeed('privateConnect.allowTraffic', payments, 'enter', 'enter', 'escape');
    assert.deepEqual(bench.prompter.seen.map(({ current }) => current), ['orders-gateway', 'build-box', '9093']);
    assert.match(bench.prompter.seen[0]?.descriptions[0] ?? '', /^to orders · guarded by orders-gateway-sg/);
    assert.match(bench.prompter.seen[1]?.descriptions[0] ?? '', /^[0-9.]+ · guarded by build-box-sg$/);
    await bench.succeed('privateConnect.allowTraffic', payments, { take: 'orders-gateway' }, { take: 'build-box' }, 'enter');
    assert.match(JSON.stringify(bench.session.setup.connections().at(-1)?.choices), /"name":"orders-gateway-sg".*"from":\{"kind":"security-group",.*"name":"build-box-sg"\}/);
    await bench.succeed('privateConnect.allowTraffic', payments, { take: 'build-box-sg' }, 'enter', 'escape');
    assert.ok(!['build-box', 'The members of build-box-sg'].includes(bench.prompter.seen[1]?.current ?? ''));
    assert.equal(bench.prompter.seen[2]?.current, '22');
  });

  it('make no second endpoint gateway to an instance in one VPC, and say what helps', async () => {
    const orders = await bench.instance('orders');
    const failure = await bench.fail(
      'privateConnect.createEndpointGateway', { kind: 'instance', instance: orders }, { take: 'payments-vpc' }, { take: 'Nobody yet' }, { type: 'another' },
    );
    assert.deepEqual([failure.code, failure.next], ['ui.gateway-there', 'Use Allow Traffic to let somebody in to it.']);
    assert.deepEqual(titles(), []);
  });

  it('keep an instance calm: a part is no connection to it', async () => {
    const instance = await bench.instance('telemetry');
    await bench.succeed('privateConnect.createServiceCredential', { kind: 'instance', instance }, 'enter', { type: 'for-me' });
    await bench.succeed('privateConnect.run');
    assert.deepEqual(bench.session.setup.ways(), []);
    assert.equal((await bench.fail('privateConnect.copyApiKey')).code, 'ui.nothing-to-choose');
  });

  it('refuse a name that is taken, too long, with capitals or ill-formed, where it is typed', async () => {
    const typed = ['payments-vpc', 'a'.repeat(64), 'Mine', '9lives', 'ends-', 'two--hyphens', ''].map((type) => ({ type }));
    await bench.succeed('privateConnect.createVpc', { kind: 'region', region: 'ca-mon', retry: () => undefined }, ...typed, { type: 'mine' });
    assert.equal(bench.prompter.refused.length, typed.length);
    assert.equal(bench.prompter.refused[0], 'There is one named "payments-vpc" already.');
    assert.equal(bench.prompter.refused[1], 'It has 64 characters; 63 are the most.');
  });

  it('make nothing and plan nothing when they are closed, at whichever question', async () => {
    for (const acts of [['escape'], ['enter', 'escape'], ['enter', 'back', 'escape']] as const) {
      await bench.succeed('privateConnect.createVpc', undefined, ...acts);
    }
    assert.deepEqual(titles(), []);
  });
});
