import { t } from '../model/l10n';

/** A state that OpenVPN's log tells, with why it is so and what to do; texts in the editor's language when they are asked for. */
export interface LogState {
  readonly code: `openvpn.${string}`;
  /** Tried on all that was written of one try, so that it may tell what did not follow on what. */
  readonly says: RegExp;
  /** OpenVPN says it when it starts, and not again when it tries again. */
  readonly isSaidOnce?: true;
  readonly cause: () => string;
  readonly next: () => string;
}

/**
 * By what goes before. Sources: https://cloud.ibm.com/docs/vpc?topic=vpc-troubleshoot-vpn-client-to-site,
 * https://openvpn.net/community-docs/community-articles/openvpn-2-6-manual.html
 */
export const logStates: readonly LogState[] = [
  {
    code: 'openvpn.options', says: /Options error|Cannot (?:pre-)?load|Unrecognized option/,
    cause: () => t('OpenVPN does not take the profile.'), next: () => t('Save the profile again, and remove lines that were added to it.'),
  },
  {
    code: 'openvpn.no-rights', says: /Cannot (?:ioctl TUNSETIFF|open TUN\/TAP)|Operation not permitted|All (?:tap-windows|wintun|ovpn-dco).* in use/i,
    cause: () => t('OpenVPN may not make a tunnel on this machine.'), next: () => t('Start it as an administrator: with sudo on Linux and macOS.'),
  },
  {
    code: 'openvpn.sign-in-refused', says: /AUTH_FAILED/,
    cause: () => t('The VPN server refused the sign-in: the passcode is wrong, used or expired, or this user lacks the role VPN Client.'),
    next: () => t('Get a new passcode and connect again; each connection needs one of its own.'),
  },
  {
    code: 'openvpn.server-certificate-expired', says: /VERIFY ERROR.*certificate has expired/,
    cause: () => t('A certificate of the VPN server has expired.'), next: () => t('Renew Certificates… of the VPN server, then connect again.'),
  },
  {
    code: 'openvpn.server-certificate-early', says: /VERIFY ERROR.*certificate is not yet valid/,
    cause: () => t('The VPN server\'s certificate is not valid yet, or this machine\'s clock is behind.'), next: () => t('Check the clock of this machine.'),
  },
  {
    code: 'openvpn.server-usage', says: /VERIFY E?KU ERROR|VERIFY ERROR.*certificate purpose/,
    cause: () => t('The VPN server\'s certificate is not for servers: key usage and extended key usage have to say so.'),
    next: () => t('Give the VPN server a certificate with digital signature and server authentication.'),
  },
  {
    code: 'openvpn.server-unknown', says: /VERIFY ERROR/,
    cause: () => t('The VPN server\'s certificate is not of an authority that the profile knows, or an intermediate one is missing.'),
    next: () => t('Save the profile again; if it stays, give the VPN server its whole chain.'),
  },
  {
    code: 'openvpn.recursive-routing', says: /Recursive routing detected/,
    cause: () => t('A route of the VPN leads to the VPN server itself, so that packets of the tunnel go into the tunnel.'),
    next: () => t('Take the VPN server\'s public addresses out of its routes.'),
  },
  {
    code: 'openvpn.route-conflict',
    says: /route (?:addition|add) (?:command )?failed|ROUTE: .*failed|RTNETLINK answers: File exists|route gateway is (?:ambiguous|not reachable)/i,
    cause: () => t('A route that the VPN server sends is taken already on this machine.'),
    next: () => t('End other VPNs, or leave the network that has the same range.'),
  },
  {
    code: 'openvpn.same-subnet', says: /WARNING: potential .*subnet conflict/,
    cause: () => t('This machine\'s network has the same range as one behind the VPN.'),
    next: () => t('Connect from another network, or choose another range for the VPN.'),
  },
  { code: 'openvpn.connected', says: /Initialization Sequence Completed/, cause: () => t('The tunnel is up.'), next: () => t('Nothing is to be done.') },
  {
    code: 'openvpn.client-certificate-expired', says: /Your certificate has expired/, isSaidOnce: true,
    cause: () => t('The certificate of this client has expired.'), next: () => t('Get a new certificate for this VPN server, and save the profile again.'),
  },
  {
    // The server's certificate came and was good, so the way is open; what is missing is the server's agreement. Over UDP it refuses without a word.
    code: 'openvpn.client-refused',
    says: /(?:tlsv1\d?|sslv3) alert|Connection reset, restarting|VERIFY OK: depth=0[^]*TLS (?:key negotiation failed|handshake failed)/,
    cause: () => t('The VPN server does not take this client\'s certificate: it is not for clients, of another authority or revoked, '
      + 'or the server\'s revocation list is out of date.'),
    next: () => t('Look at the VPN server\'s revocation list, then get a certificate of your own with client authentication.'),
  },
  {
    code: 'openvpn.stops-short', says: /TLS: Initial packet from[^]*TLS (?:key negotiation failed|handshake failed)/,
    cause: () => t('The VPN server answers, but its certificate does not arrive: larger packets get lost on the way.'),
    next: () => t('Try another network, or let the VPN server listen on TCP 443.'),
  },
  {
    code: 'openvpn.no-answer',
    says: /TLS key negotiation failed|TLS handshake failed|Connection timed out|Connection refused|ECONNREFUSED|No route to host|Network is unreachable/,
    cause: () => t('The VPN server does not answer: its port is blocked on the way, by a network here '
      + 'or by the VPN server\'s security group or network ACL.'),
    next: () => t('Try another network, or let the VPN server listen on TCP 443; then look at its rules.'),
  },
  {
    code: 'openvpn.name', says: /Cannot resolve host address|RESOLVE: /,
    cause: () => t('The VPN server\'s name does not resolve.'), next: () => t('Check this machine\'s connection, and that the VPN server is still there.'),
  },
];
