import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { nameSetup } from '../../../src/machine/nameSetup';
import { surroundings } from '../../../src/machine/surroundings';
import { openvpnVersion, vpnClients } from '../../../src/machine/vpnClients';

const { signal } = new AbortController();
const none = (): Promise<string> => Promise.reject(Object.assign(new Error('spawn openvpn ENOENT'), { code: 'ENOENT' }));
const only = (...paths: readonly string[]) => (path: string): Promise<boolean> => Promise.resolve(paths.includes(path));

describe('the VPN clients of a machine', () => {
  it('are found where each system installs them', async () => {
    const found = await vpnClients(signal, 'darwin', only('/Applications/Tunnelblick.app', '/opt/homebrew/sbin/openvpn'),
      (program) => program === 'openvpn' ? none() : Promise.resolve('OpenVPN 2.6.8 aarch64-apple-darwin [SSL (OpenSSL)]\nlibrary versions: OpenSSL 3.2\n'));
    assert.deepEqual(found, [{ kind: 'tunnelblick', path: '/Applications/Tunnelblick.app' }, { kind: 'openvpn', path: '/opt/homebrew/sbin/openvpn', version: '2.6.8' }]);
    assert.deepEqual((await vpnClients(signal, 'win32', only('C:\\Program Files\\OpenVPN Connect\\OpenVPNConnect.exe'), none)).map(({ kind }) => kind), ['connect']);
    assert.deepEqual(await vpnClients(signal, 'linux', only(), none), []);
  });

  it('tell their version also where they end with an error after it', async () => {
    const old = (): Promise<string> => Promise.reject(Object.assign(new Error('exit 1'), { code: 1, stdout: 'OpenVPN 2.4.12 x86_64-pc-linux-gnu\n' }));
    assert.deepEqual(await vpnClients(signal, 'linux', only(), old), [{ kind: 'openvpn', path: 'openvpn', version: '2.4.12' }]);
    assert.equal(openvpnVersion('nothing'), undefined);
  });

  it('end with the signal', async () => {
    await assert.rejects(() => vpnClients(AbortSignal.abort(), 'linux', only(), none), { name: 'AbortError' });
  });

  it('are found on the machine that this runs on', async function () {
    const here = spawnSync('openvpn', ['--version'], { encoding: 'utf8' });
    if (here.error !== undefined) {
      console.log('      Not run: openvpn is needed.');
      this.skip();
    }
    assert.equal((await vpnClients(signal)).find(({ kind }) => kind === 'openvpn')?.version, openvpnVersion(here.stdout));
  });
});

describe('where the extension runs', () => {
  it('is the computer itself, WSL or a container', async () => {
    assert.equal(await surroundings('linux', '6.1.0-18-amd64', only()), 'own');
    assert.equal(await surroundings('linux', '5.15.146.1-microsoft-standard-WSL2', only()), 'wsl');
    assert.equal(await surroundings('linux', '5.15.146.1-microsoft-standard-WSL2', only('/.dockerenv')), 'container');
    assert.equal(await surroundings('linux', '6.1.0', only('/run/.containerenv')), 'container');
    assert.equal(await surroundings('win32', '10.0.22631', only('/.dockerenv')), 'own');
  });
});

describe('what resolves names on a machine', () => {
  const machine = (text: string, paths: readonly string[], target?: string) => nameSetup({ isThere: only(...paths), read: () => Promise.resolve(text), target: () => Promise.resolve(target) });
  const resolved = '/etc/openvpn/update-systemd-resolved';

  it('is what resolv.conf leads to, with the script that fits it', async () => {
    assert.deepEqual(await machine('nameserver 127.0.0.53\n', [resolved, '/sbin/resolvconf', '/etc/openvpn/update-resolv-conf']), { resolver: 'systemd-resolved', script: resolved });
    assert.deepEqual(await machine('nameserver 10.0.0.2\n', [resolved], '../run/systemd/resolve/resolv.conf'), { resolver: 'systemd-resolved', script: resolved });
    assert.deepEqual(await machine('nameserver 127.0.0.53\n', ['/etc/openvpn/update-resolv-conf']), { resolver: 'systemd-resolved' });
    assert.deepEqual(await machine('nameserver 10.0.0.2\n', [resolved, '/sbin/resolvconf', '/etc/openvpn/update-resolv-conf']), { resolver: 'resolvconf', script: '/etc/openvpn/update-resolv-conf' });
    assert.deepEqual(await machine('nameserver 10.0.0.2\n', [resolved]), { resolver: 'other' });
  });
});
