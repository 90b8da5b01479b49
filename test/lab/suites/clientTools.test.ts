import assert from 'node:assert/strict';
import { thisLab } from '../client';
import { ServerParts } from './serverParts';

const { signal } = new AbortController();
const certificateFile = 'sandbox-ca.pem';

describe('what is brought to a server over SSH, in a real network', function suite() {
  this.timeout(300_000);
  let parts: ServerParts;

  before(async () => {
    parts = await ServerParts.start();
    // The server's userland is this machine's, which may have it.
    await parts.shell.run(['sudo dpkg --purge --force-depends kcat librdkafka1 libyajl2 2>/dev/null || true', '! command -v kcat']);
  });
  after(() => parts.stop());

  const tools = (id: string): ReturnType<ServerParts['tools']> => parts.tools(id, ({ title }) => title === 'kcat');
  const packagesThere = async (): Promise<string> => (await parts.shell.run(['dpkg-query -W -f \'${db:Status-Abbrev} ${Package}\\n\' | sort'])).out;

  it('are packages from the cloud\'s mirror, through one rule, and an undo leaves the server as it was', async () => {
    const before = await packagesThere();
    const plan = await parts.product.setup.plan(tools('tools-pc-1a2b'), signal);
    assert.deepEqual(plan.steps.map(({ state }) => state), ['exists', 'to-make', 'to-make'], JSON.stringify(plan.steps, undefined, 1));
    assert.match(plan.steps[1]?.detail ?? '', /outbound tcp 80 to 161\.26\.0\.6$/);
    const { state, said } = await parts.run('tools-pc-1a2b');
    assert.equal(state, 'done', said);
    const { out, error } = await parts.shell.run(['kcat -V']);
    assert.match(out, /kcat - Apache Kafka producer and consumer tool/, error);
    assert.notEqual(await packagesThere(), before);
    await parts.undo('tools-pc-1a2b');
    assert.equal(await packagesThere(), before);
  });

  it('are left where something that was installed later needs them, and removed once that is gone', async () => {
    await parts.product.setup.plan(tools('kept-pc-1a2b'), signal);
    assert.equal((await parts.run('kept-pc-1a2b')).state, 'done');
    const made = await parts.shell.run([
      'mkdir -p /tmp/p/DEBIAN', 'printf "Package: orders-tool\\nVersion: 1\\nArchitecture: all\\nMaintainer: a <a@example.com>\\nDepends: kcat\\nDescription: x\\n" >/tmp/p/DEBIAN/control',
      'dpkg-deb -b /tmp/p /tmp/p.deb', 'sudo dpkg -i /tmp/p.deb',
    ]);
    assert.equal(made.code, 0, made.error);
    const kept = await parts.product.setup.undo('kept-pc-1a2b', signal);
    assert.match(JSON.stringify(kept.steps), /orders-tool/);
    assert.match((await parts.shell.run(['command -v kcat'])).out, /kcat/);
    await parts.shell.run(['sudo dpkg --purge orders-tool']);
    await parts.undo('kept-pc-1a2b');
    assert.notEqual((await parts.shell.run(['command -v kcat'])).code, 0);
  });

  it('say that another program holds the packages\' lock, and come once it is let go', async () => {
    await parts.product.setup.plan(tools('lock-pc-1a2b'), signal);
    const holding = parts.shell.run(['sudo python3 -c "import fcntl,time; f=open(\'/var/lib/dpkg/lock-frontend\',\'w\'); fcntl.lockf(f, fcntl.LOCK_EX); open(\'/tmp/held\',\'w\'); time.sleep(12)"']);
    while ((await parts.shell.run(['test -e /tmp/held'])).code !== 0) await new Promise((resolve) => setTimeout(resolve, 200));
    const { state, said } = await parts.run('lock-pc-1a2b');
    assert.equal(state, 'done', said);
    await holding;
    await parts.undo('lock-pc-1a2b');
  });

  it('are gone on with after sshd went away in the midst', async () => {
    await parts.product.setup.plan(tools('cut-pc-1a2b'), signal);
    // As if it was rebooted: whoever is signed in is cut off as soon as packages are unpacked.
    const trap = parts.shell.run([
      'sudo sh -c "mkdir -p /etc/dpkg/dpkg.cfg.d; echo pre-invoke=/usr/local/bin/cut >/etc/dpkg/dpkg.cfg.d/cut; printf \'#!/bin/sh\\nrm -f /etc/dpkg/dpkg.cfg.d/cut\\npkill -f sshd:.ubuntu\\nsleep 1\\nkill -9 \\$PPID\\n\' >/usr/local/bin/cut; chmod 755 /usr/local/bin/cut"',
    ]);
    assert.equal((await trap).code, 0, (await trap).error);
    const first = await parts.run('cut-pc-1a2b');
    assert.equal(first.state, 'failed', first.said);
    const second = await parts.run('cut-pc-1a2b');
    assert.equal(second.state, 'done', second.said);
    assert.match((await parts.shell.run(['kcat -V'])).out, /Kafka/);
    await parts.undo('cut-pc-1a2b');
    assert.notEqual((await parts.shell.run(['command -v kcat'])).code, 0);
  });

  it('are blocked where sudo asks for a password', async () => {
    await parts.shell.run(['sudo sed -i.kept s/NOPASSWD:// /etc/sudoers.d/90-cloud-init']);
    const plan = await parts.product.setup.plan(tools('sudo-pc-1a2b'), signal);
    const lab = thisLab();
    await lab.run((await lab.hostNamed(parts.serverName)).id, ['sh', '-c', 'mv /etc/sudoers.d/90-cloud-init.kept /etc/sudoers.d/90-cloud-init']);
    assert.match(plan.steps[0]?.detail ?? '', /password is required/);
    await parts.product.setup.forget('sudo-pc-1a2b');
  });

  it('is a certificate that everybody there may read, over no other content, and gone after an undo', async () => {
    const pem = `${parts.product.sandbox.environment.authorities[0]?.trim() ?? ''}\n`;
    const sent = parts.part('ca-pc-1a2b', { part: 'certificate', path: certificateFile, pem, about: 'the sandbox' });
    await parts.product.setup.plan(sent, signal);
    const { state, said } = await parts.run('ca-pc-1a2b');
    assert.equal(state, 'done', said);
    const { out, error } = await parts.shell.run([`stat -c %a ${certificateFile}`, `openssl x509 -noout -subject -in ${certificateFile}`, 'ls -A']);
    assert.match(out, /^644\nsubject=/, error);
    assert.ok(!out.includes(`${certificateFile}.`), 'no draft is left');
    await parts.shell.run([`echo mine >>${certificateFile}`]);
    assert.match(JSON.stringify((await parts.product.setup.undo('ca-pc-1a2b', signal)).steps), /whoever changed/);
    const over = await parts.product.setup.plan(parts.part('cb-pc-1a2b', { part: 'certificate', path: certificateFile, pem, about: 'the sandbox' }), signal);
    assert.equal(over.steps[1]?.state, 'blocked');
    await parts.product.setup.forget('cb-pc-1a2b');
    await parts.shell.write(certificateFile, pem, '644');
    await parts.undo('ca-pc-1a2b');
    assert.notEqual((await parts.shell.run([`test -e ${certificateFile}`])).code, 0);
  });
});
