import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeKeyFile } from '../../../../src/ssh/keyFile';
import type { Subject } from '../../../../src/ui/tree/node';
import { hasSsh } from '../../ssh/hasSsh';
import { CommandBench } from './commandBench';

const { signal } = new AbortController();

describe('the commands that bring something to a server', function () {
  this.timeout(60_000);
  let bench: CommandBench;
  let ours: Subject;
  let theirs: Subject;

  before(async () => {
    bench = await CommandBench.start();
    const connection = await bench.connected();
    const { virtualServers } = await bench.session.landscape.region('ca-mon', signal);
    const row = (name: string): Subject => {
      const server = virtualServers.find((each) => each.name === name);
      assert.ok(server !== undefined, name);
      return { kind: 'resource', name, crn: server.crn, href: server.href, region: 'ca-mon' };
    };
    ours = row(`${connection.id}-server`);
    theirs = row('build-box');
  });
  after(() => bench.stop());
  afterEach(async () => {
    bench.chosenFile = undefined;
    for (const { id, route } of [...bench.session.setup.connections()].reverse()) {
      if (route === 'part') {
        await bench.session.setup.undo(id, signal);
        await bench.session.setup.forget(id);
      }
    }
  });

  const planned = (): { readonly title: string; readonly state: string; readonly steps: readonly (readonly string[])[] } | undefined => {
    const view = bench.session.setup.views().find(({ leadsNowhere }) => leadsNowhere === true);
    return view === undefined ? undefined : { title: view.title, state: view.state, steps: view.steps.map(({ id, state }) => [id, state]) };
  };

  it('ask nothing of how to sign in where a connection leads through the server', async () => {
    await bench.succeed('privateConnect.installClientTools', ours, { take: 'kcat' });
    assert.deepEqual(planned()?.steps, [['server', 'exists'], ['mirrors', 'to-make'], ['tools', 'to-make']], JSON.stringify(bench.session.setup.views()));
    assert.match(planned()?.title ?? '', /^Install Client Tools on .*-server$/);
    assert.deepEqual(bench.done.slice(-1), ['run privateConnect.showPlan connection']);
  });

  it('sign in as that connection does: its user, its port', async () => {
    const { setup } = bench.session;
    const [{ id } = { id: '' }] = setup.ways();
    await bench.succeed('privateConnect.changeSshLogin', undefined, { type: 'first.last:2222' });
    await bench.succeed('privateConnect.installClientTools', ours, { take: 'kcat' });
    const choices = setup.connections().find(({ route }) => route === 'part')?.choices;
    assert.match(JSON.stringify(choices), /"loginUser":"first.last","sshPort":2222/);
    await bench.succeed('privateConnect.changeSshLogin', undefined, { type: 'ubuntu' });
    assert.equal(setup.way(id).login?.port, 22);
  });

  it('ask for address, user and key of any other, each with a proposal, and refuse what is none', async () => {
    await bench.succeed('privateConnect.installClientTools', theirs, { type: 'no address' }, 'enter', { type: '-oProxyCommand=x' }, 'enter', 'enter', { take: 'kcat' });
    assert.equal(bench.prompter.refused.length, 2);
    assert.equal(bench.prompter.seen[1]?.current, 'ubuntu');
    assert.deepEqual(planned()?.steps[0], ['server', 'blocked'], 'the seed\'s server has another key');
  });

  it('propose what the SSH configuration has of a server: the way, the user, the port and the key', async function () {
    if (!hasSsh) {
      this.skip();
    }
    const { sshFolder } = bench.session.environment;
    const { virtualServers, floatingIps } = await bench.session.landscape.region('ca-mon', signal);
    const server = virtualServers.find(({ name }) => name === 'build-box');
    const address = floatingIps.find(({ targetId }) => targetId === server?.primaryInterface?.id)?.address ?? server?.primaryInterface?.address ?? '';
    const [file, key] = [join(sshFolder, 'config'), join(sshFolder, 'id_configured')];
    const before = await readFile(file, 'utf8');
    await makeKeyFile(key, 'mine', signal);
    await writeFile(file, `${before}\nHost ${address}\n  User admin\n  Port 2222\n  ProxyJump jump\n  IdentityFile ${key}\nHost elsewhere\n  User other\n`);
    bench.reachable = true;
    try {
      const choices = (): Record<string, unknown> => ({ ...bench.session.setup.connections().find(({ route }) => route === 'part')?.choices as object });
      await bench.succeed('privateConnect.installClientTools', theirs, 'enter', 'enter', 'enter', { take: 'kcat' });
      const { through, loginUser, sshPort, key: chosen } = choices();
      assert.deepEqual({ through, loginUser, sshPort, chosen }, {
        through: { kind: 'ssh-config', name: address }, loginUser: 'admin', sshPort: 2222, chosen: { kind: 'existing', path: key },
      });
      await bench.session.setup.forget(bench.session.setup.connections().find(({ route }) => route === 'part')?.id ?? '');
      await bench.succeed('privateConnect.installClientTools', theirs, { type: 'elsewhere' }, 'enter', 'enter', { take: 'kcat' });
      assert.deepEqual([choices()['through'], choices()['loginUser'], choices()['address']], [undefined, 'other', 'elsewhere'], 'another address is asked for anew');
    } finally {
      bench.reachable = false;
      await writeFile(file, before);
      await rm(key);
    }
  });

  it('propose the key that the server was made with, of those that are there, and name each by its file', async () => {
    const payments = await bench.rowOf('payments-vpc');
    const region: Subject = { kind: 'region', region: 'ca-mon', retry: () => undefined };
    await bench.succeed('privateConnect.createSshKey', region, { take: /new key/ }, { type: 'zz-mine' });
    await bench.succeed('privateConnect.run');
    for (const [name, key] of [['new-box', /new key/], ['box', 'zz-mine']] as const) {
      await bench.succeed('privateConnect.createVirtualServer', payments, 'enter', 'enter', 'enter', { take: key }, 'enter', { type: name });
      await bench.succeed('privateConnect.run');
      const { virtualServers } = await bench.session.landscape.region('ca-mon', signal);
      const server = virtualServers.find((each) => each.name === name);
      assert.ok(server !== undefined);
      await bench.succeed('privateConnect.installClientTools', { kind: 'resource', name, crn: server.crn, href: server.href, region: 'ca-mon' }, 'enter', 'enter', 'escape');
      assert.match(bench.prompter.seen[2]?.current ?? '', key === 'zz-mine' ? /^zz-mine-pc-[0-9a-f]{4}$/ : /^new-box-pc-[0-9a-f]{4}$/);
    }
  });

  it('ask from the palette for region and server', async () => {
    await bench.succeed('privateConnect.installClientTools', undefined, { take: /Montreal/ }, { take: /-server$/ }, { take: /^Java/ });
    assert.equal(planned()?.state, 'plan');
  });

  it('send the authority that the instances need, or a file that is judged first', async () => {
    await bench.succeed('privateConnect.sendCertificate', ours, { take: /^The authority/ }, 'enter');
    assert.deepEqual(planned()?.steps, [['server', 'exists'], ['certificate', 'to-make']]);
    const { prompter } = bench;
    assert.match(prompter.seen.at(-1)?.current ?? '', /^[a-z0-9-]+\.pem$/);
    bench.chosenFile = { name: 'key.pem', text: '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n' };
    assert.equal((await bench.fail('privateConnect.sendCertificate', ours, { take: /PEM file/ })).code, 'certificate.private-key');
    bench.chosenFile = { name: 'ca.pem', text: bench.session.environment.authorities.join('\n') };
    await bench.succeed('privateConnect.sendCertificate', ours, { take: /PEM file/ }, { type: '../../etc/x y' }, { type: '/tmp/ca.pem' });
    assert.equal(bench.prompter.refused.length, 1);
  });

  it('plan nothing where no file is chosen', async () => {
    await bench.succeed('privateConnect.sendCertificate', ours, { take: /PEM file/ });
    assert.equal(planned(), undefined);
  });
});
