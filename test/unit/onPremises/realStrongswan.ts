import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Secret } from '../../../src/model/secret';

const programs = ['/usr/lib/ipsec/charon', '/usr/lib/ipsec/starter', '/usr/sbin/swanctl', '/usr/sbin/ipsec', '/usr/lib/ipsec/plugins/libstrongswan-kernel-libipsec.so'];

/** What is missing for a real strongSwan in a network of its own; undefined where all is here. */
export function missingForStrongswan(): string | undefined {
  const missing = programs.filter((path) => !existsSync(path));
  if (missing.length > 0) {
    return `${missing.join(', ')} (Debian: strongswan-charon strongswan-swanctl strongswan-starter libcharon-extra-plugins)`;
  }
  return spawnSync('unshare', ['-n', '-m', 'true']).status === 0 ? undefined : 'network namespaces (Linux, root)';
}

/** ESP in user space, which needs no kernel that has it, and nothing of the machine's own configuration. */
export function strongswanConf(log: string, retransmit = 4): string {
  return `charon {
  load_modular = no
  load = random nonce aes sha1 sha2 hmac kdf gcm openssl pem pkcs1 x509 constraints pubkey socket-default kernel-libipsec kernel-netlink vici stroke updown
  retransmit_timeout = ${retransmit}
  plugins { vici { socket = unix:///run/charon.vici } }
  filelog { log { path = ${log}
    default = 1
    flush_line = yes } }
}
`;
}

/** strongSwan in a network of its own that reaches nothing: what it makes of files. Everything is gone when `run` returns. */
export class RealStrongswan {
  readonly folder = mkdtempSync(join(tmpdir(), 'strongswan-'));

  constructor() {
    this.write('strongswan.conf', strongswanConf(this.path('charon.log')));
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  read(name: string): string {
    return existsSync(this.path(name)) ? readFileSync(this.path(name), 'utf8') : '';
  }

  write(name: string, text: string | Secret): string {
    writeFileSync(this.path(name), typeof text === 'string' ? text : text.reveal(), { mode: 0o600 });
    return this.path(name);
  }

  /** What this script writes, with charon running from its first line on. */
  run(script: string, start = '/usr/lib/ipsec/charon'): string {
    const lines = ['mount -t tmpfs tmpfs /run', 'ip link set lo up', 'ip addr add 198.51.100.9/24 dev lo', `${start} >/dev/null 2>starter.log &`, 'daemon=$!',
      'until [ -S /run/charon.vici ] && [ -S /run/charon.ctl ]; do kill -0 $daemon || exit 9; sleep 0.05; done', script, 'kill $daemon', 'wait $daemon'];
    const { stdout, stderr, status } = spawnSync('unshare', ['-n', '-m', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', '-c', lines.join('\n')], {
      cwd: this.folder, encoding: 'utf8', timeout: 55_000, maxBuffer: 50_000_000, env: { ...process.env, STRONGSWAN_CONF: this.path('strongswan.conf') },
    });
    if (status === 9) throw new Error(`charon did not start: ${this.read('charon.log')}${stderr}`);
    return `${stdout}${stderr.split('\n').filter((line) => !/^plugin '|^opening directory/.test(line)).join('\n')}`;
  }

  /** The same by the old starter, which reads `ipsec.conf` and `ipsec.secrets` of the folder. */
  runStarter(script: string): string {
    return this.run(script, `mount --bind ${this.path('ipsec.secrets')} /etc/ipsec.secrets; /usr/lib/ipsec/starter --nofork --conf ${this.path('ipsec.conf')}`);
  }

  end(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
