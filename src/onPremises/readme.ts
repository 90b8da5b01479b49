import { t } from '../model/l10n';
import { visibleInMarkdown } from '../model/text';
import { forwarders, type ForwarderKind } from './forwarders';
import type { Office } from './office';
import { firewallWords } from './sheet';
import { ownName } from './tunnels';

/** What to do with the folder: the exact commands to install, start, check and undo, as Markdown. Run from the folder. */
export function readme(office: Office, keyIn: 'swanctl' | 'ipsec'): string {
  return [
    `# ${t('The office\'s side of the VPN connection {0}', visibleInMarkdown(office.name))}`, '',
    t('PARAMETERS.md has every parameter, for gateways that are no strongSwan. The commands below are for Debian and Ubuntu, as root, in this folder.'), '',
    office.key === undefined ? t('The pre-shared key is not in these files: put it in where they say so, and keep that file closed to others.')
      : t('The pre-shared key is in {0} alone: keep it closed to others, and delete this folder when the files are in place.',
        keyIn === 'swanctl' ? `strongswan-swanctl/${ownName(office)}.secrets.conf` : `strongswan-ipsec/${ownName(office)}.secrets`), '',
    ...strongswan(office), ...old(office), ...firewall(office), ...dns(office),
    `## ${t('When it does not come up')}`, '',
    t('Compare what swanctl --list-conns and --list-sas say with PARAMETERS.md. Ping says nothing: only TCP passes to the instance.'), '',
  ].join('\n');
}

function strongswan(office: Office): readonly string[] {
  const own = ownName(office);
  const interfaces = office.mode === 'route';
  return section(t('strongSwan with swanctl'), [
    [t('Install and start'), [
      'apt-get install -y charon-systemd strongswan-swanctl',
      `install -m 644 strongswan-swanctl/${own}.conf /etc/swanctl/conf.d/`, `install -m 600 strongswan-swanctl/${own}.secrets.conf /etc/swanctl/conf.d/`,
      ...(interfaces ? [`install -m 755 strongswan-swanctl/interfaces.sh /usr/local/sbin/${own}`, `/usr/local/sbin/${own} up`] : []),
      'sysctl -w net.ipv4.ip_forward=1', 'systemctl enable --now strongswan', 'swanctl --load-all']],
    [t('Check'), ['swanctl --list-conns', 'swanctl --list-sas']],
    [t('Undo'), [`rm /etc/swanctl/conf.d/${own}.conf /etc/swanctl/conf.d/${own}.secrets.conf`, 'swanctl --load-all --clear',
      ...(interfaces ? [`/usr/local/sbin/${own} down`, `rm /usr/local/sbin/${own}`] : [])]],
  ]);
}

function old(office: Office): readonly string[] {
  const own = ownName(office);
  const route = office.mode === 'route';
  return section(t('Instead, an old strongSwan with ipsec.conf'), [
    [t('Install and start'), [
      `install -m 644 strongswan-ipsec/${own}.conf /etc/ipsec.d/`, `install -m 600 strongswan-ipsec/${own}.secrets /etc/ipsec.d/`,
      `echo 'include /etc/ipsec.d/${own}.conf' >> /etc/ipsec.conf`, `echo 'include /etc/ipsec.d/${own}.secrets' >> /etc/ipsec.secrets`,
      // With a mark and selectors of everything, the daemon would send all that the gateway sends into the tunnel.
      ...(route ? [`printf 'charon {\\n  install_routes = no\\n}\\n' > /etc/strongswan.d/${own}.conf`,
        `install -m 755 strongswan-ipsec/interfaces.sh /usr/local/sbin/${own}`, `/usr/local/sbin/${own} up`] : []),
      'sysctl -w net.ipv4.ip_forward=1', 'ipsec restart']],
    [t('Check'), ['ipsec statusall']],
    [t('Undo'), [
      `sed -i '\\#^include /etc/ipsec.d/${own}\\.#d' /etc/ipsec.conf /etc/ipsec.secrets`, `rm /etc/ipsec.d/${own}.conf /etc/ipsec.d/${own}.secrets`,
      ...(route ? [`rm /etc/strongswan.d/${own}.conf`, `/usr/local/sbin/${own} down`, `rm /usr/local/sbin/${own}`] : []), 'ipsec restart']],
  ]);
}

function firewall(office: Office): readonly string[] {
  const own = ownName(office);
  return [
    ...section(t('Firewall'), [
      [t('Install and start'), [`install -D -m 644 firewall/${own}.nft /etc/nftables.d/${own}.nft`, `nft -f /etc/nftables.d/${own}.nft`]],
      [t('Check'), [`nft list table inet ${own}`]],
      [t('Undo'), [`nft delete table inet ${own}`, `rm /etc/nftables.d/${own}.nft`]],
    ]),
    ...firewallWords(office).map((words) => `- ${words}`), '',
  ];
}

const reloads: Readonly<Record<ForwarderKind, string>> = {
  'unbound': 'unbound-checkconf && systemctl reload unbound', 'dnsmasq': 'dnsmasq --test && systemctl restart dnsmasq',
  'bind': 'named-checkconf && systemctl reload named', 'systemd-resolved': 'systemctl restart systemd-resolved', 'coredns': 'systemctl restart coredns',
};

function dns(office: Office): readonly string[] {
  const [domain = ''] = office.dns.domains;
  const all = forwarders(office);
  return all.length === 0 ? [] : [
    `## ${t('Names')}`, '',
    t('One of these, on the name server that the office asks. Only the instance\'s own names go to the cloud.'), '',
    t('Ask only after the endpoint gateway is stable and the tunnel is up: that a name is unknown is remembered for up to 30 minutes.'), '',
    t('BIND: add an include of the file to /etc/bind/named.conf.local, and where DNSSEC is validated the domains to validate-except. '
      + 'CoreDNS: import the file in the Corefile. systemd-resolved knows such files since version 258; take another name server before that.'), '',
    ...all.flatMap(({ kind, place }) => [
      `### ${kind}`, '', ...commands([`install -D -m 644 dns/${kind}/${place.split('/').at(-1) ?? ''} ${place}`, reloads[kind]]),
      t('Undo'), '', ...commands([`rm ${place}`, reloads[kind]])]),
    t('Check'), '', ...commands([`dig +short ${domain}`]),
  ];
}

function section(title: string, parts: readonly (readonly [string, readonly string[]])[]): readonly string[] {
  return [`## ${title}`, '', ...parts.flatMap(([head, lines]) => [head, '', ...commands(lines)])];
}

function commands(lines: readonly string[]): readonly string[] {
  return ['```sh', ...lines, '```', ''];
}
