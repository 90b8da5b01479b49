import { t } from '../model/l10n';
import { visibleInMarkdown } from '../model/text';
import { largestSegment } from './firewall';
import { shorterThan } from './lifetimes';
import type { IkeIdentity, Office } from './office';
import { espProposal, ikeProposal } from './proposals';

/** Every parameter of the connection, for a gateway of whatever make, as Markdown. The key is not in it. */
export function sheet(office: Office): string {
  return [
    `# ${t('Parameters of the VPN connection {0}', visibleInMarkdown(office.name))}`, '',
    table([...gatewayRows(office), ...phaseRows(office), ...trafficRows(office)]), '',
    `## ${t('Firewall')}`, '', ...firewallWords(office).map((each) => `- ${each}`), '',
  ].join('\n');
}

/** What the office's firewall lets through, in words. */
export function firewallWords({ office, cloud }: Office): readonly string[] {
  const [gateways, inside, there] = [cloud.tunnels.map(({ address }) => address), office.ranges, cloud.ranges].map((each) => each.join(', '));
  return [
    t('Let UDP 500 and 4500 out to {0}, and the answers in.', gateways ?? ''),
    ...(office.address === undefined ? [] : [t('Let UDP 500 and 4500 in from {0}: the cloud may begin as well.', gateways ?? '')]),
    t('Let TCP pass from {0} to {1}, and the answers back; to the name servers UDP 53 too.', inside ?? '', there ?? ''),
    t('Translate no addresses between {0} and {1}: masquerading must leave this traffic out.', inside ?? '', there ?? ''),
    t('Bound TCP segments through the tunnel to {0} bytes.', largestSegment),
  ];
}

type Row = readonly [string, string];

function gatewayRows({ mode, office, cloud }: Office): readonly Row[] {
  const address = office.address ?? t('none of its own: the office begins and renews');
  return [
    [t('Mode'), mode === 'policy' ? t('policy-based') : t('route-based, static routes, one tunnel to each address')],
    [t('VPN gateway\'s public address'), cloud.tunnels.map((each) => each.address).join(', ')],
    [t('VPN gateway\'s IKE identity'), cloud.tunnels.map(({ identity }) => identityInWords(identity)).join(', ')],
    [t('Office gateway\'s public address'), office.isBehindNat ? t('{0}, translated by another device', address) : address],
    [t('Office gateway\'s IKE identity'), identityInWords(office.identity)],
    [t('Authentication'), t('pre-shared key')],
  ];
}

function phaseRows({ ike, esp }: Office): readonly Row[] {
  const secrecy = esp.group === undefined ? t('no perfect forward secrecy') : t('perfect forward secrecy with group {0}', esp.group);
  return [
    [t('IKE version'), String(ike.version)],
    [t('IKE proposal'), `${ikeProposal(ike)}; ${t('Diffie-Hellman group {0}', ike.group)}`],
    [t('IKE lifetime'), t('{0} s in the cloud; here {1} s', ike.lifetime, shorterThan(ike.lifetime).ends)],
    [t('ESP proposal'), `${espProposal(esp)}; ${secrecy}`],
    [t('ESP lifetime'), t('{0} s in the cloud; here {1} s', esp.lifetime, shorterThan(esp.lifetime).ends)],
    [t('Encapsulation'), t('ESP tunnel mode, always in UDP 4500, also where no addresses are translated')],
    [t('Dead peer detection'), t('every 30 s; begin anew')],
  ];
}

function trafficRows({ mode, office, cloud, dns }: Office): readonly Row[] {
  return [
    [t('Ranges of the office'), office.ranges.join(', ')], [t('Ranges of the cloud'), cloud.ranges.join(', ')],
    [t('Traffic selectors'), mode === 'route' ? '0.0.0.0/0 - 0.0.0.0/0' : t('exactly these ranges')],
    [t('Domains to forward'), dns.domains.join(', ')], [t('Name servers for them'), dns.servers.join(', ')],
  ];
}

function identityInWords({ type, value }: IkeIdentity): string {
  return `${type} ${value}`;
}

function table(rows: readonly Row[]): string {
  const lines = rows.map((row) => `| ${row.map((cell) => visibleInMarkdown(cell, 2000)).join(' | ')} |`);
  return [`| ${t('Parameter')} | ${t('Value')} |`, '| --- | --- |', ...lines].join('\n');
}
