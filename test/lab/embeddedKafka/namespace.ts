import { spawn, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

const limitMs = 120_000;

/**
 * Runs a shell script with a hosts file of its own, bound over the system's in a mount namespace of its own, so that real clients
 * find broker names by the system's resolver and nothing on this machine changes.
 */
export async function runWithHosts(folder: string, hosts: ReadonlyMap<string, string>, script: string, env: NodeJS.ProcessEnv = process.env): Promise<Said> {
  const lines = ['127.0.0.1 localhost', ...[...hosts].map(([name, address]) => `${address} ${name}`), ''];
  await writeFile(join(folder, 'hosts'), lines.join('\n'));
  const user = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const bound = 'mount --bind "$0/hosts" "$(readlink -f /etc/hosts)" && exec bash -c "$1"';
  const child = spawn('unshare', ['--mount', ...user, 'sh', '-c', bound, folder, script], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: limitMs });
  const out: Buffer[] = [];
  const error: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => error.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, out: Buffer.concat(out).toString(), error: Buffer.concat(error).toString() };
}

/** Whether a program is there to be run. */
export function has(program: string): boolean {
  return spawnSync('sh', ['-c', 'command -v "$0"', program], { stdio: 'ignore' }).status === 0;
}
