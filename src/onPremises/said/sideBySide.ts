import { t } from '../../model/l10n';
import { visibleInMarkdown } from '../../model/text';
import type { Office } from '../office';
import { espProposal, ikeProposal } from '../proposals';
import { selectorsOf } from '../tunnels';
import { firstDifference, identityAsSaid, keyFingerprint, pairs, toCloud } from './differences';
import { readSaid } from './readSaid';
import type { SeenConnection } from './seen';

/**
 * Both sides' parameters beside each other, and the first that differs, as a Markdown text. `text` is what the office's gateway said; undefined where nothing
 * of it is what strongSwan says. The key is in it by its fingerprint alone.
 */
export function sideBySide(office: Office, text: string): string | undefined {
  const said = readSaid(text);
  if (said.length === 0) {
    return undefined;
  }
  const first = firstDifference(office, said);
  const [seen] = toCloud(office, said);
  const rows = [...ofBoth(office, seen), ...ofCloudAlone(office)].map((cells) => `| ${cells.map((cell) => visibleInMarkdown(cell)).join(' | ')} |`);
  return [
    `# ${t('Both sides of the VPN connection {0}', visibleInMarkdown(office.name))}`,
    first === undefined ? t('Nothing of what the office’s gateway said differs. What it does not say is compared by hand, the key by its fingerprint.')
      : t('The first difference: {0}', visibleInMarkdown(first.sentence)),
    [`| ${t('Parameter')} | ${t('The cloud')} | ${t('The office’s gateway')} |`, '| --- | --- | --- |', ...rows].join('\n'),
    t('The fingerprint is what "printf %s KEY | sha256sum | cut -c 1-16" writes there; type a space before it, so that the key is in no history.'),
    '',
  ].join('\n\n');
}

type Row = readonly [parameter: string, cloud: string, office: string];

function ofBoth({ ike, esp, office, cloud, ...rest }: Office, seen: SeenConnection | undefined): readonly Row[] {
  const tunnel = cloud.tunnels.find(({ address }) => address === seen?.remoteAddress) ?? cloud.tunnels[0];
  const children = seen?.children ?? [];
  const there = pairs(children.map(({ local, remote }) => [local, remote])).join(', ');
  return [
    [t('Address of the VPN gateway'), tunnel?.address ?? '', orUnsaid(seen?.remoteAddress)],
    [t('IKE version'), `IKEv${ike.version}`, orUnsaid(seen?.version === undefined ? undefined : `IKEv${seen.version}`)],
    [t('Identity of the office'), identityAsSaid(office.identity), orUnsaid(seen?.localIdentity)],
    [t('Identity of the VPN gateway'), tunnel === undefined ? '' : identityAsSaid(tunnel.identity), orUnsaid(seen?.remoteIdentity)],
    [t('IKE proposal'), ikeProposal(ike), orUnsaid(seen?.ikeProposal)],
    [t('Ranges, the office’s first'), pairs(selectorsOf({ ike, esp, office, cloud, ...rest })).join(', '), orUnsaid(there === '' ? undefined : there)],
    [t('ESP proposal'), espProposal(esp), orUnsaid(children.find(({ proposal }) => proposal !== undefined)?.proposal)],
    [t('ESP in UDP'), t('always'), inUdp(children.find(({ isInstalled }) => isInstalled === true)?.isInUdp)],
    [t('IKE keys renewed'), t('before {0} s', ike.lifetime), seconds(seen?.ikeRenewed)],
    [t('ESP keys renewed'), t('before {0} s', esp.lifetime), seconds(children.find(({ renewed }) => renewed !== undefined)?.renewed)],
  ];
}

/** What no gateway shows. */
function ofCloudAlone({ key }: Office): readonly Row[] {
  return key === undefined ? [] : [[t('Fingerprint of the pre-shared key'), keyFingerprint(key), orUnsaid(undefined)]];
}

function orUnsaid(text: string | undefined): string {
  return text ?? t('does not say');
}

function inUdp(isInUdp: boolean | undefined): string {
  return isInUdp === undefined ? orUnsaid(undefined) : isInUdp ? t('yes') : t('no');
}

function seconds(after: number | undefined): string {
  return after === undefined ? orUnsaid(undefined) : t('after {0} s', after);
}
