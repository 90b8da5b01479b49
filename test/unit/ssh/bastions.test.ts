import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { throughBastions } from '../../../src/ssh/bastions';
import type { HostEntry } from '../../../src/ssh/hostEntry';
import { askSsh } from '../../../src/ssh/sshCommand';
import { SshConfig } from '../../../src/ssh/sshConfig';
import { hasSsh } from './hasSsh';

const never = new AbortController().signal;

describe('Bastions that are named, as OpenSSH reads our entry', () => {
  let folder = '';
  const key = (): string => join(folder, 'it\'s 100% mine');

  before(function () {
    if (!hasSsh) {
      this.skip();
    }
  });
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'bastions-')), 'Jane Doe');
    await mkdir(folder);
  });
  afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

  /** What `ssh` is to do for each name, once the entry is written beside the user's own lines. */
  async function read(jump: string, keyPath: string | undefined, ...users: string[]): Promise<(alias: string) => Promise<ReadonlyMap<string, string>>> {
    await writeFile(join(folder, 'config'), users.map((line) => `${line}\n`).join(''));
    const entry: HostEntry = {
      alias: 'orders', address: '10.240.0.4', port: 22, user: 'ubuntu', keyPath, knownHostsPath: join(folder, 'known hosts'),
      ...await throughBastions(jump, { alias: 'orders', keyPath }, folder, never),
    };
    assert.equal(await new SshConfig(folder).add(entry, never), undefined);
    return async (alias) => {
      const answer = await askSsh(join(folder, 'config'), alias, never);
      assert.ok(answer.kind === 'settings');
      return new Map([...answer.settings, ['keys', answer.keyPaths.join()]]);
    };
  }

  it('have the connection\'s key and list of host keys, in folders of any name, and nothing of `Host *` in their way', async () => {
    const of = await read('admin@198.51.100.9:2222', key(), 'Host * !198.51.100.9', '  ProxyJump 198.51.100.9');
    assert.equal((await of('orders')).get('proxyjump'), 'orders.bastion');
    const bastion = await of('orders.bastion');
    assert.deepEqual(['user', 'hostname', 'port', 'identitiesonly', 'proxyjump'].map((name) => bastion.get(name)), ['admin', '198.51.100.9', '2222', 'yes', undefined]);
    assert.equal(bastion.get('keys'), key().replaceAll('%', '%%'));
    assert.equal(bastion.get('userknownhostsfile')?.replaceAll('%%', '%'), join(folder, 'known hosts'));
  });

  it('stand in their order, each with what the user\'s configuration says of its address, and the first one\'s own way', async () => {
    await writeFile(join(folder, 'theirs'), '');
    const of = await read('198.51.100.9,10.0.0.9:23', key(), 'Host 198.51.100.9', '  User me', `  IdentityFile "${join(folder, 'theirs')}"`, '  ProxyCommand nc -x p %h %p', 'Host 10.0.0.9', '  ProxyJump ignored');
    assert.equal((await of('orders')).get('proxyjump'), 'orders.bastion,orders.bastion-2');
    const [first, second] = [await of('orders.bastion'), await of('orders.bastion-2')];
    assert.deepEqual([first.get('user'), first.get('proxycommand'), first.get('keys')?.split(',').length], ['me', 'nc -x p %h %p', 2]);
    assert.deepEqual([second.get('user'), second.get('port'), second.get('proxyjump')], [userInfo().username, '23', undefined]);
  });

  it('leave a name of the user\'s own configuration to it', async () => {
    const of = await read('admin@jump:2222,10.0.0.9', key(), 'Host jump', '  HostName 198.51.100.9');
    assert.equal((await of('orders')).get('proxyjump'), 'admin@jump:2222,orders.bastion-2');
    assert.doesNotMatch(await readFile(join(folder, 'private-connect', 'config'), 'utf8'), /orders\.bastion$/m);
  });

  it('have no file where the SSH agent has the key, which is asked then', async () => {
    const bastion = await (await read('198.51.100.9', undefined))('orders.bastion');
    assert.equal(bastion.get('identitiesonly'), 'no');
  });

  it('go with the entry', async () => {
    await read('198.51.100.9', key(), 'Host x');
    await new SshConfig(folder).remove('orders');
    assert.equal(await readFile(join(folder, 'config'), 'utf8'), 'Host x\n');
    await assert.rejects(readFile(join(folder, 'private-connect', 'config')), { code: 'ENOENT' });
  });
});
