import { open, readFile } from 'node:fs/promises';
import { codeOf } from '../base/codes';
import { t } from '../model/l10n';

/** Whether a tunnel can be made here: at once, when an administrator agrees, or not at all and why. */
export type TunnelRights =
  | { readonly kind: 'own' }
  | { readonly kind: 'asks'; readonly note: string }
  | { readonly kind: 'none'; readonly why: string; readonly next: string };

export interface Machine {
  readonly platform: NodeJS.Platform;
  /** Null where `/dev/net/tun` opens, otherwise the system's code. */
  readonly device: () => Promise<string | null>;
  readonly processStatus: () => Promise<string>;
  readonly groups: () => Promise<readonly string[]>;
}

/**
 * Tried, not asked: nobody is prompted, and no attempt at sudo goes to a log. On Linux a tunnel needs its device and CAP_NET_ADMIN, which sudo gives;
 * elsewhere the installed client's own service makes it. Source: https://docs.kernel.org/networking/tuntap.html
 */
export async function tunnelRights(machine: Machine = thisMachine): Promise<TunnelRights> {
  if (machine.platform !== 'linux') {
    return { kind: 'asks', note: t('The VPN client asks for an administrator once, when it is installed.') };
  }
  const code = await machine.device();
  if (code === 'ENOENT' || code === 'ENODEV' || code === 'ENXIO') {
    return {
      kind: 'none', why: t('This machine has no tunnel device (/dev/net/tun).'),
      next: t('Load it with "sudo modprobe tun"; in a container, start it with --device /dev/net/tun --cap-add NET_ADMIN, or connect the VPN on its host.'),
    };
  }
  if (code === null && hasNetAdmin(await machine.processStatus())) {
    return { kind: 'own' };
  }
  const isAdministrator = (await machine.groups()).some((group) => ['root', 'sudo', 'wheel', 'admin'].includes(group));
  return isAdministrator ? { kind: 'asks', note: t('A tunnel needs an administrator: sudo asks for your password in the terminal.') } : {
    kind: 'none', why: t('A tunnel needs an administrator, and this user is none (no group sudo, wheel or admin).'),
    next: t('Ask whoever administers this machine to start the VPN, or take the way through a virtual server.'),
  };
}

/** The twelfth capability of the effective ones. Source: https://man7.org/linux/man-pages/man7/capabilities.7.html */
function hasNetAdmin(status: string): boolean {
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1];
  return effective !== undefined && (BigInt(`0x${effective}`) >> 12n & 1n) === 1n;
}

const thisMachine: Machine = {
  platform: process.platform,
  async device() {
    try {
      await (await open('/dev/net/tun', 'r+')).close();
      return null;
    } catch (error) {
      const code = codeOf(error);
      if (typeof code !== 'string') {
        throw error;
      }
      return code;
    }
  },
  processStatus: () => readFile('/proc/self/status', 'utf8'),
  async groups() {
    const own = new Set([process.getegid?.(), ...process.getgroups?.() ?? []]);
    const groups = (await readFile('/etc/group', 'utf8')).split('\n').map((line) => line.split(':'));
    return groups.flatMap(([name, , id]) => name !== undefined && own.has(Number(id)) ? [name] : []);
  },
};
