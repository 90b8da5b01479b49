import type { Secret } from '../model/secret';
import { nftables } from './firewall';
import { forwarders } from './forwarders';
import { interfacesScript } from './interfaces';
import { ipsecConf, ipsecSecrets } from './ipsecConf';
import type { Office } from './office';
import { readme } from './readme';
import { sheet } from './sheet';
import { swanctlConf, swanctlSecrets } from './swanctl';
import { ownName } from './tunnels';

/** A file of the folder for a network team; `path` with slashes, below the folder. */
export interface OfficeFile {
  readonly path: string;
  readonly mode: 0o600 | 0o644 | 0o755;
  readonly content: string | Secret;
  /** Where it belongs on the gateway; undefined for what is to be read by people. */
  readonly place?: string;
}

/** All of it. The key is in one file alone: in that of today's strongSwan, unless the old form is wanted. */
export function officeFiles(office: Office, keyIn: 'swanctl' | 'ipsec' = 'swanctl'): readonly OfficeFile[] {
  const own = ownName(office);
  const without: Office = { ...office, key: undefined };
  const scripts = (['xfrm', 'vti'] as const).flatMap((kind) => {
    const content = interfacesScript(office, kind);
    return content === undefined ? [] : [{ path: `strongswan-${kind === 'xfrm' ? 'swanctl' : 'ipsec'}/interfaces.sh`, mode: 0o755 as const, content }];
  });
  return [
    { path: 'README.md', mode: 0o644, content: readme(office, keyIn) },
    { path: 'PARAMETERS.md', mode: 0o644, content: sheet(office) },
    { path: `strongswan-swanctl/${own}.conf`, mode: 0o644, content: swanctlConf(office), place: `/etc/swanctl/conf.d/${own}.conf` },
    { path: `strongswan-swanctl/${own}.secrets.conf`, mode: 0o600, content: swanctlSecrets(keyIn === 'swanctl' ? office : without),
      place: `/etc/swanctl/conf.d/${own}.secrets.conf` },
    { path: `strongswan-ipsec/${own}.conf`, mode: 0o644, content: ipsecConf(office), place: `/etc/ipsec.d/${own}.conf` },
    { path: `strongswan-ipsec/${own}.secrets`, mode: 0o600, content: ipsecSecrets(keyIn === 'ipsec' ? office : without), place: `/etc/ipsec.d/${own}.secrets` },
    ...scripts,
    { path: `firewall/${own}.nft`, mode: 0o644, content: nftables(office), place: `/etc/nftables.d/${own}.nft` },
    ...forwarders(office).map(({ kind, place, text }) => (
      { path: `dns/${kind}/${place.split('/').at(-1) ?? own}`, mode: 0o644 as const, content: text, place })),
  ];
}
