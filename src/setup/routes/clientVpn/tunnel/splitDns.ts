import type { Remedy } from '../../../../model/check';
import { t } from '../../../../model/l10n';
import type { NameSetup } from '../../../../model/nameSetup';
import { routingCommands, type NameRouting, type NamesToTunnel } from '../../../../openvpn/namesToTunnel';

export interface SplitDns extends NamesToTunnel {
  readonly platform: NodeJS.Platform;
  readonly resolver: NameSetup['resolver'];
}

/** What makes this machine ask the tunnel's name servers for the instance's names, and for no others: a company's names stay where they are. */
export function splitDns({ platform, resolver, ...wanted }: SplitDns): Remedy {
  const how = routingOf(platform, resolver);
  const commands = how === undefined ? [] : routingCommands(wanted, how);
  if (how === undefined || commands.length === 0) {
    return {
      title: t('Put the instance’s names into the hosts file (Copy Hosts Block…), or install systemd-resolved: this machine sends all names to one place'),
    };
  }
  return { title: how === 'systemd-resolved'
    ? t('Send the instance’s names alone to the tunnel: {0} (again after each connection, unless the profile does it)', commands.join(' && '))
    : t('Send the instance’s names alone to the tunnel, once, as an administrator: {0}', commands.join(how === 'windows' ? '; ' : ' && ')) };
}

function routingOf(platform: NodeJS.Platform, resolver: NameSetup['resolver']): NameRouting | undefined {
  switch (platform) {
    case 'darwin': return 'macos';
    case 'win32': return 'windows';
    default: return resolver === 'systemd-resolved' ? 'systemd-resolved' : undefined;
  }
}
