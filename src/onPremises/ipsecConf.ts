import type { Secret } from '../model/secret';
import { identityText } from './identities';
import { keyFile } from './keyFile';
import { shorterThan } from './lifetimes';
import type { Office } from './office';
import { espProposal, ikeProposal } from './proposals';
import type { Tunnel } from './tunnels';
import { selectorsOf, tunnelsOf } from './tunnels';

/**
 * The same connection for an old strongSwan, as a file that `/etc/ipsec.conf` includes.
 * Source: https://wiki.strongswan.org/projects/strongswan/wiki/ConnSection
 */
export function ipsecConf(office: Office): string {
  const lines = tunnelsOf(office).flatMap((tunnel) => conns(office, tunnel));
  return ['# Private Connect. The key is in a file of its own, beside this one.', ...lines, ''].join('\n');
}

/** The key for the same, as a file that `/etc/ipsec.secrets` includes. */
export function ipsecSecrets(office: Office): Secret {
  return keyFile(office.key, (key) => tunnelsOf(office).map(({ identity }) => `${identityText(office.office.identity)} ${identity} : PSK "${key}"`));
}

function conns(office: Office, tunnel: Tunnel): readonly string[] {
  return selectorsOf(office).flatMap((pair, at, all) => ['', ...conn(office, tunnel, all.length === 1 ? tunnel.name : `${tunnel.name}-${at + 1}`, pair)]);
}

function conn(
  { ike, esp, office }: Office, { address, identity, via }: Tunnel, name: string, [local, remote]: readonly [readonly string[], readonly string[]],
): readonly string[] {
  const left = office.address === undefined || office.isBehindNat ? '%defaultroute' : office.address;
  const [ikeEnds, espEnds] = [shorterThan(ike.lifetime).ends, shorterThan(esp.lifetime).ends];
  return [`conn ${name}`, ...[
    `keyexchange=ikev${ike.version}`, 'authby=secret', 'type=tunnel', `left=${left}`,
    `leftid="${identityText(office.identity)}"`, `leftsubnet=${local.join(',')}`,
    `right=${address}`, `rightid="${identity}"`, `rightsubnet=${remote.join(',')}`,
    `ike=${ikeProposal(ike)}!`, `esp=${espProposal(esp)}!`, `ikelifetime=${ikeEnds}s`, `lifetime=${espEnds}s`,
    // One margin for both, twice of which at most lies before the end.
    `margintime=${Math.floor(Math.min(ikeEnds, espEnds) / 20)}s`, ...(ike.version === 2 ? ['reauth=no'] : []), 'mobike=no', 'forceencaps=yes',
    'dpdaction=restart', 'dpddelay=30s', ...(ike.version === 1 ? ['dpdtimeout=120s'] : []), 'closeaction=restart', 'keyingtries=%forever',
    ...(via === undefined ? [] : [`mark=${via.id}`]), 'auto=start',
  ].map((line) => `    ${line}`)];
}
