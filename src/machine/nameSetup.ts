import { readlink } from 'node:fs/promises';
import { codeOf } from '../base/codes';
import { readIfThere } from '../base/readFile';
import type { NameSetup } from '../model/nameSetup';
import { resolvConf } from './nameServers';
import { exists } from './surroundings';

export interface NameFiles {
  readonly isThere: (path: string) => Promise<boolean>;
  readonly read: (path: string) => Promise<string | undefined>;
  /** What a symbolic link names; undefined for anything else. */
  readonly target: (path: string) => Promise<string | undefined>;
}

/**
 * What resolves names on this Linux machine, and the script for OpenVPN that fits it. systemd-resolved is in use where resolv.conf names its stub or is its
 * file; that it runs beside is not enough. Source: https://www.freedesktop.org/software/systemd/man/latest/systemd-resolved.service.html
 */
export async function nameSetup(files: NameFiles = thisMachine): Promise<NameSetup> {
  const resolver = await resolverOf(files);
  for (const script of scripts[resolver]) {
    if (await files.isThere(script)) {
      return { resolver, script };
    }
  }
  return { resolver };
}

async function resolverOf(files: NameFiles): Promise<NameSetup['resolver']> {
  const path = '/etc/resolv.conf';
  const { servers } = resolvConf(await files.read(path) ?? '');
  if (servers.includes('127.0.0.53') || servers.includes('127.0.0.54') || (await files.target(path))?.includes('systemd/resolve/') === true) {
    return 'systemd-resolved';
  }
  return await files.isThere('/sbin/resolvconf') ? 'resolvconf' : 'other';
}

/** As Debian's and Fedora's packages, Arch's, and its own `make install` place them; Debian's openvpn brings the other one. */
const scripts: Readonly<Record<NameSetup['resolver'], readonly string[]>> = {
  'systemd-resolved': [
    '/etc/openvpn/update-systemd-resolved', '/usr/libexec/openvpn/update-systemd-resolved', '/usr/bin/update-systemd-resolved',
    '/usr/local/libexec/openvpn/update-systemd-resolved', '/etc/openvpn/scripts/update-systemd-resolved',
  ],
  'resolvconf': ['/etc/openvpn/update-resolv-conf', '/etc/openvpn/update-resolv-conf.sh'],
  'other': [],
};

const thisMachine: NameFiles = {
  isThere: exists,
  read: (path) => readIfThere(path),
  async target(path) {
    try {
      return await readlink(path);
    } catch (error) {
      if (codeOf(error) === undefined) {
        throw error;
      }
      return undefined;
    }
  },
};
