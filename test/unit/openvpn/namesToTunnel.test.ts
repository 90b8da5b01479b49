import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { hostsBlock } from '../../../src/openvpn/hostsBlock';
import { namesToTunnel } from '../../../src/openvpn/namesToTunnel';

const wanted = { domains: ['a.private.example'], servers: ['161.26.0.7', '161.26.0.8'], link: 'tun3' };

describe('what helps where names do not resolve through the tunnel', () => {
  it('asks the tunnel\'s name servers for the instance\'s domain alone, and says its undo', () => {
    const resolved = namesToTunnel(wanted, 'systemd-resolved');
    assert.match(resolved, /^sudo resolvectl dns tun3 161\.26\.0\.7 161\.26\.0\.8\nsudo resolvectl domain tun3 '~a\.private\.example'$/m);
    assert.match(resolved, /^# sudo resolvectl revert tun3$/m);
    const macos = namesToTunnel(wanted, 'macos');
    assert.match(macos, /^printf 'nameserver 161\.26\.0\.7\\nnameserver 161\.26\.0\.8\\n' \| sudo tee \/etc\/resolver\/a\.private\.example$/m);
    assert.match(macos, /^# sudo rm \/etc\/resolver\/a\.private\.example$/m);
    const windows = namesToTunnel(wanted, 'windows');
    assert.match(windows, /^Add-DnsClientNrptRule -Namespace '\.a\.private\.example' -NameServers '161\.26\.0\.7','161\.26\.0\.8'$/m);
    assert.match(windows, /^# Get-DnsClientNrptRule \| Where-Object Namespace -eq '\.a\.private\.example' \| Remove-DnsClientNrptRule -Force$/m);
    for (const text of [resolved, macos, windows]) assert.doesNotMatch(text, /~\.|Namespace '\.'|DefaultRoute/);
  });

  it('is read by a shell as it is meant', () => {
    const run = (text: string): string => execFileSync('sh', ['-c', `sudo() { printf '%s|' "$@"; cat >&2 2>/dev/null; echo; }\n${text}`], { input: '', encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
    assert.equal(run(namesToTunnel(wanted, 'systemd-resolved')), 'resolvectl|dns|tun3|161.26.0.7|161.26.0.8|\nresolvectl|domain|tun3|~a.private.example|\n');
    assert.equal(run(namesToTunnel(wanted, 'macos')), 'mkdir|-p|/etc/resolver|\ntee|/etc/resolver/a.private.example|\n');
  });

  it('holds nothing that a shell would run', () => {
    const bad = { domains: ['a.example', '$(reboot)', '-x', "a'; reboot"], servers: ['161.26.0.7', '`x`'], link: 'tun 0; reboot' };
    for (const how of ['systemd-resolved', 'macos', 'windows'] as const) {
      assert.doesNotMatch(namesToTunnel(bad, how), /reboot|`|\$\(|-x/);
    }
    assert.doesNotMatch(hostsBlock({ instance: 'a\nevil', names: ['a.example', 'b c'], addresses: ['10.0.0.4'], vpn: 'v\nevil' }), /^evil|b c/m);
  });

  it('pairs every name with every address for the hosts file, and says what that costs', () => {
    const text = hostsBlock({ instance: 'orders', names: ['k0.example', 'k1.example'], addresses: ['10.0.0.4', '10.0.1.4'], vpn: 'orders-vpn' }, 'linux');
    assert.deepEqual(text.split('\n').filter((line) => line !== '' && !line.startsWith('#')), ['10.0.0.4 k0.example', '10.0.1.4 k0.example', '10.0.0.4 k1.example', '10.0.1.4 k1.example']);
    assert.match(text, /Paste it into \/etc\/hosts as an administrator[^]*gets other addresses, they lead nowhere[^]*To undo it, take away these lines/);
    assert.match(hostsBlock({ instance: 'o', names: ['k'], addresses: ['10.0.0.4'], vpn: 'v' }, 'win32'), /drivers\\etc\\hosts/);
  });
});
