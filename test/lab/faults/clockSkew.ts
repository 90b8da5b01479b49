import { existsSync, readdirSync } from 'node:fs';
import { fixed } from '../network/fixedHosts';
import { CannotMake, type NetworkPlan } from '../network/plan';
import { changeHost, hostOf, whole } from './change';
import type { FaultOf } from './fault';
import { restartSsh } from './ssh';

const mostSeconds = 10 * 365 * 86_400;
const library = 'faketime/libfaketime.so.1';

/** Every program is started with a library between it and the system's clock. */
export function clockSkew(plan: NetworkPlan, { host, seconds }: FaultOf<'clock-skew'>): NetworkPlan {
  const what = `a wrong clock on ${host}`;
  hostOf(plan, host, what);
  const offset = whole(seconds, -mostSeconds, mostSeconds, what);
  if (host === fixed.provider) throw new CannotMake(what, 'it is the lab itself, and shares its files with this machine');
  // The loader would go on without it, with the right time.
  if (!hasClockLibrary()) throw new CannotMake(what, 'the package libfaketime is not installed');
  const skewed = changeHost(plan, host, (each) => ({
    ...each, files: { ...each.files, '/etc/faketimerc': `${offset < 0 ? '' : '+'}${offset}`, '/etc/ld.so.preload': `/usr/$LIB/${library}` },
  }));
  // Whoever gets the library first removes what it shares with its children when it ends. Where that is the part of an SSH server
  // that is locked up, it may not, and is killed; started anew, it is the server itself.
  return restartSsh(skewed, host, `clock ${offset}`);
}

/** Where the loader looks for it: what it calls `$LIB` is `lib/x86_64-linux-gnu` on Debian, and `lib64` elsewhere. */
export function hasClockLibrary(): boolean {
  const folders = ['lib64', ...readdirSync('/usr/lib').map((name) => `lib/${name}`)];
  return folders.some((folder) => existsSync(`/usr/${folder}/${library}`));
}
