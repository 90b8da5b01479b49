import { chmod, chown, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import type { HostEntry } from '../../../src/ssh/hostEntry';
import { SshConfig } from '../../../src/ssh/sshConfig';
import { askSsh } from '../../../src/ssh/sshCommand';
import { hasSsh } from './hasSsh';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { join } from 'node:path';
import { tmpdir } from 'node:os';

const never = new AbortController().signal;

describe('SSH host entries', () => {
  let folder: string;
  let config: SshConfig;
  const entry = (more: Partial<HostEntry> = {}): HostEntry => ({
    alias: 'orders-pc', address: '198.51.100.4', port: 22, user: 'ubuntu', keyPath: join(folder, 'orders-pc'),
    knownHostsPath: join(folder, 'private-connect', 'known_hosts'), ...more,
  });
  const user = (): Promise<string> => readFile(join(folder, 'config'), 'latin1');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ssh config-'));
    config = new SshConfig(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('leave the user’s file as it was, byte by byte and with its mode, when they are gone', async () => {
    const text = 'Host *\r\n  ForwardAgent no\r\n# caf\u00e9';
    await writeFile(join(folder, 'config'), text, { encoding: 'latin1', mode: 0o640 });
    await chmod(join(folder, 'config'), 0o640);
    await config.add(entry(), never);
    assert.ok((await user()).endsWith(text));
    await config.remove('orders-pc');
    assert.equal(await user(), text);
    assert.equal((await stat(join(folder, 'config'))).mode & 0o777, 0o640);
  });

  it('keep the line while another entry needs it', async () => {
    await config.add(entry(), never);
    await config.add(entry({ alias: 'other' }), never);
    await config.remove('orders-pc');
    assert.equal(await config.has(entry({ alias: 'other' })), true);
    await config.remove('other');
    await assert.rejects(user(), /ENOENT/);
  });

  it('are all there when several windows write one each, and leave nothing when all are gone', async () => {
    await writeFile(join(folder, 'config'), 'Host *\n');
    const names = ['a', 'b', 'c', 'd'];
    await Promise.all(names.map((alias) => new SshConfig(folder).add(entry({ alias }), never)));
    assert.deepEqual(await Promise.all(names.map((alias) => config.has(entry({ alias })))), [true, true, true, true]);
    await Promise.all(names.map((alias) => new SshConfig(folder).remove(alias)));
    assert.equal(await user(), 'Host *\n');
    assert.deepEqual(await readdir(join(folder, 'private-connect')), []);
  });

  it('take the place of an older one of the same name', async () => {
    await config.add(entry(), never);
    await config.add(entry({ address: '198.51.100.9' }), never);
    assert.equal(await config.has(entry()), false);
    assert.equal(await config.has(entry({ address: '198.51.100.9' })), true);
  });

  describe('beside a file that is not ours to write', () => {
    const text = 'Host *\n  ForwardAgent no\n';
    const path = (): string => join(folder, 'config');
    const cases: readonly (readonly [string, () => Promise<unknown>, RegExp])[] = [
      ['says that another program writes it', () => writeFile(path(), `# managed by chezmoi\n${text}`), /another program writes it: "# managed by chezmoi"/],
      ['is a link', async () => { await writeFile(join(folder, 'real'), text); await symlink(join(folder, 'real'), path()); }, /it is a link to .*real/],
      ['is read-only', async () => { await writeFile(path(), text); await chmod(path(), 0o444); }, /it is read-only/],
      ...process.getuid?.() === 0 ? [['is somebody else\'s', async () => { await writeFile(path(), text); await chown(path(), 1, 1); }, /it belongs to another user/] as const] : [],
      ['is broken', () => writeFile(path(), 'Host *\n  User\n'), /line 2/],
      ['cannot be read', () => mkdir(path()), /EISDIR/],
    ];
    for (const [how, given, why] of cases) {
      it(`stand in our own file where it ${how}, and the line to add is told; nothing of it is changed`, async () => {
        await given();
        const before = await user().catch(String);
        const left = await config.add(entry(), never);
        assert.match(left?.why ?? '', why);
        assert.match(left?.byHand ?? '', /put this line on top of .*config yourself: Include .*private-connect\/config/);
        assert.match(await config.problem(never) ?? '', why);
        assert.deepEqual([await config.holds(entry()), await config.has(entry()), await user().catch(String)], [true, false, before]);
        await config.remove('orders-pc');
        assert.deepEqual([await config.holds(entry()), await user().catch(String)], [false, before]);
      });
    }

    it('are read once a person has put the line in, and go with it only where it can be taken out again', async () => {
      await writeFile(path(), text);
      await config.add(entry(), never);
      const ours = await user();
      await rm(path());
      await mkdir(path());
      assert.match((await config.remove('orders-pc'))?.byHand ?? '', /Take this line out of .*reads nothing any more: Include /);
      await rm(path(), { recursive: true });
      await writeFile(path(), ours);
      assert.equal(await config.remove('orders-pc'), undefined);
      assert.equal(await user(), text);
    });

    it('are told whole where our own file cannot be written either', async () => {
      await writeFile(join(folder, 'private-connect'), 'a file in the place of our folder');
      await assert.rejects(config.add(entry(), never), {
        code: 'ssh.config-unusable',
        next: /put these lines into .*config yourself: Host orders-pc; HostName 198\.51\.100\.4; Port 22; User ubuntu;/,
      });
    });
  });

  it('can be had with a broken file once someone has put the line in by hand', async () => {
    await config.add(entry(), never);
    await writeFile(join(folder, 'config'), `${await user()}Host *\n  User\n`);
    assert.equal(await config.problem(never), undefined);
  });

  it('never take words that would start another line or setting', async () => {
    await assert.rejects(config.add(entry({ user: 'a\n  ProxyCommand x' }), never), { code: 'ssh.bad-word' });
    await assert.rejects(config.add(entry({ address: '-oProxyCommand=x' }), never), { code: 'ssh.bad-word' });
    await assert.rejects(config.add(entry({ keyPath: '/a"b' }), never), { code: 'ssh.path-unusable' });
  });

  describe('read by OpenSSH', () => {
    before(function () {
      if (!hasSsh) {
        this.skip();
      }
    });

    it('are what was written, with a folder whose name has a space, a percent sign and an accent', async () => {
      const odd = join(folder, 'odd é #1');
      await mkdir(odd);
      const itsConfig = new SshConfig(odd);
      await writeFile(join(odd, 'config'), 'Host *\n  User other\n  HostName elsewhere\n');
      await itsConfig.add(entry({ keyPath: join(odd, 'key %h'), knownHostsPath: join(odd, 'known hosts') }), never);
      const answer = await askSsh(join(odd, 'config'), 'orders-pc', never);
      assert.ok(answer.kind === 'settings');
      assert.equal(answer.settings.get('hostname'), '198.51.100.4');
      assert.equal(answer.settings.get('user'), 'ubuntu');
      assert.equal(answer.settings.get('identitiesonly'), 'yes');
      assert.equal(answer.settings.get('identityfile'), join(odd, 'key %h').replaceAll('%', '%%'));
    });

    it('are not written where OpenSSH would read the path of our file as a pattern', () => {
      assert.throws(() => new SshConfig(join(folder, 'a*')), { code: 'ssh.config-unusable' });
      assert.throws(() => new SshConfig(join(folder, '%d')), { code: 'ssh.config-unusable' });
    });

    it('are taken out again where OpenSSH does not read them', async () => {
      await writeFile(join(folder, 'config'), 'Host *\n  NoSuchKeyword yes\n');
      assert.match((await config.add(entry(), never))?.why ?? '', /NoSuchKeyword|configuration option/i);
      assert.equal(await user(), 'Host *\n  NoSuchKeyword yes\n');
    });

    it('are refused beside a keyword that only OpenSSH knows to be wrong', async () => {
      await writeFile(join(folder, 'config'), 'Host *\n  NoSuchKeyword yes\n');
      assert.match(await config.problem(never) ?? '', /nosuchkeyword/i);
    });

    it('pass for any entry', async function () {
      this.timeout(30_000);
      const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
      await fc.assert(fc.asyncProperty(label, fc.ipV4(), fc.integer({ min: 1, max: 65535 }), label, async (alias, address, port, name) => {
        await config.add(entry({ alias, address, port, user: name }), never);
        const answer = await askSsh(join(folder, 'config'), alias, never);
        assert.ok(answer.kind === 'settings');
        assert.deepEqual(['hostname', 'port', 'user'].map((key) => answer.settings.get(key)), [address, String(port), name]);
      }), { numRuns: 15 });
    });
  });

  it('are written without a check where there is no OpenSSH', async () => {
    assert.equal((await askSsh(join(folder, 'config'), 'x', never, join(folder, 'no-such-program'))).kind, 'no-ssh');
  });
});
