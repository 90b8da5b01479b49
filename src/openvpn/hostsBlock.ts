import { t } from '../model/l10n';
import { visible } from '../model/text';

export interface HostsBlock {
  readonly instance: string;
  /** Names without wildcards: a hosts file knows none. */
  readonly names: readonly string[];
  /** Of the endpoint gateway. */
  readonly addresses: readonly string[];
  /** Of the VPN. */
  readonly vpn: string;
}

/**
 * Lines for a hosts file, for where no name server can be asked through the tunnel: the instance's names with the endpoint gateway's addresses, which
 * stay as they were when it gets others. Programs take a hosts file before any name server.
 */
export function hostsBlock({ instance, names, addresses, vpn }: HostsBlock, platform: NodeJS.Platform = process.platform): string {
  const file = platform === 'win32' ? 'C:\\Windows\\System32\\drivers\\etc\\hosts' : '/etc/hosts';
  return [
    comment(t('Private Connect: {0}, through the VPN {1}. Paste it into {2} as an administrator.', visible(instance, 80), visible(vpn, 80), file)),
    comment(t('Nothing renews these lines: when the endpoint gateway gets other addresses, they lead nowhere until they are copied and pasted anew.')),
    comment(t('Without the VPN nothing answers at them. Names that are not listed here are not found.')),
    ...names.filter((name) => /^[a-z0-9_.-]+$/i.test(name)).flatMap((name) => addresses.map((address) => `${address} ${name}`)),
    comment(t('Private Connect: end. To undo it, take away these lines.')), '',
  ].join('\n');
}

function comment(text: string): string {
  return `# ${text}`;
}
