import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Through } from '../../../src/model/serverAccess';
import { type Way, wayOf } from '../../../src/ssh/way';
import { hasSsh } from './hasSsh';

const never = new AbortController().signal;
const target = { host: '10.240.0.4', port: 22, username: 'ubuntu' };

describe('The way to a server', () => {
  let sshFolder: string;

  before(function () {
    if (!hasSsh) {
      this.skip();
    }
  });
  beforeEach(async () => { sshFolder = await mkdtemp(join(tmpdir(), 'way-')); });
  afterEach(() => rm(sshFolder, { recursive: true, force: true }));

  const named = (name: string): Through => ({ kind: 'ssh-config', name });

  async function way(through: Through, ...config: string[]): Promise<Way> {
    if (config.length > 0) {
      await writeFile(join(sshFolder, 'config'), `${config.join('\n')}\n`);
    }
    return await wayOf(through, { ...target, sshFolder }, never);
  }

  const hosts = ({ hops }: Way): string[] => hops.map(({ user, host, port }) => `${user}@${host}:${port}`);

  it('leads through what the SSH configuration says of its address or name, and through nothing where it says nothing', async () => {
    const config = ['Host bastion', '  HostName 198.51.100.4', '  User admin', '  Port 2222', 'Host 10.240.*', '  ProxyJump bastion', 'Host alone', '  ProxyJump none'];
    assert.deepEqual(hosts(await way(named('10.240.0.4'), ...config)), ['admin@198.51.100.4:2222']);
    assert.deepEqual(await way(named('alone')), { hops: [] });
    assert.deepEqual(await way(named('anything else')), { hops: [] });
  });

  it('is a chain in the order of its hosts; of their own ways only the first one\'s counts, as with ssh itself', async () => {
    const config = ['Host first', '  ProxyJump outer', 'Host second', '  ProxyJump ignored', '  User two', 'Host 10.*', '  ProxyJump first,second:23', 'Host *', '  User me'];
    assert.deepEqual(hosts(await way(named('10.240.0.4'), ...config)), ['me@outer:22', 'me@first:22', 'two@second:23']);
  });

  it('leads through hosts that are named, with or without a configuration that knows them', async () => {
    assert.deepEqual(hosts(await way({ kind: 'bastion', jump: 'admin@198.51.100.4:2222,10.0.0.9' })), ['admin@198.51.100.4:2222', `${userInfo().username}@10.0.0.9:22`]);
    const known = await way({ kind: 'bastion', jump: 'other@bastion' }, 'Host bastion', '  HostName 198.51.100.4', '  User admin');
    assert.deepEqual(hosts(known), ['other@198.51.100.4:22'], 'what was typed counts');
  });

  it('has the keys that are there', async () => {
    await writeFile(join(sshFolder, 'id_jump'), '');
    const { hops } = await way({ kind: 'bastion', jump: 'bastion' }, 'Host bastion', `  IdentityFile ${join(sshFolder, 'id_jump')}`, `  IdentityFile ${join(sshFolder, 'gone')}`);
    assert.deepEqual(hops[0]?.keyPaths, [join(sshFolder, 'id_jump')]);
  });

  it('is a program with its tokens filled in, also before the first host', async () => {
    const config = ['Host 10.240.*', '  ProxyCommand connect -u %r %n %h:%p 100%%', 'Host jump', '  ProxyCommand nc %h %p', 'Host 10.9.*', '  ProxyJump jump'];
    assert.deepEqual(await way(named('10.240.0.4'), ...config), { command: 'connect -u ubuntu 10.240.0.4 10.240.0.4:22 100%', hops: [] });
    const both = await way(named('10.9.0.4'));
    assert.deepEqual([both.command, hosts(both)], ['nc jump 22', [`${userInfo().username}@jump:22`]]);
  });

  it('is refused where it cannot be run as it stands, or never ends', async () => {
    await assert.rejects(way(named('10.240.0.4'), 'Host 10.*', '  ProxyCommand x %C'), { code: 'ssh.way-unusable', why: /has %C, which only ssh itself fills in/ });
    await assert.rejects(way(named('a'), 'Host a', '  ProxyJump b', 'Host b', '  ProxyJump a'), { code: 'ssh.way-unusable', next: /^Name the bastion as user@host/ });
    await assert.rejects(way({ kind: 'bastion', jump: '-oProxyCommand=id' }), { code: 'ssh.way-unusable' });
  });
});
