import type { Connection } from '../../../model/connection';
import { t } from '../../../model/l10n';
import type { Opening, Path } from '../../../model/path';
import type { Service } from '../../../model/service';
import { visible } from '../../../model/text';
import { namesOf } from '../../names';
import { placesBehind } from '../../placesBehind';
import type { SiteVpnChoices } from './choices';
import { checksOfGateway, checksOfOffice } from './tunnel/checks';

/** This machine in the office, the office's gateway, the VPN gateway and the endpoint gateway in the VPC, the members of the instance. */
export function siteVpnPath(connection: Connection<SiteVpnChoices>, { words }: Service): Path {
  const { choices, instance } = connection;
  const { vpc, places, zones, mode, office: { ranges, isBehindNat } } = choices;
  const within = `VPC ${vpc.name} (${instance.region})`;
  const [first] = places;
  return [
    { id: 'machine', kind: 'machine', name: t('this machine'), details: [t('in the office: an address of {0}', ranges.join(', '))], reachedBy: '' },
    {
      id: 'office-gateway', kind: 'office-gateway', name: t('the office’s gateway'), checks: checksOfOffice, reachedBy: t('the office’s own network'),
      details: [peerInWords(choices), ...isBehindNat ? [t('behind a device that translates its address')] : []],
    },
    {
      id: 'vpn-gateway', kind: 'vpn-gateway', name: gatewayNames(choices), within, checks: checksOfGateway,
      ...first === undefined ? {} : { step: `vpn-gateway-${first.zone}` },
      details: [
        t('VPN gateway, {0}', places.map(({ zone }) => zone).join(', ')),
        mode === 'policy' ? t('policy mode: it serves its own zone') : t('route mode, experimental: IBM’s documents do not prove it with an endpoint gateway'),
      ],
      reachedBy: t('IPsec, UDP 500 and 4500'),
    },
    ...placesBehind(connection, words, { within, zones }),
  ];
}

/** Who will be able to reach what. */
export function siteVpnOpenings({ id, choices, instance }: Connection<SiteVpnChoices>, { words }: Service): readonly Opening[] {
  const { office: { ranges, peer }, resolver, places } = choices;
  const from = ranges.join(', ');
  const [first] = places;
  return [
    {
      from: peer === undefined ? t('whoever has the pre-shared key') : peerInWords(choices), to: gatewayNames(choices), port: t('UDP 500 and 4500'),
      allowedBy: t('the VPN gateway itself'), ...first === undefined ? {} : { step: `vpn-connection-${first.zone}` },
    },
    {
      from, to: t('the endpoint gateway of {0}', instance.name), port: `TCP ${words.port.replace(/^\D+/, '')}`, allowedBy: namesOf(id).of('gateway'),
      step: 'gateway-group',
    },
    ...resolver.kind === 'none' ? [] : [{
      from, to: t('what the VPC’s default security group guards, the resolver among it'), port: t('UDP and TCP 53'),
      allowedBy: t('the VPC’s default security group'), step: 'resolver-rules',
    }],
  ];
}

/** "office-vpn", or those of all zones. */
export function gatewayNames({ places }: Pick<SiteVpnChoices, 'places'>): string {
  return places.map(({ gateway }) => visible(gateway.name, 80)).join(', ');
}

function peerInWords({ office: { peer } }: SiteVpnChoices): string {
  switch (peer?.kind) {
    case undefined: return t('no public address of its own: only it can begin');
    case 'address': return peer.address;
    case 'name': return visible(peer.name, 80);
  }
}
