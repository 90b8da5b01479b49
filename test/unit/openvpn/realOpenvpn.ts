import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const make = ['ip link set lo up', 'ip tuntap add mode tun name probe0'].join(' && ');

/** A real VPN needs openvpn, openssl, and a network namespace with a tunnel device: Linux and root. */
export const canTunnel = spawnSync('unshare', ['-n', 'sh', '-c', make], { stdio: 'ignore' }).status === 0
  && spawnSync('openvpn', ['--version'], { stdio: 'ignore' }).error === undefined && spawnSync('openssl', ['version'], { stdio: 'ignore' }).status === 0;

/** A loaded machine may be too slow for a try. */
const tries = 6;

/** A VPN server and a client in a network of their own, with an authority that openssl makes. Everything ends and goes with `end`. */
export class RealOpenvpn {
  readonly folder = mkdtempSync(join(tmpdir(), 'openvpn-'));
  readonly #running: number[] = [];

  constructor() {
    this.#authority('ca');
    this.issue('server', 'ca', 'serverAuth');
    this.issue('client', 'ca', 'clientAuth');
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  read(name: string): string {
    return existsSync(this.path(name)) ? readFileSync(this.path(name), 'utf8') : '';
  }

  write(name: string, text: string, mode = 0o600): string {
    writeFileSync(this.path(name), text, { mode });
    return this.path(name);
  }

  #authority(name: string): void {
    this.#openssl(['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30', '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.crt`]);
  }

  /** Another authority, that nobody knows. */
  strange(): void {
    this.#authority('strange');
  }

  /** `days` before now where it has expired. */
  issue(name: string, by: string, usage: string, dates: readonly string[] = ['-days', '30']): void {
    this.write(`${by}.cnf`, [`[ca]`, 'default_ca=d', '[d]', `database=${this.path(`${by}.index`)}`, `new_certs_dir=${this.folder}`, 'default_md=sha256', 'policy=p', 'rand_serial=yes', '[p]', 'commonName=supplied', '[e]', 'keyUsage=digitalSignature', `extendedKeyUsage=${usage}`].join('\n'));
    if (!existsSync(this.path(`${by}.index`))) this.write(`${by}.index`, '');
    this.#openssl(['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`]);
    this.#openssl(['ca', '-batch', '-notext', '-config', `${by}.cnf`, '-extensions', 'e', '-cert', `${by}.crt`, '-keyfile', `${by}.key`, '-in', `${name}.csr`, '-out', `${name}.crt`, ...dates]);
  }

  /** The list of those that are revoked; `dates` as openssl takes them. */
  revocationList(revoked: readonly string[], dates: readonly string[] = ['-crldays', '30']): void {
    for (const name of revoked) this.#openssl(['ca', '-config', 'ca.cnf', '-cert', 'ca.crt', '-keyfile', 'ca.key', '-revoke', `${name}.crt`]);
    this.#openssl(['ca', '-config', 'ca.cnf', '-cert', 'ca.crt', '-keyfile', 'ca.key', '-gencrl', ...dates, '-out', 'crl.pem']);
  }

  #openssl(words: readonly string[]): void {
    execFileSync('openssl', [...words], { cwd: this.folder, stdio: 'pipe' });
  }

  /**
   * Runs a server with these options beside the usual ones, then a client with this profile, on one loopback; what the client wrote, once that is what is
   * waited for, or the client has ended or given up often.
   */
  async clientLog(profile: string, isDone: (log: string) => boolean, server: readonly string[] = []): Promise<string> {
    this.write('server.conf', ['dev tun0', 'topology subnet', 'proto udp', 'local 127.0.0.1', 'port 443', 'server 10.208.0.0 255.255.252.0', 'ca ca.crt', 'cert server.crt',
      'key server.key', 'dh none', 'keepalive 1 4', 'verb 3', ...server].join('\n'));
    this.write('client.ovpn', profile);
    this.write('client.log', '');
    const script = ['ip link set lo up', 'openvpn --config server.conf >server.log 2>&1 &',
      'until grep -q "Initialization Sequence Completed" server.log; do sleep 0.05; done', 'openvpn --config client.ovpn --dev tun1 >client.log 2>&1; echo ended >>client.log'].join('\n');
    const child = spawn('unshare', ['-n', 'sh', '-c', script], { cwd: this.folder, detached: true, stdio: 'ignore' });
    this.#running.push(child.pid ?? assert.fail('unshare did not start'));
    for (;;) {
      const log = this.read('client.log');
      if (isDone(log) || /^ended$/m.test(log) || log.split('Restart pause').length > tries || child.exitCode !== null || child.signalCode !== null) {
        return log;
      }
      await pause(50);
    }
  }

  stop(): void {
    for (const pid of this.#running.splice(0)) process.kill(-pid, 'SIGKILL');
  }

  end(): void {
    this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
