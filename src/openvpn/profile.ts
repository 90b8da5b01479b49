import { t } from '../model/l10n';
import { nameOf, partsOf } from './profileText';
import type { Directive, ProfilePart } from './profileText';
import { isPlaceholder } from './placeholders';

/** Where a profile's client connects to. */
export interface Remote {
  readonly host: string;
  readonly port: number;
  readonly protocol: 'udp' | 'tcp';
}

/** A thing in a profile that will not do, whoever wrote it. Stable code, one sentence. */
export interface ProfileWarning {
  readonly code: 'route-nopull' | 'pull-filter' | 'fragment' | 'cut-off' | 'no-remote' | 'no-authority' | 'any-server';
  readonly text: string;
}

export interface Profile {
  /** In the order in which they are tried; several where the file has several. */
  readonly remotes: readonly Remote[];
  /** `missing` where the server asks for one and the profile has none, or lacks its key; `unused` where people sign in alone. */
  readonly certificate: 'inside' | 'by-path' | 'missing' | 'unused';
  readonly asksForUser: boolean;
  readonly warnings: readonly ProfileWarning[];
}

/** What a profile says: as the cloud gives it, as we complete it, or as somebody brings it. No text of it is a secret. */
export function readProfile(profile: string): Profile {
  const parts = partsOf(profile);
  const options = parts.flatMap((part) => part.kind === 'directive' ? [part] : []);
  const remotes = remotesOf(options);
  return { remotes, certificate: certificateOf(parts), asksForUser: has(parts, 'auth-user-pass'), warnings: warningsOf(parts, options, remotes) };
}

/** OpenVPN's own port where none is written. */
const usualPort = '1194';

/** The port stands on a line of its own, or on `remote`, where it goes before; the protocol likewise. */
function remotesOf(options: readonly Directive[]): readonly Remote[] {
  const last = (name: string) => options.findLast(({ words }) => words[0] === name)?.words[1];
  const port = last('rport') ?? last('port') ?? usualPort;
  const protocol = last('proto') ?? 'udp';
  return options.flatMap(({ words: [name, host, ownPort = port, ownProtocol = protocol] }) => name === 'remote' && host !== undefined
    ? [{ host, port: Number(ownPort), protocol: ownProtocol.startsWith('tcp') ? 'tcp' : 'udp' }] : []);
}

function certificateOf(parts: readonly ProfilePart[]): Profile['certificate'] {
  const whole = parts.findLast((part) => nameOf(part) === 'pkcs12');
  const key = whole ?? parts.findLast((part) => nameOf(part) === 'key');
  if (key !== undefined && (whole !== undefined || has(parts, 'cert'))) {
    return key.kind === 'block' ? 'inside' : 'by-path';
  }
  const isAskedFor = has(parts, 'cert') || has(parts, 'key') || parts.some((part) => isPlaceholder(part, 'cert') || isPlaceholder(part, 'key'));
  return isAskedFor || !has(parts, 'auth-user-pass') ? 'missing' : 'unused';
}

function has(parts: readonly ProfilePart[], name: string): boolean {
  return parts.some((part) => nameOf(part) === name);
}

function warningsOf(parts: readonly ProfilePart[], options: readonly Directive[], remotes: readonly Remote[]): readonly ProfileWarning[] {
  const found: (ProfileWarning | false)[] = [
    has(parts, 'route-nopull') && {
      code: 'route-nopull',
      text: t('The profile says route-nopull, so that routes and name servers of the VPN server are not used: nothing is reached through the tunnel.'),
    },
    options.some(leavesOut) && {
      code: 'pull-filter', text: t('The profile leaves out routes or name servers that the VPN server sends (pull-filter).'),
    },
    has(parts, 'fragment') && {
      code: 'fragment', text: t('The profile says fragment, which the VPN server would have to say too: packets get lost. Take mssfix instead.'),
    },
    parts.some((part) => part.kind === 'block' && !part.isClosed) && { code: 'cut-off', text: t('The profile ends in the middle of a certificate or key.') },
    remotes.length === 0 && { code: 'no-remote', text: t('The profile names no VPN server (remote).') },
    !has(parts, 'ca') && !has(parts, 'pkcs12') && !has(parts, 'capath') && {
      code: 'no-authority', text: t('The profile has no certificate authority (ca), so no VPN server can be trusted.'),
    },
    !['remote-cert-tls', 'remote-cert-eku', 'ns-cert-type', 'verify-x509-name'].some((name) => has(parts, name)) && {
      code: 'any-server',
      text: t('The profile does not say remote-cert-tls server: whoever has a certificate of the same authority could pose as the VPN server.'),
    },
  ];
  return found.filter((warning) => warning !== false);
}

function leavesOut({ words: [name, action, pattern = ''] }: Directive): boolean {
  return name === 'pull-filter' && (action === 'ignore' || action === 'reject') && /^(?:route\b|dhcp-option|dns\b|redirect|$)/.test(pattern);
}
