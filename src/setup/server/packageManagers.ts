/** One of the programs that install packages, by what it is started with and what it prints. Names are checked where they are chosen. */
export interface PackageManager {
  readonly id: 'apt' | 'dnf';
  /** Ends well where there is such a program. */
  readonly probe: readonly string[];
  /** Prints where it has its packages from. */
  readonly sources: readonly string[];
  /** Prints which of them are on the disk; its code is of no use. */
  listed(names: readonly string[]): readonly string[];
  /** Those of them that are there; half installed ones too where `half` is set. */
  installedIn(output: string, half: boolean): readonly string[];
  /** Reads anew what there is; left out where installing does so. As root. */
  readonly refresh?: readonly string[];
  /** Says what it would do; changes nothing. */
  simulate(names: readonly string[]): readonly string[];
  /** The packages that would come and are not there now; undefined where it does not know one of what was asked for. */
  newIn(result: { readonly code: number; readonly stdout: string; readonly stderr: string }): readonly string[] | undefined;
  /** As root. */
  install(names: readonly string[]): readonly string[];
  /** Goes on with what was cut off. As root. */
  readonly repair?: readonly string[];
  /** Removes these and nothing else: it refuses where another needs one. `only` looks whether it would. As root. */
  remove(names: readonly string[], only: 'look' | 'do'): readonly string[];
  /** Who needs what is to be removed, by what it said. */
  needersIn(output: string): readonly string[];
}

// The words that are looked for are those of the C locale. Nothing may ask, and no service of the server is restarted by the way.
const quiet = ['env', 'LC_ALL=C', 'DEBIAN_FRONTEND=noninteractive', 'NEEDRESTART_SUSPEND=1'];
const aptGet = [...quiet, 'apt-get', '-q', '-y', '-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::https::Timeout=20', '-o', 'Acquire::Retries=1'];
const installing = ['install', '--no-install-recommends', '--no-remove'];

/** Debian and Ubuntu. */
export const apt: PackageManager = {
  id: 'apt',
  probe: ['apt-get', '--version'],
  sources: ['grep', '-rhsE', '^[^#]*https?://', '/etc/apt/sources.list', '/etc/apt/sources.list.d'],
  listed: (names) => ['dpkg-query', '-W', '-f', '${db:Status-Abbrev} ${Package}\\n', ...names],
  installedIn: (output, half) => lines(output).flatMap((line) => {
    const [, status = 'n', name = ''] = /^.(.).? +(\S+)/.exec(line) ?? [];
    return status === 'i' || (half && !'nc'.includes(status)) ? [name] : [];
  }),
  refresh: [...aptGet, 'update'],
  simulate: (names) => [...quiet, 'apt-get', '-s', ...installing, ...names],
  newIn: ({ code, stdout }) => code === 0 ? lines(stdout).flatMap((line) => /^Inst (\S+) \(/.exec(line)?.[1] ?? []) : undefined,
  install: (names) => [...aptGet, '-o', 'Dpkg::Options::=--force-confold', ...installing, ...names],
  repair: [...quiet, 'dpkg', '--configure', '-a'],
  remove: (names, only) => [...quiet, 'dpkg', ...(only === 'look' ? ['--simulate'] : []), '--remove', ...names],
  needersIn: (output) => lines(output).flatMap((line) => /^ *(\S+) (?:pre-)?depends on /i.exec(line)?.[1] ?? []),
};

const dnfInstall = ['--setopt=install_weak_deps=False', '--setopt=timeout=20', '--setopt=retries=2', 'install'];

/** Red Hat Enterprise Linux and its kin. */
export const dnf: PackageManager = {
  id: 'dnf',
  probe: ['dnf', '--version'],
  sources: ['grep', '-rhsE', '^(baseurl|mirrorlist|metalink) *=', '/etc/yum.repos.d'],
  listed: (names) => ['rpm', '-q', '--qf', 'ii %{NAME}\\n', ...names],
  installedIn: (output) => lines(output).flatMap((line) => /^ii (\S+)$/.exec(line)?.[1] ?? []),
  simulate: (names) => [...quiet, 'dnf', '--assumeno', ...dnfInstall, ...names],
  newIn: ({ stdout, stderr }) => /^(?:Error: )?(?:Unable to find a match|No match for argument)/m.test(`${stdout}\n${stderr}`) ? undefined : tableOf(stdout),
  install: (names) => [...quiet, 'dnf', '-y', ...dnfInstall, ...names],
  remove: (names, only) => [...quiet, 'rpm', '-e', ...(only === 'look' ? ['--test'] : []), ...names],
  needersIn: (output) => lines(output).flatMap((line) => / is needed by \(installed\) (\S+)/.exec(line)?.[1] ?? []),
};

export const packageManagers: readonly PackageManager[] = [apt, dnf];

/** The first column below "Installing" and its kin; a long name has its line to itself, and what follows is further in. */
function tableOf(output: string): readonly string[] {
  const found: string[] = [];
  let inside = false;
  for (const line of lines(output)) {
    if (/^\S/.test(line) || line.trim() === '') {
      inside = line.startsWith('Installing');
    } else if (inside) {
      const name = /^ (\S+)/.exec(line)?.[1];
      found.push(...name === undefined ? [] : [name]);
    }
  }
  return found;
}

function lines(output: string): readonly string[] {
  return output.split('\n').map((line) => line.trimEnd());
}
