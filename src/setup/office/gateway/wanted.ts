import { t } from '../../../model/l10n';
import { Failure } from '../../../model/failure';
import type { Secret } from '../../../model/secret';
import { visible } from '../../../model/text';
import { checkOffice } from '../../../onPremises/checkOffice';
import { officeFiles } from '../../../onPremises/files';
import { forwarders, type ForwarderKind } from '../../../onPremises/forwarders';
import type { Office, OfficeDescription } from '../../../onPremises/office';
import { ownName } from '../../../onPremises/tunnels';
import type { StepContext } from '../../context';
import { keyOf } from '../key';
import { officeGateway } from './host';

/** What belongs together on a gateway, and is loaded together. */
export type OfficePart = 'firewall' | 'interfaces' | 'strongswan' | 'forwarder';

/** A file as it is to be on the gateway. */
export interface WantedFile {
  readonly part: OfficePart;
  readonly path: string;
  readonly mode: number;
}

/** Those that do not depend on what the gateway has. In route mode traffic is routed into interfaces, which a script makes. */
export function wantedFiles({ name, mode }: Omit<OfficeDescription, 'key'>): readonly WantedFile[] {
  const own = ownName({ name });
  return [
    { part: 'firewall', path: `/etc/nftables.d/${own}.nft`, mode: 0o644 },
    ...mode === 'route' ? [{ part: 'interfaces' as const, path: interfacesPath(name), mode: 0o755 }] : [],
    { part: 'strongswan', path: `/etc/swanctl/conf.d/${own}.conf`, mode: 0o644 },
    { part: 'strongswan', path: `/etc/swanctl/conf.d/${own}.secrets.conf`, mode: 0o600 },
  ];
}

/** Undefined where there are no names to forward. */
export function forwarderFile(description: Omit<OfficeDescription, 'key'>, kind: ForwarderKind): WantedFile | undefined {
  const place = forwarders(checkOffice(description)).find((each) => each.kind === kind)?.place;
  return place === undefined ? undefined : { part: 'forwarder', path: place, mode: 0o644 };
}

/** What the file of that path is a part of. */
export function partOf(path: string): OfficePart {
  const folders: readonly (readonly [string, OfficePart])[] = [
    ['/etc/nftables.d/', 'firewall'], ['/usr/local/sbin/', 'interfaces'], ['/etc/swanctl/', 'strongswan'],
  ];
  return folders.find(([folder]) => path.startsWith(folder))?.[1] ?? 'forwarder';
}

export function interfacesPath(name: string): string {
  return `/usr/local/sbin/${ownName({ name })}`;
}

/** What is in the file of that path, with the key of the vault where it holds that. Fails where that is not there any more. */
export async function contentOf(context: StepContext, path: string): Promise<string | Secret> {
  const office = await officeOf(context);
  const script = path === interfacesPath(office.name) ? 'strongswan-swanctl/interfaces.sh' : undefined;
  const file = officeFiles(office).find((each) => each.place === path || each.path === script);
  if (file === undefined) {
    throw new TypeError(`No file of the office belongs at ${path}.`);
  }
  return file.content;
}

/** The office with its key. */
async function officeOf({ facts, dependencies: { secrets } }: StepContext): Promise<Office> {
  const { description, connectionId } = facts.need(officeGateway);
  const key = await keyOf(secrets, connectionId);
  if (key === undefined) {
    throw new Failure({
      code: 'office.no-key', what: t('Could not make the files of {0}', visible(description.name, 80)),
      why: t('Its pre-shared key is not in the secret storage of this machine.'),
      next: t('Take the key from the VPN connection in the cloud, and put the on-premises files on the gateway by hand.'),
    });
  }
  return checkOffice({ ...description, key });
}
