import { isIP } from 'node:net';
import { t } from '../model/l10n';

/** Where the instance's names are to be asked for, and nothing else. */
export interface NamesToTunnel {
  readonly domains: readonly string[];
  /** Addresses of name servers that the VPN server sends. */
  readonly servers: readonly string[];
  /** The tunnel's interface; its usual name where it is not up. */
  readonly link: string;
}

export type NameRouting = 'systemd-resolved' | 'macos' | 'windows';

/**
 * Commands that have the instance's domains alone asked of the tunnel's name servers, with what undoes them. All other names stay with who answered them.
 */
export function namesToTunnel(wanted: NamesToTunnel, how: NameRouting): string {
  return [`# ${when[how]}`, ...routingCommands(wanted, how), `# ${t('To undo it:')}`, ...undoing(plainNames(wanted), how).map((line) => `# ${line}`), '']
    .join('\n');
}

const when: Readonly<Record<NameRouting, string>> = {
  'systemd-resolved': t('Once the tunnel is up, with its interface\'s name; it is lost with the tunnel, and needed again after each connect.'),
  'macos': t('In a terminal, once; it stays, and while the VPN is off these names are not found.'),
  'windows': t('In PowerShell as an administrator, once; it stays, and while the VPN is off these names are not found.'),
};

/**
 * The commands alone; none where no name or no address is plain. Sources: https://www.freedesktop.org/software/systemd/man/latest/resolvectl.html,
 * https://www.manpagez.com/man/5/resolver/, https://learn.microsoft.com/powershell/module/dnsclient/add-dnsclientnrptrule
 */
export function routingCommands(wanted: NamesToTunnel, how: NameRouting): readonly string[] {
  const { domains, servers, link } = plainNames(wanted);
  if (domains.length === 0 || servers.length === 0) {
    return [];
  }
  switch (how) {
    case 'systemd-resolved': return [
      `sudo resolvectl dns ${link} ${servers.join(' ')}`, `sudo resolvectl domain ${link} ${domains.map((domain) => `'~${domain}'`).join(' ')}`,
    ];
    case 'macos': return ['sudo mkdir -p /etc/resolver', ...domains.map((domain) =>
      `printf '${servers.map((server) => `nameserver ${server}\\n`).join('')}' | sudo tee /etc/resolver/${domain}`)];
    case 'windows': return domains.map((domain) =>
      `Add-DnsClientNrptRule -Namespace '.${domain}' -NameServers ${servers.map((server) => `'${server}'`).join(',')}`);
  }
}

function undoing({ domains, link }: NamesToTunnel, how: NameRouting): readonly string[] {
  switch (how) {
    case 'systemd-resolved': return [`sudo resolvectl revert ${link}`];
    case 'macos': return [`sudo rm ${domains.map((domain) => `/etc/resolver/${domain}`).join(' ')}`];
    case 'windows': return domains.map((domain) => `Get-DnsClientNrptRule | Where-Object Namespace -eq '.${domain}' | Remove-DnsClientNrptRule -Force`);
  }
}

/** Without what a shell or PowerShell would read otherwise: names and addresses come from the cloud. */
function plainNames({ domains, servers, link }: NamesToTunnel): NamesToTunnel {
  return {
    domains: domains.filter((domain) => /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/i.test(domain)), servers: servers.filter((server) => isIP(server) !== 0),
    link: /^[\w.-]+$/.test(link) ? link : 'tun0',
  };
}
