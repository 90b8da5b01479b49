import type { Secret } from '../model/secret';
import { identityText } from './identities';
import { keyFile } from './keyFile';
import { shorterThan } from './lifetimes';
import type { Office } from './office';
import { espProposal, ikeProposal } from './proposals';
import type { Tunnel } from './tunnels';
import { selectorsOf, tunnelsOf } from './tunnels';

/**
 * The connection for strongSwan's `/etc/swanctl/conf.d`, without the key. UDP encapsulation is forced, since the cloud's gateway drops plain ESP.
 * Source: https://docs.strongswan.org/docs/latest/swanctl/swanctlConf.html, https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-onprem-strongswan
 */
export function swanctlConf(office: Office): string {
  return ['# Private Connect. The key is in a file of its own, beside this one.',
    'connections {', ...tunnelsOf(office).flatMap((tunnel) => indented(connection(office, tunnel))), '}', ''].join('\n');
}

/** The key for the same, as a file of `/etc/swanctl/conf.d` that only root reads. */
export function swanctlSecrets(office: Office): Secret {
  return keyFile(office.key, (key) => [
    'secrets {',
    ...tunnelsOf(office).flatMap(({ name, identity }) => indented([
      `ike-${name} {`, `  id-1 = ${quoted(identityText(office.office.identity))}`, `  id-2 = ${quoted(identity)}`, `  secret = ${quoted(key)}`, '}'])),
    '}',
  ]);
}

function connection(office: Office, { name, address, identity, via }: Tunnel): readonly string[] {
  const { ike, office: { address: own, isBehindNat, identity: ownIdentity } } = office;
  const life = shorterThan(ike.lifetime);
  return [
    `${name} {`,
    ...indented([
      `version = ${ike.version}`, `local_addrs = ${own === undefined || isBehindNat ? '%any' : own}`, `remote_addrs = ${address}`,
      `proposals = ${ikeProposal(ike)}`, 'encap = yes', 'mobike = no', `rekey_time = ${life.renewed}s`, `over_time = ${life.ends - life.renewed}s`,
      'dpd_delay = 30s', ...(ike.version === 1 ? ['dpd_timeout = 120s'] : []), 'keyingtries = 0', 'unique = replace',
      ...(via === undefined ? [] : [`if_id_in = ${via.id}`, `if_id_out = ${via.id}`]),
      'local {', '  auth = psk', `  id = ${quoted(identityText(ownIdentity))}`, '}', 'remote {', '  auth = psk', `  id = ${quoted(identity)}`, '}',
      'children {', ...selectorsOf(office).flatMap((pair, at, all) => indented(child(office, all.length === 1 ? name : `${name}-${at + 1}`, pair))), '}',
    ]),
    '}',
  ];
}

function child({ esp }: Office, name: string, [local, remote]: readonly [readonly string[], readonly string[]]): readonly string[] {
  const life = shorterThan(esp.lifetime);
  return [`${name} {`, ...indented([
    `local_ts = ${local.join(',')}`, `remote_ts = ${remote.join(',')}`, `esp_proposals = ${espProposal(esp)}`,
    `rekey_time = ${life.renewed}s`, `life_time = ${life.ends}s`, 'mode = tunnel', 'start_action = start', 'close_action = start', 'dpd_action = restart',
  ]), '}'];
}

/** Only where nothing needs an escape: what is checked holds neither quotes nor backslashes. */
function quoted(text: string): string {
  return `"${text}"`;
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
