import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** OpenSSH's own agent, on a socket of its own. */
export class RealAgent {
  private constructor(readonly folder: string, readonly socket: string, private readonly process: ChildProcess) {}

  /** Undefined where there is none. */
  static async start(): Promise<RealAgent | undefined> {
    if (process.platform === 'win32' || spawnSync('ssh-add', ['-?'], { stdio: 'ignore' }).error !== undefined) {
      return undefined;
    }
    const folder = await mkdtemp(join(tmpdir(), 'agent-'));
    const socket = join(folder, 's');
    // Whoever asks for consent before each use (ssh-add -c) is told no.
    const env = { ...process.env, SSH_ASKPASS: '/bin/false', SSH_ASKPASS_REQUIRE: 'force' };
    const child = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore', env });
    while (!existsSync(socket) && child.exitCode === null) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    return new RealAgent(folder, socket, child);
  }

  /** By ssh-add: a file's key, or `-D` for none any more. */
  run(...args: string[]): void {
    const { status, stderr } = spawnSync('ssh-add', args, { env: { ...process.env, SSH_AUTH_SOCK: this.socket }, encoding: 'utf8' });
    if (status !== 0) {
      throw new Error(stderr);
    }
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
