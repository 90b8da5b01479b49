import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import type { Through } from '../../../../../../src/model/serverAccess';
import { namesOf } from '../../../../../../src/setup/names';
import type { VsiChoices } from '../../../../../../src/setup/routes/vsi/choices';
import { floatingIpFact } from '../../../../../../src/setup/routes/vsi/facts';
import { sshHostStep } from '../../../../../../src/setup/routes/vsi/steps/sshHost';
import type { Step } from '../../../../../../src/setup/steps/step';
import { knownHostsPath } from '../../../../../../src/ssh/knownHosts';
import { connection, refused, scripted, type Scripted } from '../../../scripted';
import { addressOf } from '../../../things';

let sshFolder: string;
beforeEach(async () => {
  sshFolder = await mkdtemp(join(tmpdir(), 'ssh-host-'));
});
afterEach(() => rm(sshFolder, { recursive: true, force: true }));

function stepWith(more: Partial<VsiChoices> = {}): Step {
  return sshHostStep({ ...connection.choices, ...more }, namesOf(connection.id));
}

/** A run on this machine, which knows the floating IP where one is given. */
function here(address?: string): Scripted {
  const run = scripted({}, {}, { environment: { sshFolder } });
  run.context.facts.set(floatingIpFact, address === undefined ? undefined : addressOf('f1', { address }));
  return run;
}

const missing = { kind: 'missing', detail: 'ubuntu · orders-pc' };
const exists = { kind: 'exists', resource: { kind: 'ssh-host', id: 'orders-pc', name: 'orders-pc' }, detail: undefined };
const bastion = { address: { kind: 'address', address: 'bastion' } } as const;

describe('The step of an SSH host entry', () => {
  it('is named after what one types', async () => {
    const { id, title, why, price, ready } = { ...stepWith(), price: await stepWith().price(here().context), ready: await stepWith().ready(here().context) };
    assert.deepEqual([id, title, why, price, ready], [
      'ssh-host', 'SSH host entry orders-pc',
      '"ssh orders-pc" logs in. It stands in a file of ours, which one Include line in your SSH configuration reads.', { kind: 'none' }, '',
    ]);
  });

  it('has one to write where none stands, and while the address is not known', async () => {
    assert.deepEqual(await stepWith().find(here('198.51.100.4').context), missing);
    assert.deepEqual(await stepWith().find(here().context), missing);
    assert.deepEqual(await stepWith({ loginUser: 'core' }).find(here().context), { kind: 'missing', detail: 'core · orders-pc' });
  });

  it('writes what the way leads through, as it is named or as the user’s own configuration has it of the address', async function () {
    const written = async (through: Through): Promise<string> => {
      const run = here();
      await stepWith({ address: { kind: 'address', address: '10.240.0.4', through } }).create(run.context);
      return await readFile(join(sshFolder, 'private-connect', 'config'), 'utf8');
    };
    const named = await written({ kind: 'bastion', jump: 'me@198.51.100.9,10.0.0.9' });
    assert.match(named, /^  ProxyJump orders-pc\.bastion,orders-pc\.bastion-2$/m);
    assert.deepEqual(named.match(/^ *IdentityFile .*/gm)?.map((line) => line.trim()).filter((line) => line === 'IdentityFile "/k"').length, 3);
    if (spawnSync('ssh', ['-V']).status !== 0) {
      this.skip();
    }
    await writeFile(join(sshFolder, 'config'), 'Host 10.240.*\n  ProxyJump corp\nHost box\n  ProxyCommand nc %h %p\n');
    assert.match(await written({ kind: 'ssh-config', name: '10.240.0.4' }), /^  ProxyJump corp$/m);
    assert.match(await written({ kind: 'ssh-config', name: 'box' }), /^  ProxyCommand nc %h %p$/m);
    assert.doesNotMatch(await written({ kind: 'ssh-config', name: 'elsewhere' }), /Proxy/);
  });

  it('writes the server’s address, user, key and the list of host keys, and finds them then', async () => {
    const run = here('198.51.100.4');
    await stepWith().create(run.context);
    const entry = {
      alias: 'orders-pc', address: '198.51.100.4', port: 22, user: 'ubuntu', keyPath: '/k', knownHostsPath: knownHostsPath(sshFolder),
    };
    assert.deepEqual(run.deeds.filter(([what]) => what === 'make'), [['make', 'ssh-host', { name: 'orders-pc', entry }]]);
    assert.deepEqual(await stepWith().find(run.context), exists);
    assert.match(await readFile(join(sshFolder, 'config'), 'utf8'), /^Include .*private-connect\/config/m);
  });

  it('is not satisfied by an entry for another address or another user', async () => {
    await stepWith().create(here('198.51.100.4').context);
    assert.deepEqual(await stepWith().find(here('198.51.100.5').context), missing);
    assert.deepEqual(await stepWith().find(here().context), missing);
    assert.deepEqual(await stepWith({ loginUser: 'core' }).find(here('198.51.100.4').context), { kind: 'missing', detail: 'core · orders-pc' });
  });

  it('takes the address that was given, whatever floating IP there is', async () => {
    const run = here('198.51.100.4');
    await stepWith(bastion).create(run.context);
    assert.match(await readFile(join(sshFolder, 'private-connect', 'config'), 'utf8'), /HostName bastion\n/);
    assert.deepEqual(await stepWith(bastion).find(here().context), exists);
  });

  it('cannot be made before the address is known', async () => {
    await assert.rejects(stepWith().create(here().context), { name: 'TypeError', message: 'The server’s address is not known yet.' });
  });

  it('leaves a configuration alone that is not ours to write, goes on, and says what to do by hand', async () => {
    const byHand = new RegExp(`${sshFolder}/config is left as it is: it says that another program writes it.*yourself: Include `);
    await writeFile(join(sshFolder, 'config'), '# managed by chezmoi\n');
    const run = here('198.51.100.4');
    const planned = await stepWith().find(run.context);
    assert.ok(planned.kind === 'missing');
    assert.match(planned.detail ?? '', byHand);
    await stepWith().create(run.context);
    assert.match(await stepWith().ready(run.context), byHand);
    const found = await stepWith().find(here('198.51.100.4').context);
    assert.ok(found.kind === 'exists', 'there is nothing more that it could do');
    assert.match(found.detail ?? '', byHand);
    assert.equal(await readFile(join(sshFolder, 'config'), 'utf8'), '# managed by chezmoi\n');
  });

  it('is left out where SSH’s configuration cannot hold it, and the run goes on', async () => {
    const quoted = stepWith({ key: { kind: 'existing', path: '/home/me/a"b' } });
    assert.deepEqual(await quoted.find(here('198.51.100.4').context), {
      kind: 'left-out', why: 'The path /home/me/a"b has a character that OpenSSH\'s configuration cannot hold. Choose a key in another folder.',
    });
    const run = here('198.51.100.4');
    await quoted.create(run.context);
    assert.match(await quoted.ready(run.context), /^left out: The path \/home\/me\/a"b has a character/);
  });

  it('hides no defect, and no failure that is none of SSH’s', async () => {
    for (const error of [new TypeError('a defect'), refused(403)]) {
      const run = scripted({}, {}, { environment: { get sshFolder(): string { throw error; } } });
      await assert.rejects(stepWith().find(run.context), (thrown) => thrown === error);
    }
  });
});
