import { Failure } from '../../../model/failure';
import { t } from '../../../model/l10n';
import { judgePeer } from '../../office/peer';
import { judgeOfficeRanges, noNeighbours } from '../../office/ranges';
import type { SiteVpnChoices } from './choices';

/** What the steps are made from: all of it. The order of zones, places and ranges means nothing, nor what was confirmed. */
export function siteVpnFrame(choices: SiteVpnChoices): unknown {
  const { places, zones, office } = choices;
  return {
    ...choices,
    enablingConfirmed: undefined,
    places: [...places].sort((left, right) => left.zone.localeCompare(right.zone)),
    zones: [...zones].sort(),
    office: { ...office, ranges: [...office.ranges].sort() },
  };
}

/** Why a run with these choices is refused, as far as they alone tell it. */
export function siteVpnRefused(choices: SiteVpnChoices): Failure | undefined {
  const { office: { peer, ranges } } = choices;
  const ofPeer = peer === undefined ? undefined : judgePeer(peer);
  const ofRanges = judgeOfficeRanges(ranges, noNeighbours);
  return ofPeer !== undefined ? refusal('peer', ofPeer, t('Choose another address of the office’s gateway.'))
    : ofRanges !== undefined ? refusal('ranges', ofRanges, t('Choose the office’s ranges anew.'))
      : zonesRefused(choices);
}

/**
 * A VPN gateway in policy mode serves its own zone alone, and names are answered with the endpoint gateway's addresses in all of its zones.
 * Source: https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-limitations
 */
function zonesRefused({ mode, places, zones, resolver }: SiteVpnChoices): Failure | undefined {
  const served = places.map(({ zone }) => zone);
  const unserved = mode === 'route' ? [] : zones.filter((zone) => !served.includes(zone));
  if (unserved.length > 0) {
    return refusal('zones',
      t('The endpoint gateway would have an address in {0}, where no VPN gateway is: in policy mode one serves its own zone alone, and the names are '
        + 'answered with all addresses.', unserved.join(', ')),
      t('Choose the zones of the VPN gateways alone, or a VPN gateway in each zone.'));
  }
  const isDeaf = mode === 'policy' && resolver.kind === 'new' && !resolver.zones.some((zone) => served.includes(zone));
  return isDeaf ? refusal('zones',
    t('The resolver would answer in {0} alone, where no VPN gateway is: the office could not ask it.', resolver.zones.join(', ')),
    t('Choose a location in a zone with a VPN gateway.')) : undefined;
}

function refusal(code: string, why: string, next: string): Failure {
  return new Failure({ code: `office.${code}`, what: t('Could not run the plan'), why, next });
}
