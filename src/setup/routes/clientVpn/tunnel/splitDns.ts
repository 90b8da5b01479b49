import type { Remedy } from '../../../../model/check';
import { t } from '../../../../model/l10n';
import type { NameSetup } from '../../../../model/nameSetup';
import { plainNames, resolvedCommands, type NamesToTunnel } from '../../../../openvpn/namesToTunnel';

export interface SplitDns extends NamesToTunnel {
  readonly platform: NodeJS.Platform;
  readonly resolver: NameSetup['resolver'];
}

/**
 * What makes this machine ask the tunnel's name servers for the instance's names, and for no others: a company's names stay where they are.
 * Sources: https://www.freedesktop.org/software/systemd/man/latest/resolvectl.html, resolver(5) of macOS,
 * https://learn.microsoft.com/powershell/module/dnsclient/add-dnsclientnrptrule
 */
export function splitDns(wanted: SplitDns): Remedy {
  const command = commandFor(wanted);
  return {
    title: command === undefined
      ? t('Put the instance’s names into the hosts file (Copy Hosts Block…), or install systemd-resolved: this machine sends all names to one place')
      : t('Send the instance’s names alone to the tunnel: {0} (again after each connection, unless the profile does it)', command),
  };
}

function commandFor({ platform, resolver, ...wanted }: SplitDns): string | undefined {
  const plain = plainNames(wanted);
  const { servers, domains } = plain;
  const [first] = servers;
  if (first === undefined || domains.length === 0) {
    return undefined;
  }
  switch (platform) {
    case 'darwin':
      return ['sudo mkdir -p /etc/resolver', ...domains.map((domain) => `echo nameserver ${first} | sudo tee /etc/resolver/${domain}`)].join(' && ');
    case 'win32': {
      const quoted = servers.map((each) => `"${each}"`).join(',');
      return domains.map((domain) => `Add-DnsClientNrptRule -Namespace ".${domain}" -NameServers ${quoted}`).join('; ');
    }
    default: return resolver !== 'systemd-resolved' ? undefined : resolvedCommands(plain).join(' && ');
  }
}
