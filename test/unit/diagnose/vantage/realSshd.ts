import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { portOf } from '../../kafka/support/kafkaPeer';
import { makeKey } from './sshPeer';

/** As root, sshd wants an account and a folder of its own, which not every machine has; this one every Linux has. */
const daemon = 1;

export interface SshdOptions {
  /** Lines of sshd_config(5), before the usual ones: the first of a keyword counts. */
  readonly lines?: readonly string[];
  /** Who signs in needs a shell, which the account that stands in for root has not. */
  readonly shell?: true;
}

/** OpenSSH's own server on loopback, run by who may sign in; only public keys open it. */
export class RealSshd {
  private constructor(readonly folder: string, readonly port: number, readonly username: string, private readonly process: ChildProcess) {}

  /** Where it is: `SSHD` names another place than the usual one. */
  static program(): string | undefined {
    return [process.env['SSHD'] ?? '', '/usr/sbin/sshd'].find((path) => path !== '' && existsSync(path));
  }

  /** Whether somebody with a shell can sign in to one that is started here. */
  static hasShell(): boolean {
    return process.getuid?.() !== 0 || /^sshd:/m.test(readFileSync('/etc/passwd', 'utf8'));
  }

  static async start(program: string, publicLines: readonly string[], { lines = [], shell }: SshdOptions = {}): Promise<RealSshd> {
    const folder = await mkdtemp(join(tmpdir(), 'sshd-'));
    const asDaemon = process.getuid?.() === 0 && shell !== true;
    const [port, hostKey] = [await freePort(), makeKey()];
    const file = (name: string): string => join(folder, name);
    await writeFile(file('host'), hostKey.privateKey);
    await writeFile(file('keys'), publicLines.join('\n'));
    await writeFile(file('config'), [
      ...lines,
      `Port ${port}`, 'ListenAddress 127.0.0.1', `HostKey ${file('host')}`, `AuthorizedKeysFile ${file('keys')}`, 'PidFile none', 'StrictModes no',
      'UsePAM no', 'PasswordAuthentication no', 'KbdInteractiveAuthentication no', 'MaxAuthTries 6', '',
    ].join('\n'));
    await chmod(folder, 0o755);
    await chmod(file('host'), 0o600);
    if (asDaemon) {
      await chown(file('host'), daemon, daemon);
    } else if (process.getuid?.() === 0) {
      await mkdir('/run/sshd', { recursive: true });
    }
    const child = spawn(program, ['-D', '-e', '-f', file('config')], {
      stdio: ['ignore', 'ignore', 'pipe'], ...(asDaemon ? { uid: daemon, gid: daemon } : {}),
    });
    const said = await listening(child);
    if (!said.includes('Server listening')) {
      await rm(folder, { recursive: true, force: true });
      throw new Error(said);
    }
    return new RealSshd(folder, port, asDaemon ? 'daemon' : userInfo().username, child);
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const ended = once(this.process, 'exit');
      this.process.kill();
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    child.once('error', (error) => resolve(error.message));
    child.once('exit', () => resolve(said));
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Server listening')) {
        resolve(said);
      }
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
