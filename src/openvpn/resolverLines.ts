import { t } from '../model/l10n';
import type { NameSetup } from '../model/nameSetup';
import { withOption } from './editProfile';

/** What makes plain `openvpn` use the name servers that the VPN server sends: options for the profile, and what a person has to know or do. */
export interface ResolverLines {
  readonly options: readonly (readonly string[])[];
  readonly note?: string;
}

/**
 * The lines for this machine. With systemd-resolved the instance's `domains` alone are asked of the tunnel's name servers; a link with such a domain takes no
 * other names. Source: https://github.com/jonathanio/update-systemd-resolved, https://www.freedesktop.org/software/systemd/man/latest/systemd.network.html
 * (DNSDefaultRoute=). resolvconf knows no domains: all names go there.
 */
export function resolverLines({ resolver, script }: NameSetup, domains: readonly string[]): ResolverLines {
  if (script === undefined) {
    return { options: [], note: withoutScript(resolver) };
  }
  const options = scriptOptions(script);
  switch (resolver) {
    case 'systemd-resolved':
      // On restarts too: the tunnel's link can be another one then, without the old one's settings.
      return { options: [...options, ['up-restart'], ['down-pre'], ...domains.map((domain) => ['dhcp-option', 'DOMAIN-ROUTE', domain])] };
    case 'resolvconf':
      return { options, note: t('While the VPN is connected, all names are asked of its name servers: names of a company network may not resolve.') };
    case 'other':
      return { options: [], note: withoutScript(resolver) };
  }
}

/** The profile with these lines; twice is the same as once. */
export function withResolverLines(profile: string, { options }: ResolverLines): string {
  return options.reduce(withOption, profile);
}

/** OpenVPN starts scripts only when told so, and with an empty environment. */
function scriptOptions(script: string): readonly (readonly string[])[] {
  return [['script-security', '2'], ['setenv', 'PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], ['up', script], ['down', script]];
}

function withoutScript(resolver: NameSetup['resolver']): string {
  switch (resolver) {
    case 'systemd-resolved':
      return t('openvpn needs a script to tell systemd-resolved the VPN\'s name servers: install update-systemd-resolved '
        + '(Debian, Ubuntu: openvpn-systemd-resolved).');
    case 'resolvconf':
      return t('openvpn needs its script update-resolv-conf to tell resolvconf the VPN\'s name servers: copy it from openvpn\'s examples to /etc/openvpn.');
    case 'other':
      return t('Nothing here lets openvpn change name servers: paste the instance\'s names into the hosts file, or install systemd-resolved.');
  }
}
