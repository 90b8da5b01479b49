import { wordsOf } from '../base/words';
import { codeOf } from '../base/codes';
import type { RunProgram } from './program';
import { runProgram } from './program';
import { exists } from './surroundings';

/** What can make a tunnel from a VPN profile here. */
export interface VpnClient {
  readonly kind: 'openvpn' | 'connect' | 'tunnelblick';
  /** The program's or application's absolute path; for `openvpn` also its name, where it is on the PATH. */
  readonly path: string;
  /** Of `openvpn`, such as `2.6.14`; undefined where it does not tell. */
  readonly version?: string;
}

/** The VPN clients that are installed, the easiest first. None of them is started, `openvpn` but to tell its version. */
export async function vpnClients(signal: AbortSignal, platform = process.platform, isThere = exists, run = runProgram): Promise<readonly VpnClient[]> {
  const applications = await Promise.all((places[platform] ?? []).map(async (each) => (await isThere(each.path) ? [each] : [])));
  return [...applications.flat(), ...await openvpn(signal, platform, isThere, run)];
}

/** Source: https://openvpn.net/connect-docs/, https://tunnelblick.net/cInstall.html */
const places: Partial<Record<NodeJS.Platform, readonly VpnClient[]>> = {
  darwin: [
    { kind: 'connect', path: '/Applications/OpenVPN Connect.app' }, { kind: 'connect', path: '/Applications/OpenVPN Connect/OpenVPN Connect.app' },
    { kind: 'tunnelblick', path: '/Applications/Tunnelblick.app' },
  ],
  win32: [{ kind: 'connect', path: 'C:\\Program Files\\OpenVPN Connect\\OpenVPNConnect.exe' }],
};

/** Where it lies although a user's PATH does not lead there. */
const programs: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['/usr/sbin/openvpn', '/usr/local/sbin/openvpn'],
  darwin: ['/opt/homebrew/sbin/openvpn', '/usr/local/sbin/openvpn'],
  win32: ['C:\\Program Files\\OpenVPN\\bin\\openvpn.exe'],
};

async function openvpn(signal: AbortSignal, platform: NodeJS.Platform, isThere: typeof exists, run: RunProgram): Promise<readonly VpnClient[]> {
  for (const path of ['openvpn', ...programs[platform] ?? []]) {
    if (path === 'openvpn' || await isThere(path)) {
      const told = await versionText(path, signal, run);
      if (told !== undefined) {
        const version = openvpnVersion(told);
        return [{ kind: 'openvpn', path, ...version === undefined ? {} : { version } }];
      }
    }
  }
  return [];
}

/** Undefined where there is no such program. Versions before 2.5 end with 1 when they have told it. */
async function versionText(path: string, signal: AbortSignal, run: RunProgram): Promise<string | undefined> {
  try {
    return await run(path, ['--version'], signal);
  } catch (error) {
    signal.throwIfAborted();
    return codeOf(error) === 'ENOENT' ? undefined : error instanceof Error && 'stdout' in error ? String(error.stdout) : wordsOf(error);
  }
}

export function openvpnVersion(text: string): string | undefined {
  return /^OpenVPN (\d+\.\d+(?:\.\d+)?)/m.exec(text)?.[1];
}
