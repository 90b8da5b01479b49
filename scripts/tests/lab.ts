import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { labVariable } from '../../test/lab/client';
import { startLab } from '../../test/lab/lab';
import { Missing } from '../workbench/components';

/** What a lab is made of, with the package of Debian's that has it. */
const programs: Readonly<Record<string, string>> = {
  unshare: 'util-linux', nsenter: 'util-linux', ip: 'iproute2', nft: 'nftables', dnsmasq: 'dnsmasq-base', sshd: 'openssh-server', ssh: 'openssh-client',
  'ssh-keygen': 'openssh-client', sudo: 'sudo', openssl: 'openssl', java: 'openjdk-17-jdk-headless', javac: 'openjdk-17-jdk-headless', mvn: 'maven', kcat: 'kcat', python3: 'python3',
};

/** Throws `Missing` where this machine cannot have a lab. */
export function needsLab(): Promise<void> {
  if (process.platform !== 'linux') throw new Missing(`a lab is made of Linux namespaces, and this is ${process.platform}`);
  if (process.getuid?.() !== 0) throw new Missing('making network namespaces takes root');
  const packages = new Set(Object.entries(programs).filter(([name]) => !has(name)).map(([, of]) => of));
  if (packages.size > 0) throw new Missing(`apt-get install ${[...packages].join(' ')}`);
  return Promise.resolve();
}

function has(program: string): boolean {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => existsSync(join(folder, program)));
}

/** Runs a command on the laptop of a lab of its own, which ends with it. Its exit code. */
export async function onLaptop(command: readonly string[]): Promise<number> {
  const lab = await startLab();
  try {
    const [file = '', ...args] = await lab.enter('laptop', command);
    return await new Promise((resolve, reject) => {
      const child = spawn(file, args, { stdio: 'inherit', env: { ...process.env, [labVariable]: lab.socket } });
      child.once('error', reject);
      child.once('exit', (code) => resolve(code ?? 1));
    });
  } finally {
    await lab.stop();
  }
}
