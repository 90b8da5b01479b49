import { addressText, parseRange } from '../../../src/model/range';
import type { VpnServerTruth } from '../../../src/sandbox/dataPlane';
import { checkedAddress, checkedRange } from './match';

/** Where a server is talked to by the lab, as its host sees it. */
export const managementSocket = '/run/openvpn-management';
/** What each client is told when it connects, without a new start of the server: a folder, and the file that is for everybody. */
const clientFolder = '/etc/openvpn/lab';
export const pushedFile = `${clientFolder}/DEFAULT`;
export const tunnelDevice = 'tun0';

/** As far as openvpn gives out addresses. */
const mostClients = 65_536;

/**
 * What `openvpn` is started with at one address of a VPN server, out of the truth alone. What is changed by PATCH stands here, so that a change
 * disconnects everybody, as in the cloud; routes do not. Sources: IBM-CLOUD D.1, D.3, D.6;
 * https://openvpn.net/community-docs/community-articles/openvpn-2-6-manual.html
 */
export function openVpnConfig(server: VpnServerTruth, address: string, share: string): string {
  const { protocol, port, dnsServers, splitTunnel, idleTimeout, clients, signsIn } = server;
  return [
    `server ${networkOf(share, `VPN server "${server.name}"`, mostClients)}`, 'topology subnet', `dev ${tunnelDevice}`,
    `proto ${protocol === 'tcp' ? 'tcp4-server' : 'udp4'}`, `local ${address}`, `port ${port}`, 'keepalive 5 20', 'persist-tun', 'duplicate-cn', 'verb 3',
    'auth SHA256', 'data-ciphers AES-256-GCM', 'dh none', 'reneg-sec 0',
    clients === undefined ? 'verify-client-cert none' : 'verify-client-cert require\nremote-cert-tls client',
    ...signsIn ? [] : ['auth-user-pass-optional'],
    ...clients === undefined ? ['username-as-common-name'] : [],
    `management ${managementSocket} unix`, 'management-client-auth', `client-config-dir ${clientFolder}`,
    ...dnsServers.map((each) => `push "dhcp-option DNS ${checkedAddress(each, 'a name server of clients')}"`),
    ...splitTunnel ? [] : ['push "redirect-gateway def1"'],
    ...idleTimeout === 0 ? [] : [`push "inactive ${idleTimeout}"`],
    ...identityLines(server),
  ].join('\n');
}

/** Split: all its routes, whatever becomes of what they bring. Full: everything comes anyway. */
export function pushedLines({ splitTunnel, routes }: VpnServerTruth): string {
  return splitTunnel ? routes.map(({ destination }) => `push "route ${networkOf(destination, 'a route of a VPN server')}"`).join('\n') : '';
}

function identityLines({ identity, clients }: VpnServerTruth): string[] {
  if (identity === undefined) return [];
  const { certificate, chain, privateKey } = identity;
  const list = clients?.revocationList;
  return [
    // It wants one even where nobody shows a certificate.
    block('ca', clients?.authorities ?? [certificate, ...chain]), block('cert', [certificate, ...chain]), block('key', [privateKey]),
    ...list === undefined ? [] : [block('crl-verify', [list])],
  ];
}

/** PEM alone: what stands around it could be another option. */
function block(name: string, texts: readonly string[]): string {
  const pem = texts.flatMap((text) => text.match(/-----BEGIN [A-Z0-9 ]+-----[A-Za-z0-9+/=\s]+-----END [A-Z0-9 ]+-----/g) ?? []);
  return [`<${name}>`, ...pem, `</${name}>`].join('\n');
}

/** "10.0.0.0 255.255.252.0"; of a range that is too large, its beginning. */
function networkOf(range: string, what: string, most = Infinity): string {
  const { first = 0, last = 0 } = parseRange(checkedRange(range, what)) ?? {};
  return `${addressText(first)} ${addressText(2 ** 32 - Math.min(last - first + 1, most))}`;
}
