import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Connection } from '../../../src/model/connection';
import { remotePlane } from '../../../src/sandbox/remotePlane';
import { eventStreams } from '../../../src/services/eventStreams/service';
import type { VsiChoices } from '../../../src/setup/routes/vsi/choices';
import { thisLab } from '../client';
import { startProduct, type Product } from '../product';
import { Shell } from './shell';

const { signal } = new AbortController();
const certificateFile = 'sandbox-ca.pem';

describe('what is brought to a server over SSH, in a real network', function suite() {
  this.timeout(300_000);
  let product: Product;
  let connection: Connection<VsiChoices>;
  let shell: Shell;
  let choice: object;

  before(async () => {
    product = await startProduct(await remotePlane(thisLab().socket), signal);
    connection = await product.connectionTo('telemetry', signal);
    await product.setup.plan(connection, signal);
    const run = await product.setup.run(connection.id, signal);
    assert.equal(run.state, 'done', JSON.stringify(run.steps, undefined, 1));
    const alias = run.steps.find(({ id }) => id === 'ssh-host')?.resource?.name ?? '';
    shell = new Shell(join(product.sandbox.environment.sshFolder, 'config'), alias);
    const vpc = product.cloud.vpc(connection.instance.region);
    const server = (await vpc.listVirtualServers({}, signal)).find(({ name }) => name === connection.choices.server.name);
    const floating = (await vpc.listFloatingIps(signal)).find(({ targetId }) => targetId === server?.primaryInterface?.id);
    assert.ok(server !== undefined && floating !== undefined);
    choice = {
      name: server.name, server: { id: server.id, name: server.name }, address: floating.address, loginUser: connection.choices.loginUser,
      key: { kind: 'existing', path: connection.choices.key.path },
    };
    // The server's userland is this machine's, which may have it.
    await shell.run(['sudo dpkg --purge --force-depends kcat librdkafka1 libyajl2 2>/dev/null || true', '! command -v kcat']);
  });
  after(async () => {
    await product.setup.undo(connection.id, signal);
    await product.stop();
  });

  const part = (id: string, choices: object): Connection => ({
    id, accountId: connection.accountId, service: eventStreams.id, instance: { crn: '', guid: '', name: connection.choices.server.name, region: connection.instance.region },
    route: 'part', role: '', choices: { ...choice, ...choices }, createdAt: connection.createdAt,
  });
  const tools = (id: string): Connection => part(id, { part: 'client-tools', tools: eventStreams.clientTools?.filter(({ title }) => title === 'kcat') });
  const packagesThere = async (): Promise<string> => (await shell.run(['dpkg-query -W -f \'${db:Status-Abbrev} ${Package}\\n\' | sort'])).out;
  const run = async (id: string): Promise<{ readonly state: string; readonly said: string }> => {
    const { state, steps } = await product.setup.run(id, signal);
    await product.sandbox.settled();
    return { state, said: JSON.stringify(steps.map(({ title, detail, failure }) => ({ title, detail, failure })), undefined, 1) };
  };
  const undo = async (id: string): Promise<void> => {
    const { state, steps } = await product.setup.undo(id, signal);
    assert.equal(state, 'undone', JSON.stringify(steps, undefined, 1));
    await product.sandbox.settled();
    await product.setup.forget(id);
  };

  it('are packages from the cloud\'s mirror, through one rule, and an undo leaves the server as it was', async () => {
    const before = await packagesThere();
    const plan = await product.setup.plan(tools('tools-pc-1a2b'), signal);
    assert.deepEqual(plan.steps.map(({ state }) => state), ['exists', 'to-make', 'to-make'], JSON.stringify(plan.steps, undefined, 1));
    assert.match(plan.steps[1]?.detail ?? '', /outbound tcp 80 to 161\.26\.0\.6$/);
    const { state, said } = await run('tools-pc-1a2b');
    assert.equal(state, 'done', said);
    const { out, error } = await shell.run(['kcat -V']);
    assert.match(out, /kcat - Apache Kafka producer and consumer tool/, error);
    assert.notEqual(await packagesThere(), before);
    await undo('tools-pc-1a2b');
    assert.equal(await packagesThere(), before);
  });

  it('are left where something that was installed later needs them, and removed once that is gone', async () => {
    await product.setup.plan(tools('kept-pc-1a2b'), signal);
    assert.equal((await run('kept-pc-1a2b')).state, 'done');
    const made = await shell.run([
      'mkdir -p /tmp/p/DEBIAN', 'printf "Package: orders-tool\\nVersion: 1\\nArchitecture: all\\nMaintainer: a <a@example.com>\\nDepends: kcat\\nDescription: x\\n" >/tmp/p/DEBIAN/control',
      'dpkg-deb -b /tmp/p /tmp/p.deb', 'sudo dpkg -i /tmp/p.deb',
    ]);
    assert.equal(made.code, 0, made.error);
    const kept = await product.setup.undo('kept-pc-1a2b', signal);
    assert.match(JSON.stringify(kept.steps), /orders-tool/);
    assert.match((await shell.run(['command -v kcat'])).out, /kcat/);
    await shell.run(['sudo dpkg --purge orders-tool']);
    await undo('kept-pc-1a2b');
    assert.notEqual((await shell.run(['command -v kcat'])).code, 0);
  });

  it('say that another program holds the packages\' lock, and come once it is let go', async () => {
    await product.setup.plan(tools('lock-pc-1a2b'), signal);
    const holding = shell.run(['sudo python3 -c "import fcntl,time; f=open(\'/var/lib/dpkg/lock-frontend\',\'w\'); fcntl.lockf(f, fcntl.LOCK_EX); open(\'/tmp/held\',\'w\'); time.sleep(12)"']);
    while ((await shell.run(['test -e /tmp/held'])).code !== 0) await new Promise((resolve) => setTimeout(resolve, 200));
    const { state, said } = await run('lock-pc-1a2b');
    assert.equal(state, 'done', said);
    await holding;
    await undo('lock-pc-1a2b');
  });

  it('are gone on with after sshd went away in the midst', async () => {
    await product.setup.plan(tools('cut-pc-1a2b'), signal);
    // As if it was rebooted: whoever is signed in is cut off as soon as packages are unpacked.
    const trap = shell.run([
      'sudo sh -c "mkdir -p /etc/dpkg/dpkg.cfg.d; echo pre-invoke=/usr/local/bin/cut >/etc/dpkg/dpkg.cfg.d/cut; printf \'#!/bin/sh\\nrm -f /etc/dpkg/dpkg.cfg.d/cut\\npkill -f sshd:.ubuntu\\nsleep 1\\nkill -9 \\$PPID\\n\' >/usr/local/bin/cut; chmod 755 /usr/local/bin/cut"',
    ]);
    assert.equal((await trap).code, 0, (await trap).error);
    const first = await run('cut-pc-1a2b');
    assert.equal(first.state, 'failed', first.said);
    const second = await run('cut-pc-1a2b');
    assert.equal(second.state, 'done', second.said);
    assert.match((await shell.run(['kcat -V'])).out, /Kafka/);
    await undo('cut-pc-1a2b');
    assert.notEqual((await shell.run(['command -v kcat'])).code, 0);
  });

  it('are blocked where sudo asks for a password', async () => {
    await shell.run(['sudo sed -i.kept s/NOPASSWD:// /etc/sudoers.d/90-cloud-init']);
    const plan = await product.setup.plan(tools('sudo-pc-1a2b'), signal);
    const lab = thisLab();
    await lab.run((await lab.hostNamed(connection.choices.server.name)).id, ['sh', '-c', 'mv /etc/sudoers.d/90-cloud-init.kept /etc/sudoers.d/90-cloud-init']);
    assert.match(plan.steps[0]?.detail ?? '', /password is required/);
    await product.setup.forget('sudo-pc-1a2b');
  });

  it('is a certificate that everybody there may read, over no other content, and gone after an undo', async () => {
    const pem = `${product.sandbox.environment.authorities[0]?.trim() ?? ''}\n`;
    const sent = part('ca-pc-1a2b', { part: 'certificate', path: certificateFile, pem, about: 'the sandbox' });
    await product.setup.plan(sent, signal);
    const { state, said } = await run('ca-pc-1a2b');
    assert.equal(state, 'done', said);
    const { out, error } = await shell.run([`stat -c %a ${certificateFile}`, `openssl x509 -noout -subject -in ${certificateFile}`, 'ls -A']);
    assert.match(out, /^644\nsubject=/, error);
    assert.ok(!out.includes(`${certificateFile}.`), 'no draft is left');
    await shell.run([`echo mine >>${certificateFile}`]);
    assert.match(JSON.stringify((await product.setup.undo('ca-pc-1a2b', signal)).steps), /whoever changed/);
    const over = await product.setup.plan(part('cb-pc-1a2b', { part: 'certificate', path: certificateFile, pem, about: 'the sandbox' }), signal);
    assert.equal(over.steps[1]?.state, 'blocked');
    await product.setup.forget('cb-pc-1a2b');
    await shell.write(certificateFile, pem, '644');
    await undo('ca-pc-1a2b');
    assert.notEqual((await shell.run([`test -e ${certificateFile}`])).code, 0);
  });
});
