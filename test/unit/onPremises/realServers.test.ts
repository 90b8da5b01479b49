import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { nftables } from '../../../src/onPremises/firewall';
import { forwarders, type ForwarderKind } from '../../../src/onPremises/forwarders';
import { interfacesScript } from '../../../src/onPremises/interfaces';
import { anyOffice, office } from './offices';

const offices = [office(), ...fc.sample(anyOffice, { numRuns: 20, seed: 13 })];

/** Each server's own checker. CoreDNS and a systemd that knows delegates are in no Debian of today. */
const checkers: readonly (readonly [ForwarderKind, string, readonly string[]])[] = [
  ['unbound', 'unbound-checkconf', []], ['dnsmasq', 'dnsmasq', ['--test', '-C']], ['bind', 'named-checkconf', []],
];

describe('the office\'s files, looked at by the programs that they are for', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'office-')); });
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(name: string, text: string): string {
    writeFileSync(join(folder, name), text, { mode: 0o644 });
    return join(folder, name);
  }

  for (const [kind, program, words] of checkers) {
    it(`passes ${program}, which refuses it when a line is wrong`, function () {
      if (spawnSync(program, ['--version'], { stdio: 'ignore' }).error !== undefined) {
        console.log(`      Not run: ${program} is needed.`);
        this.skip();
      }
      const check = (text: string) => spawnSync(program, [...words, write('forwarder.conf', text)], { encoding: 'utf8' });
      for (const each of offices) {
        const { text } = forwarders(each).find((one) => one.kind === kind) ?? assert.fail();
        const { status, stderr } = check(text);
        assert.equal(status, 0, `${stderr}\n${text}`);
      }
      const { text } = forwarders(office()).find((one) => one.kind === kind) ?? assert.fail();
      assert.notEqual(check(text.replace(/10\.240\.1\.4/g, '10.240.1.400')).status, 0);
    });
  }

  it('is loaded by nft, twice is once, and is taken away whole', function () {
    if (spawnSync('unshare', ['-n', 'nft', 'list', 'tables'], { stdio: 'ignore' }).status !== 0) {
      console.log('      Not run: nft and network namespaces (Linux, root) are needed.');
      this.skip();
    }
    for (const each of offices) {
      const file = write('office.nft', nftables(each));
      const table = `inet private-connect-${each.name}`;
      const script = `set -e; nft -f ${file}; nft list ruleset >once; nft -f ${file}; nft list ruleset >twice; cmp once twice; cat twice; nft delete table ${table}; nft list ruleset`;
      const { status, stdout, stderr } = spawnSync('unshare', ['-n', 'sh', '-c', script], { cwd: folder, encoding: 'utf8' });
      assert.equal(status, 0, stderr);
      assert.equal(stdout.split('table inet').length, 2);
      assert.match(stdout, /tcp option maxseg size set 1360/);
    }
  });

  it('makes the interfaces and routes of route mode, again where they are, and takes them away', function () {
    const [each] = offices.filter(({ mode }) => mode === 'route');
    const script = (kind: 'xfrm' | 'vti'): string => write(`${kind}.sh`, interfacesScript(each ?? assert.fail(), kind) ?? assert.fail());
    for (const kind of ['xfrm', 'vti'] as const) {
      assert.equal(spawnSync('sh', ['-n', script(kind)]).status, 0);
      if (spawnSync('unshare', ['-n', 'ip', 'link', 'add', 'probe', 'type', kind, ...(kind === 'xfrm' ? ['dev', 'lo', 'if_id', '7'] : ['key', '7'])]).status !== 0) {
        console.log(`      Not run for ${kind}: a kernel with ${kind} interfaces, and root, are needed.`);
        continue;
      }
      const { status, stdout, stderr } = spawnSync('unshare', ['-n', 'sh', '-c', `set -e; sh ${script(kind)} up; sh ${script(kind)} up; ip route; sh ${script(kind)} down; ip -o link`], { encoding: 'utf8' });
      assert.equal(status, 0, stderr);
      assert.equal(stdout.split('metric').length, 1 + 2 * (each?.cloud.ranges.length ?? 0));
      assert.doesNotMatch(stdout, /: pc\S+-[12]/);
    }
  });

  it('needs no interfaces in policy mode', () => {
    assert.equal(interfacesScript(office(), 'xfrm'), undefined);
  });
});
