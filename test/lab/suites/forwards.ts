import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { HostPort } from '../../../src/model/instance';
import type { Shell } from './shell';

const limitMs = 15_000;

/** The brokers on loopback addresses of this machine, by an SSH connection. */
export interface Forwards {
  /** Which name has to lead to which address here. */
  readonly hosts: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Forwards each broker by the real `ssh -L`: an address of its own each, so that the port can be the service's. */
export async function forwardBrokers(shell: Shell, brokers: readonly HostPort[]): Promise<Forwards> {
  const hosts = Object.fromEntries(brokers.map(({ host }, at) => [host, `127.0.95.${at + 1}`]));
  const wanted = brokers.flatMap(({ host, port }) => ['-L', `${hosts[host] ?? ''}:${port}:${host}:${port}`]);
  const [file = '', ...args] = shell.ssh('-N', '-o', 'ExitOnForwardFailure=yes', ...wanted);
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill();
    await once(child, 'exit');
  };
  const [first] = brokers;
  const end = Date.now() + limitMs;
  while (first !== undefined && !await listens(hosts[first.host] ?? '', first.port)) {
    if (Date.now() > end || child.exitCode !== null) {
      await stop();
      throw new Error('ssh does not forward.');
    }
  }
  return { hosts, stop };
}

function listens(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => setTimeout(() => resolve(false), 50));
  });
}
