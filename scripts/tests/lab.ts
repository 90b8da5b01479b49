import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { labAt, labVariable } from '../../test/lab/client';
import { hasClockLibrary } from '../../test/lab/faults/clockSkew';
import { startCluster } from '../../test/lab/kafka/cluster';
import { tools } from '../../test/lab/kafka/tools';
import { inside, type RunningLab } from '../../test/lab/lab';
import { laptopPackages, packages } from '../../test/lab/mirror/packages';
import { Missing } from '../workbench/components';

/** What a lab is made of, with the package of Debian's that has it. */
const programs: Readonly<Record<string, string>> = {
  unshare: 'util-linux', nsenter: 'util-linux', ip: 'iproute2', nft: 'nftables', dnsmasq: 'dnsmasq-base', sshd: 'openssh-server', ssh: 'openssh-client',
  'ssh-keygen': 'openssh-client', sudo: 'sudo', openssl: 'openssl', java: 'openjdk-17-jdk-headless', javac: 'openjdk-17-jdk-headless',
  openvpn: 'openvpn', mvn: 'maven', kcat: 'kcat', python3: 'python3',
  swanctl: 'strongswan-swanctl', unbound: 'unbound', named: 'bind9', 'named-checkconf': 'bind9-utils',
  dig: 'bind9-dnsutils', ping: 'iputils-ping', dnf: 'dnf', rpmbuild: 'rpm', createrepo_c: 'createrepo-c',
};

/** Files of the same, which are on no path. */
const files: Readonly<Record<string, string>> = {
  '/usr/lib/ipsec/charon': 'strongswan-charon', '/usr/lib/ipsec/plugins/libstrongswan-kernel-libipsec.so': 'libcharon-extra-plugins',
};

/** Fetches what a lab needs, or throws `Missing` where this machine cannot have one. */
export async function needsLab(): Promise<void> {
  if (process.platform !== 'linux') throw new Missing(`a lab is made of Linux namespaces, and this is ${process.platform}`);
  if (process.getuid?.() !== 0) throw new Missing('making network namespaces takes root');
  const wanted = new Set(Object.entries(programs).filter(([name]) => !has(name)).map(([, of]) => of));
  for (const [path, of] of Object.entries(files)) if (!existsSync(path)) wanted.add(of);
  if (!hasClockLibrary()) wanted.add('libfaketime');
  if (wanted.size > 0) throw new Missing(`apt-get install ${[...wanted].join(' ')}`);
  await Promise.all([packages(), laptopPackages()]).catch(notFetched('packages for the lab\'s mirror, by this machine\'s apt'));
  await tools(startCluster).catch(notFetched('Apache Kafka and its clients'));
}

/** A machine without a way to the registries is one that lacks something, not one with a defect. */
function notFetched(what: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof Missing) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new Missing(`${what} could not be fetched: ${why.trim().replaceAll(/\s*\n\s*/g, ' ').slice(0, 300)}`, { cause: error });
  };
}

function has(program: string): boolean {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => existsSync(join(folder, program)));
}

/** Runs a command on a host of a lab, by its name or id, with this terminal. Its exit code. */
export async function on(host: string, lab: RunningLab, command: readonly string[]): Promise<number> {
  const client = labAt(lab.socket);
  const [file = '', ...args] = inside(lab, await client.hostNamed(host).catch(() => client.host(host)), command);
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'inherit', env: { ...process.env, [labVariable]: lab.socket } });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
