import assert from 'node:assert/strict';
import type { LabClient } from '../client';
import { publicResolver, site } from '../network/addresses';
import { fixed } from '../network/fixedHosts';
import type { OfficeGateway } from './gateway';
import { commandsIn } from './readme';

/** The forwarders of our files that Debian 12 has: its systemd-resolved is older than such files, and CoreDNS is not there. */
export const nameServerKinds = ['unbound', 'dnsmasq', 'bind'] as const;
export type NameServerKind = (typeof nameServerKinds)[number];

interface NameServer {
  /** As an office has it before us: all other names from the internet, with the guards that our files must get past. Text by path. */
  readonly files: (domains: readonly string[]) => Readonly<Record<string, string>>;
  /** Removed from what the package brings: it would write outside this host. */
  readonly without?: string;
  readonly program: string;
  /** What `systemctl` is told, and what it comes to. */
  readonly service: readonly [words: string, does: 'hang-up' | 'restart'];
}

const clients = '192.168.40.0/23';

const servers: Readonly<Record<NameServerKind, NameServer>> = {
  unbound: {
    files: () => ({ '/etc/unbound/unbound.conf.d/office.conf': `server:
  interface: ${site.names}
  access-control: ${clients} allow
  private-address: 10.0.0.0/8
  trust-anchor-file: "/usr/share/dns/root.key"
  chroot: ""
  username: ""
  do-ip6: no
forward-zone:
  name: "."
  forward-addr: ${publicResolver}
` }),
    without: '/etc/unbound/unbound.conf.d/root-auto-trust-anchor-file.conf', program: 'unbound -d -p', service: ['reload unbound', 'hang-up'],
  },
  dnsmasq: {
    files: () => ({ '/etc/dnsmasq.conf': `listen-address=${site.names}
bind-interfaces
no-resolv
no-hosts
user=root
server=${publicResolver}
stop-dns-rebind
conf-dir=/etc/dnsmasq.d
`, '/etc/dnsmasq.d/README': '# The office\'s own\n' }),
    program: 'dnsmasq --keep-in-foreground --pid-file=', service: ['restart dnsmasq', 'restart'],
  },
  bind: {
    files: (domains) => ({ '/etc/bind/named.conf.options': `options {
  directory "/run/named"; pid-file "/run/named/named.pid"; session-keyfile "/run/named/session.key";
  listen-on { ${site.names}; }; listen-on-v6 { none; }; allow-query { ${clients}; }; allow-recursion { ${clients}; };
  forwarders { ${publicResolver}; }; forward only; dnssec-validation auto;
  validate-except { ${domains.map((domain) => `"${domain}"; `).join('')}};
};
` }),
    program: 'named -f', service: ['reload named', 'hang-up'],
  },
};

type Folder = Pick<OfficeGateway, 'folder' | 'readme' | 'own'>;

/** The office's own name server, one of several kinds, with our file put in as the README says. */
export class OfficeNameServer {
  private constructor(private readonly lab: LabClient, private readonly kind: NameServerKind, private readonly office: Folder) {}

  static async install(lab: LabClient, kind: NameServerKind, office: Folder, domains: readonly string[]): Promise<OfficeNameServer> {
    const server = new OfficeNameServer(lab, kind, office);
    const { own } = office;
    const { files, without } = servers[kind];
    await server.run([
      ...Object.entries(files(domains)).map(([path, text]) => `mkdir -p "$(dirname ${path})" /run/named; cat >${path} <<'END'\n${text}END`),
      ...without === undefined ? [] : [`rm -f ${without}`], 'start',
    ]);
    // As the README says in words.
    if (kind === 'bind') await server.run([`touch /etc/bind/${own}.conf`, `echo 'include "/etc/bind/${own}.conf";' >>/etc/bind/named.conf.local`]);
    await server.follow('');
    return server;
  }

  async remove(): Promise<void> {
    // What includes the file goes before it.
    if (this.kind === 'bind') await this.run([`sed -i '/private-connect/d' /etc/bind/named.conf.local`]);
    await this.follow('Undo');
    await this.run(['stop']);
  }

  private async follow(under: string): Promise<void> {
    await this.run([`cd '${this.office.folder}'`, ...commandsIn(this.office.readme, this.kind, under)]);
  }

  private async run(lines: readonly string[]): Promise<void> {
    const { program, service: [words, does] } = servers[this.kind];
    const machine = `
start() { setsid ${program} >/run/names.log 2>&1 </dev/null & echo $! >/run/names.pid; answers; }
stop() { kill $(cat /run/names.pid); for look in $(seq 100); do runs || return 0; sleep 0.05; done; return 1; }
# Nobody collects what has ended on a host of the lab.
runs() { grep -qs '^State:.[^Z]' /proc/$(cat /run/names.pid)/status; }
answers() { for look in $(seq 100); do dig +time=1 +tries=1 @${site.names} . NS >/dev/null && return 0; sleep 0.1; done; cat /run/names.log >&2; return 1; }
systemctl() {
  [ "$*" = "${words}" ] || { echo "systemctl $* is nothing that this machine knows" >&2; return 1; }
  ${does === 'restart' ? 'stop; start' : 'kill -HUP $(cat /run/names.pid)'}
}`;
    const { code, out, error } = await this.lab.run(fixed.siteNames, ['bash', '-e'], { input: [machine, ...lines, ''].join('\n') });
    assert.equal(code, 0, `${this.kind}: ${out}\n${error}`);
  }
}
