import { CannotMake, type DaemonPlan, type NetworkPlan } from '../network/plan';
import { changeDaemon, hostOf } from './change';
import type { FaultOf, SshLogin } from './fault';

export function sshForwardingOff(plan: NetworkPlan, { host }: FaultOf<'ssh-forwarding-off'>): NetworkPlan {
  // Of what is said twice the first counts.
  return changeServer(plan, host, 'an SSH server without forwarding', (daemon) => configured(daemon, (text) => `AllowTcpForwarding no\n${text}`));
}

const loginLines: Readonly<Record<SshLogin, string>> = {
  'second-factor': 'UsePAM yes\nKbdInteractiveAuthentication yes\nAuthenticationMethods publickey,keyboard-interactive\n',
  'forced-command': 'ForceCommand echo Welcome to the jump host.\n',
  'one-session': 'MaxSessions 1\n',
};
/** Asks for the password of the account, and lets in whoever has it. */
const pam = 'auth required pam_unix.so\naccount required pam_permit.so\nsession required pam_permit.so\n';

/** The password stays on the server's disk; with the fault healed nothing asks for it. */
export function sshLogin(plan: NetworkPlan, { host, login }: FaultOf<'ssh-login'>): NetworkPlan {
  return changeServer(plan, host, 'an SSH server with another login', (daemon) => {
    const changed = configured(daemon, (text) => `${loginLines[login]}${text}`);
    return login !== 'second-factor' ? changed : {
      ...changed,
      files: { ...changed.files, '/etc/pam.d/sshd': pam },
      command: ['sh', '-c', 'for user in $(cut -d: -f1,3 /etc/passwd | grep :1500$ | cut -d: -f1); do echo "$user:factor" | chpasswd; done; exec "$0" "$@"', ...daemon.command],
    };
  });
}

/** The new key stays on the server's disk; with the fault healed nothing uses it. */
export function sshHostKeyChanged(plan: NetworkPlan, number: number, { host }: FaultOf<'ssh-host-key-changed'>): NetworkPlan {
  const key = `/etc/ssh/lab_host_key.fault-${number}`;
  return changeServer(plan, host, 'an SSH server with another host key', (daemon) => ({
    ...configured(daemon, (text) => text.replace(/^HostKey .*$/m, `HostKey ${key}`)),
    command: ['sh', '-c', '[ -e "$0" ] || ssh-keygen -q -t ed25519 -N "" -f "$0"; exec "$@"', key, ...daemon.command],
  }));
}

/** The SSH server of a host is started anew, with the same words. */
export function restartSsh(plan: NetworkPlan, host: string, why: string): NetworkPlan {
  return changeDaemon(plan, sshOf(host), (daemon) => [configured(daemon, (text) => `${text}# ${why}\n`)]);
}

const sshOf = (host: string) => `ssh/${host}`;

function changeServer(plan: NetworkPlan, host: string, what: string, change: (daemon: DaemonPlan) => DaemonPlan): NetworkPlan {
  hostOf(plan, host, what);
  const id = sshOf(host);
  if (!plan.daemons.some((daemon) => daemon.id === id)) throw new CannotMake(what, `"${host}" has no SSH server`);
  return changeDaemon(plan, id, (daemon) => [change(daemon)]);
}

function configured(daemon: DaemonPlan, change: (text: string) => string): DaemonPlan {
  return { ...daemon, files: Object.fromEntries(Object.entries(daemon.files).map(([path, text]) => [path, change(text)])) };
}
