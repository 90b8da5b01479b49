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
 * Sources: https://www.freedesktop.org/software/systemd/man/latest/resolvectl.html, https://www.manpagez.com/man/5/resolver/,
 * https://learn.microsoft.com/powershell/module/dnsclient/add-dnsclientnrptrule
 */
export function namesToTunnel(wanted: NamesToTunnel, how: NameRouting): string {
  const { domains, servers, link } = plainNames(wanted);
  switch (how) {
    case 'systemd-resolved': return lines(
      t('Once the tunnel is up, with its interface\'s name; it is lost with the tunnel, and needed again after each connect.'),
      resolvedCommands({ domains, servers, link }),
      [`sudo resolvectl revert ${link}`],
    );
    case 'macos': return lines(
      t('In a terminal, once; it stays, and while the VPN is off these names are not found.'),
      ['sudo mkdir -p /etc/resolver', ...domains.map((domain) =>
        `printf '${servers.map((server) => `nameserver ${server}\\n`).join('')}' | sudo tee /etc/resolver/${domain}`)],
      [`sudo rm ${domains.map((domain) => `/etc/resolver/${domain}`).join(' ')}`],
    );
    case 'windows': return lines(
      t('In PowerShell as an administrator, once; it stays, and while the VPN is off these names are not found.'),
      domains.map((domain) => `Add-DnsClientNrptRule -Namespace '.${domain}' -NameServers ${servers.map((server) => `'${server}'`).join(',')}`),
      domains.map((domain) => `Get-DnsClientNrptRule | Where-Object Namespace -eq '.${domain}' | Remove-DnsClientNrptRule -Force`),
    );
  }
}

/** Of systemd-resolved, for names and addresses that are plain. */
export function resolvedCommands({ domains, servers, link }: NamesToTunnel): readonly string[] {
  return [`sudo resolvectl dns ${link} ${servers.join(' ')}`, `sudo resolvectl domain ${link} ${domains.map((domain) => `'~${domain}'`).join(' ')}`];
}

/** Without what a shell or PowerShell would read otherwise: names and addresses come from the cloud. */
export function plainNames({ domains, servers, link }: NamesToTunnel): NamesToTunnel {
  return {
    domains: domains.filter((domain) => /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/i.test(domain)), servers: servers.filter((server) => isIP(server) !== 0),
    link: /^[\w.-]+$/.test(link) ? link : 'tun0',
  };
}

function lines(when: string, commands: readonly string[], undo: readonly string[]): string {
  return [`# ${when}`, ...commands, `# ${t('To undo it:')}`, ...undo.map((line) => `# ${line}`), ''].join('\n');
}
