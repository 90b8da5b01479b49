import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { forgetHostKeys, KnownHosts, knownHostsPath, placeOf } from '../../../src/ssh/knownHosts';

describe('our own known hosts', () => {
  let folder = '';
  let hosts: KnownHosts;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pc-hosts-'));
    hosts = new KnownHosts(join(folder, 'deep', 'known_hosts'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const keyOf = (seed: number) => {
    const type = 'ssh-ed25519';
    return Buffer.concat([Buffer.from([0, 0, 0, type.length]), Buffer.from(type), Buffer.alloc(32, seed)]);
  };

  it('gives back every key that was pinned, whatever else stands in the file', async () => {
    const pin = fc.record({ host: fc.constantFrom('198.51.100.7', 'build.test', '198.51.100.8'), port: fc.constantFrom(22, 2222), seed: fc.integer({ min: 0, max: 255 }) });
    const other = fc.constantFrom('# a comment', '', '@revoked build.test ssh-ed25519 AAAA', 'elsewhere.test ssh-rsa AAAA', 'rubbish');
    await fc.assert(fc.asyncProperty(fc.array(other), fc.array(pin, { minLength: 1, maxLength: 6 }), async (lines, pins) => {
      const path = join(folder, `hosts-${Math.random()}`);
      const before = lines.join('\n');
      await writeFile(path, before);
      const file = new KnownHosts(path);
      for (const { host, port, seed } of pins) {
        await file.pin(host, port, keyOf(seed));
      }
      assert.ok((await readFile(path, 'utf8')).startsWith(before));
      for (const { host, port, seed } of pins) {
        assert.equal(await file.verdict(host, port, keyOf(seed)), 'known');
      }
    }), { numRuns: 30 });
  });

  it('tells unknown from changed, for each port by itself', async () => {
    await hosts.pin('build.test', 22, keyOf(1));
    assert.equal(await hosts.verdict('build.test', 22, keyOf(2)), 'changed');
    assert.equal(await hosts.verdict('build.test', 2222, keyOf(2)), 'unknown');
    assert.equal(await hosts.verdict('BUILD.test', 22, keyOf(1)), 'known');
    assert.deepEqual(await hosts.types('build.test', 22), ['ssh-ed25519']);
  });

  it('makes its file for its owner alone, and ends a last line that has no end', async () => {
    await hosts.pin('build.test', 22, keyOf(1));
    assert.equal((await stat(hosts.path)).mode & 0o077, 0);
    await writeFile(hosts.path, 'other.test ssh-ed25519 AAAA');
    await hosts.pin('build.test', 22, keyOf(1));
    assert.equal((await readFile(hosts.path, 'utf8')).split('\n').length, 3);
  });

  it('takes no text for a host that would break the line', () => {
    for (const host of ['', 'a b', 'a\nb', 'a,b', '@revoked', '#a', '|1|a', '*', '-oProxyCommand=x']) {
      assert.throws(() => placeOf(host, 22), { code: 'ssh.bad-host' });
    }
  });

  it('says which file it could not read', async () => {
    await assert.rejects(new KnownHosts(folder).verdict('build.test', 22, keyOf(1)), { code: 'ssh.known-hosts-unreadable' });
  });

  it('forgets one host and keeps the others, whatever its case and port, and what it cannot read', async () => {
    await forgetHostKeys(hosts.path, 'build.test');
    assert.deepEqual(await readdir(join(folder, 'deep')), []);
    const kept = '198.51.100.40 ssh-ed25519 BBB\n# é \xff\nrubbish\n';
    await writeFile(hosts.path, `198.51.100.4 ssh-ed25519 AAA\n${kept}Host,198.51.100.4 ssh-rsa CCC\n`, 'latin1');
    await forgetHostKeys(hosts.path, '198.51.100.4');
    assert.equal(await readFile(hosts.path, 'latin1'), kept);
    await hosts.pin('Build.test', 2222, keyOf(1));
    await hosts.pin('build.test', 22, keyOf(1));
    await forgetHostKeys(hosts.path, 'BUILD.test');
    assert.equal(await readFile(hosts.path, 'latin1'), kept);
    assert.equal((await stat(hosts.path)).mode & 0o077, 0);
  });

  it('reads a host that another program wrote in capitals', async () => {
    await hosts.pin('other.test', 22, keyOf(1));
    await writeFile(hosts.path, `BUILD.test,Other ssh-ed25519 ${keyOf(3).toString('base64')}\n`);
    assert.equal(await hosts.verdict('build.test', 22, keyOf(3)), 'known');
    assert.equal(await hosts.verdict('build.test', 22, keyOf(4)), 'changed');
  });

  it('loses nothing of what several windows change at once', async () => {
    const windows = Array.from({ length: 6 }, () => new KnownHosts(hosts.path));
    await Promise.all(windows.map(async (window, at) => {
      await window.pin(`host-${at}.test`, 22, keyOf(at));
      await window.pin('shared.test', 22, keyOf(9));
      await window.pin(`gone-${at}.test`, 22, keyOf(at));
      await window.forget(`gone-${at}.test`);
    }));
    const lines = (await readFile(hosts.path, 'utf8')).trim().split('\n').map((line) => line.split(' ')[0]);
    assert.deepEqual(lines.sort(), [...windows.map((_, at) => `host-${at}.test`), 'shared.test']);
    assert.deepEqual(await readdir(join(folder, 'deep')), ['known_hosts']);
  });

  it('is beside our own configuration, not the user\'s list', () => {
    assert.equal(knownHostsPath(join('home', '.ssh')), join('home', '.ssh', 'private-connect', 'known_hosts'));
  });
});
