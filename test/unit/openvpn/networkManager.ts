import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { cacheFolder } from '../../../scripts/workbench/components';

const kept = join(cacheFolder, 'network-manager-openvpn');

/** The folder of NetworkManager's libraries, taken out of Debian's packages (0.7 MB; nothing is installed); undefined where they are not to be had. */
export function networkManager(): string | undefined {
  return found() ?? (fetched() ? found() : undefined);
}

function found(): string | undefined {
  const folder = spawnSync('sh', ['-c', 'ls -d "$0"/usr/lib/*/NetworkManager/libnm-vpn-plugin-openvpn.so', kept], { encoding: 'utf8' }).stdout.trim();
  return folder === '' ? undefined : join(folder, '..', '..');
}

/** Whole or not at all: another suite may look at the same time. */
function fetched(): boolean {
  mkdirSync(cacheFolder, { recursive: true });
  const fresh = mkdtempSync(`${kept}.`);
  const script = 'apt-get -qq -o APT::Sandbox::User=root download libnm0 network-manager-openvpn && for package in *.deb; do dpkg-deb -x "$package" . || exit 1; done';
  const isFetched = spawnSync('sh', ['-c', script], { cwd: fresh, stdio: 'ignore', timeout: 60_000 }).status === 0;
  if (isFetched && !readdirSync(cacheFolder).includes('network-manager-openvpn')) renameSync(fresh, kept);
  rmSync(fresh, { recursive: true, force: true });
  return isFetched;
}

/** What NetworkManager reads of a profile: its own names and values, and its files' contents in place of their paths. */
export function imported(libraries: string, profile: string): Readonly<Record<string, string>> {
  const home = mkdtempSync(join(tmpdir(), 'nm-openvpn-'));
  try {
    const path = join(home, 'orders.ovpn');
    writeFileSync(path, profile, { mode: 0o600 });
    const text = execFileSync('python3', [join(__dirname, 'networkManagerImport.py'), libraries, path], { encoding: 'utf8', stdio: 'pipe', env: { ...process.env, HOME: home, LD_LIBRARY_PATH: libraries } });
    const read: unknown = JSON.parse(text);
    assert.ok(typeof read === 'object' && read !== null);
    return Object.fromEntries(Object.entries(read).map(([name, value]) => [name, String(value).startsWith(home) ? readFileSync(String(value), 'utf8') : String(value)]));
  } finally {
    rmSync(home, { recursive: true });
  }
}
