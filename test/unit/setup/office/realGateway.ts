import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { RealSshd } from '../../diagnose/vantage/realSshd';
import { makeKey } from '../../diagnose/vantage/sshPeer';
import { missingForStrongswan, strongswanConf } from '../../onPremises/realStrongswan';

const programs = ['/usr/sbin/unbound', '/usr/sbin/nft', '/usr/bin/ss', '/usr/bin/sudo'];

/** What is missing for a real gateway; undefined where all is here. */
export function missingForGateway(): string | undefined {
  const missing = [...programs.filter((path) => !existsSync(path)), ...RealSshd.program() === undefined ? ['sshd'] : []];
  return missing.length > 0 ? `${missing.join(', ')} (Debian: unbound nftables iproute2 sudo openssh-server)` : missingForStrongswan();
}

/**
 * An office's gateway: strongSwan, unbound and OpenSSH's server in a network of their own, on the machine's own files with all changes kept apart. `/etc` is
 * as Debian has it, and everything is gone with it.
 */
export class RealGateway {
  readonly keyPath: string;

  private constructor(private readonly folder: string, private readonly process: ChildProcess, private readonly inside: string) {
    this.keyPath = join(folder, 'key');
  }

  static async start(): Promise<RealGateway> {
    const folder = mkdtempSync(join(tmpdir(), 'gateway-'));
    const file = (name: string, text: string): void => writeFileSync(join(folder, name), text, { mode: 0o600 });
    const [host, user] = [makeKey(), makeKey()];
    file('host', host.privateKey);
    file('key', user.privateKey);
    file('keys', user.publicKey);
    file('sshd.conf', [`HostKey ${folder}/host`, `AuthorizedKeysFile ${folder}/keys`, 'PidFile none', 'StrictModes no', 'UsePAM no', 'MaxSessions 50', ''].join('\n'));
    file('strongswan.conf', strongswanConf(join(folder, 'charon.log')));
    file('start.sh', [
      'set -e', 'mount -t tmpfs tmpfs /run', 'mkdir -p /run/sshd', 'mount -t tmpfs tmpfs /mnt',
      ...['etc', 'usr/local/sbin'].map((each, at) => `mkdir /mnt/up${at} /mnt/work${at}; mount -t overlay overlay -o lowerdir=/${each},upperdir=/mnt/up${at},workdir=/mnt/work${at} /${each}`),
      `cat ${folder}/strongswan.conf > /etc/strongswan.conf`, 'ip link set lo up', 'ip addr add 198.51.100.9/24 dev lo',
      'useradd --no-create-home --shell /bin/sh --password "*" office; useradd --no-create-home --shell /bin/sh --password "*" guest', 'echo "office ALL=(ALL) NOPASSWD: ALL" > /etc/sudoers.d/office',
      'rm -f /etc/unbound/unbound.conf.d/root-auto-trust-anchor-file.conf',
      `chmod 755 ${folder}; chmod 644 ${folder}/keys`, '/usr/lib/ipsec/charon >/dev/null 2>&1 &', 'unbound -d >/dev/null 2>&1 &',
      'until [ -S /run/charon.vici ] && ss -Hlun "sport = :53" | grep -q :53; do sleep 0.05; done', `touch ${folder}/ready`, 'exec sleep infinity',
    ].join('\n'));
    const child = spawn('unshare', ['-n', '-m', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', join(folder, 'start.sh')], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => { said += chunk.toString(); });
    while (!existsSync(join(folder, 'ready'))) {
      if (child.exitCode !== null) throw new Error(`the gateway did not start: ${said}`);
      await sleep(50);
    }
    const inside = readFileSync(`/proc/${child.pid ?? 0}/task/${child.pid ?? 0}/children`, 'utf8').trim();
    return new RealGateway(folder, child, inside);
  }

  /** A connection to its OpenSSH server. */
  connect(): Duplex {
    const child = spawn('nsenter', [...this.#enter(), RealSshd.program() ?? '', '-i', '-e', '-f', join(this.folder, 'sshd.conf')], { stdio: ['pipe', 'pipe', 'ignore'] });
    const stream = Duplex.from({ readable: child.stdout, writable: child.stdin });
    stream.on('close', () => child.kill());
    return stream;
  }

  /** What a script writes there, run by root. */
  sh(script: string): string {
    const { stdout, stderr, status } = spawnSync('nsenter', [...this.#enter(), 'sh', '-c', script], { encoding: 'utf8', timeout: 60_000 });
    return status === null ? `not ended: ${stderr}` : `${stdout}${stderr.split('\n').filter((line) => !/^plugin '|^opening directory/.test(line)).join('\n')}`;
  }

  /** Each file and folder, with mode, owner and content, the time of files too; what is loaded after it. */
  state(): readonly string[] {
    const files = this.sh("cd /; find etc usr/local/sbin -xdev \\( -type d -printf '%p %m %u:%g\\n' \\) -o -printf '%p %y %m %u:%g %T@ %l\\n'; find etc/swanctl etc/unbound etc/nftables.d usr/local/sbin -type f -exec sha256sum {} + 2>/dev/null");
    return [...files.split('\n').sort(), ...this.loaded()];
  }

  loaded(): readonly string[] {
    return this.sh('swanctl --list-conns | grep IKEv; swanctl --list-sas | grep IKEv; nft list ruleset; unbound-checkconf -o private-domain').split('\n').filter((line) => line.trim() !== '');
  }

  stop(): void {
    this.process.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  #enter(): readonly string[] {
    return ['-t', this.inside, '-n', '-m', '-p'];
  }
}
