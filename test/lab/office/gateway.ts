import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { OfficeFile } from '../../../src/onPremises/files';
import { saveFolder } from '../../../src/onPremises/saveFolder';
import type { LabClient } from '../client';
import { charonConf, viciSocket } from '../network/charon';
import { fixed } from '../network/fixedHosts';
import { commandsIn } from './readme';

const conf = '/run/strongswan.conf';
const swanctl = 'strongSwan with swanctl';

/** What a network team's machine has and a namespace has not: a package manager, and something that starts services. */
const machine = `
apt-get() { :; }
systemctl() {
  [ "$*" = "enable --now strongswan" ] || { echo "systemctl $* is nothing that this machine knows" >&2; return 1; }
  kill -0 "$(cat /run/charon.pid 2>/dev/null)" 2>/dev/null && return 0
  rm -f /run/charon.*
  STRONGSWAN_CONF=${conf} setsid /usr/lib/ipsec/charon >/run/charon.log 2>&1 </dev/null &
  for look in $(seq 200); do [ -S ${viciSocket} ] && return 0; sleep 0.05; done
  echo "charon did not start" >&2; return 1
}
`;

/** The office's own gateway: our folder, put on it as its README says, and a real strongSwan that reads it. */
export class OfficeGateway {
  /** @param own what everything of this connection is called by on the gateway. */
  private constructor(private readonly lab: LabClient, readonly folder: string, readonly readme: string, readonly own: string) {}

  /** Installs and starts, by the README's own commands. */
  static async install(lab: LabClient, files: readonly OfficeFile[], signal: AbortSignal): Promise<OfficeGateway> {
    const folder = join(await mkdtemp(join(tmpdir(), 'pc-office-')), 'files');
    await saveFolder(folder, files, () => Promise.resolve(), signal);
    const office = new OfficeGateway(lab, folder, await readFile(join(folder, 'README.md'), 'utf8'), nameIn(files));
    await office.follow('Firewall', 'Install and start');
    await office.follow(swanctl, 'Install and start');
    return office;
  }

  /** Changes a file that is in its place by an expression of `sed`, and begins anew with it. */
  async edit(which: 'connection' | 'key', expression: string): Promise<void> {
    await this.run([`sed -i '${expression}' /etc/swanctl/conf.d/${this.own}.${which === 'key' ? 'secrets.conf' : 'conf'}`]);
    await this.beginAnew();
  }

  /** The files as they were written. */
  async placeAgain(): Promise<void> {
    await this.follow(swanctl, 'Install and start');
    await this.beginAnew();
  }

  /** Whether a tunnel comes up of it is another question. */
  private async beginAnew(): Promise<void> {
    const quiet = '>/dev/null 2>&1 || true';
    await this.run([
      'swanctl --load-all --clear', `swanctl --terminate --ike ${this.own} --force --timeout 2 ${quiet}`,
      `swanctl --initiate --child ${this.own} --timeout 2 ${quiet}`,
    ]);
  }

  /** As the README says under some words. */
  async follow(section: string, under: string): Promise<string> {
    return this.run([`cd '${this.folder}'`, ...commandsIn(this.readme, section, under)]);
  }

  /** Lines on the gateway, until one fails. */
  async run(lines: readonly string[]): Promise<string> {
    const { code, out, error } = await this.lab.run(fixed.siteGateway, ['bash', '-e'], {
      input: [machine, `[ -e ${conf} ] || cat >${conf} <<'END'\n${charonConf}END`, ...lines, ''].join('\n'),
    });
    assert.equal(code, 0, `${out}\n${error}`);
    return out;
  }

  /** What a person reads and pastes. */
  said(): Promise<string> {
    return this.run(['swanctl --list-conns', 'swanctl --list-sas']);
  }

  /** Undone as the README says, with nothing left of it: whoever started strongSwan stops it, after the last connection of several. */
  async remove(): Promise<void> {
    await this.follow(swanctl, 'Undo');
    await this.follow('Firewall', 'Undo');
    await this.run(['ls /etc/swanctl/conf.d/*.conf >/dev/null 2>&1 && exit 0', 'kill $(cat /run/charon.pid)',
      'for look in $(seq 100); do [ -e /run/charon.pid ] || break; sleep 0.05; done', `rm -f /run/charon.* ${conf}`]);
    await rm(dirname(this.folder), { recursive: true, force: true });
  }
}

function nameIn(files: readonly OfficeFile[]): string {
  const name = /^strongswan-swanctl\/(.*)\.secrets\.conf$/;
  return files.flatMap(({ path }) => name.exec(path)?.[1] ?? [])[0] ?? assert.fail('the files have a name');
}
