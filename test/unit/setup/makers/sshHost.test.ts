import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sshConfigOf, sshHost, sshHostMaker } from '../../../../src/setup/makers/sshHost';
import { scripted } from '../scripted';

const described = { kind: 'ssh-host', id: 'orders-pc', name: 'orders-pc' };

describe('An SSH host entry', () => {
  let sshFolder: string;
  beforeEach(async () => {
    sshFolder = await mkdtemp(join(tmpdir(), 'ssh-host-'));
  });
  afterEach(() => rm(sshFolder, { recursive: true, force: true }));

  it('is written, read back, and removed with the file and the line that held it', async () => {
    const { context } = scripted({}, {}, { environment: { sshFolder } });
    const entry = {
      alias: 'orders-pc', address: '198.51.100.4', port: 22, user: 'ubuntu', keyPath: join(sshFolder, 'key'), knownHostsPath: join(sshFolder, 'known'),
    };
    const specification = { name: 'orders-pc', entry };
    await sshHostMaker.make(context, specification);
    assert.ok(await sshConfigOf(context).has(entry));
    assert.match(await readFile(join(sshFolder, 'private-connect', 'config'), 'utf8'), /Host orders-pc\n {2}HostName 198\.51\.100\.4\n/);
    await sshHostMaker.remove(context, { ...described, origin: 'made' });
    assert.ok(!await sshConfigOf(context).has(entry));
    assert.ok(!existsSync(join(sshFolder, 'config')));
    // One that is gone already is no failure.
    await sshHostMaker.remove(context, { ...described, origin: 'made' });
  });

  it('is known by its alias alone', async () => {
    const { context } = scripted({});
    assert.deepEqual(sshHost('orders-pc'), described);
    assert.deepEqual(await sshHostMaker.recover(context, { kind: 'ssh-host', name: 'orders-pc' }), described);
    const entry = { alias: 'a', address: 'a', port: 22, user: 'u', keyPath: '/k', knownHostsPath: '/h' };
    assert.deepEqual(await Promise.all([sshHostMaker.find(context, { name: 'orders-pc', entry })]), [undefined]);
    assert.deepEqual(sshHostMaker.describe(undefined, { name: 'orders-pc', entry }), described);
  });
});
