import { Failure } from '../../../model/failure';
import { t } from '../../../model/l10n';
import type { SitePlace, SiteVpnChoices } from '../../../setup/routes/siteVpn/choices';
import type { SiteVpnOffer } from '../../../setup/routes/siteVpn/offer';
import { recommended } from '../../office/algorithmWords';
import { identityNameOf, type PeerAnswer } from '../../office/answers';
import { firstGroup } from '../resourceGroup';
import { isAdopted, modeOf, zonesOf, type Answers, type GatewayAnswer, type NamesAnswer } from './answers';

/** What the choices are made from besides the answers. */
export interface ChoiceContext {
  readonly offer: SiteVpnOffer;
  readonly connectionId: string;
}

/** The choices that the answers make, with the defaults of what is not asked. */
export function choicesFrom(answers: Answers, { offer, connectionId }: ChoiceContext): SiteVpnChoices {
  const { vpc, gateway, connection, key, names } = answers;
  if (vpc === undefined || gateway === undefined) {
    throw nowhere();
  }
  const mode = modeOf(answers);
  const { ike, esp } = connection?.kind === 'existing' && isAdopted(answers) ? connection.algorithms : answers.algorithms ?? recommended;
  return {
    vpc, mode,
    places: placesOf(gateway, answers, connectionId),
    zones: mode === 'policy' ? [...zonesOf(answers)] : [...new Set([...zonesOf(answers), ...offer.zones.map(({ name }) => name)])],
    office: { ...officeOf(answers, connectionId), ranges: [...answers.ranges ?? []] },
    keyIsBrought: !isAdopted(answers) && key !== undefined && key.kind !== 'made',
    ike, esp,
    resolver: names?.resolver ?? { kind: 'none' },
    ...names !== undefined && names.resolver.kind !== 'none' && answers.enables === true ? { enablingConfirmed: true as const } : {},
    ...forwardingOf(names),
    resourceGroupId: firstGroup(offer).id,
  };
}

function forwardingOf(names: NamesAnswer | undefined): Pick<SiteVpnChoices, 'forwarding'> {
  const rules = names?.forwarding.map(({ match, forwardTo }) => ({ match, forwardTo: [...forwardTo] })) ?? [];
  return rules.length === 0 ? {} : { forwarding: rules };
}

function placesOf(gateway: GatewayAnswer, answers: Answers, connectionId: string): SitePlace[] {
  if (gateway.kind === 'existing') {
    const { zone, subnet, gateway: thing } = gateway;
    const connection = answers.connection?.kind === 'existing' ? { kind: 'existing' as const, ...answers.connection.connection }
      : { kind: 'new' as const, name: `${connectionId}-office` };
    return [{ zone, gateway: { kind: 'existing', ...thing }, subnet: { kind: 'existing', ...subnet }, connection }];
  }
  return gateway.zones.map((zone, at) => {
    // One alone needs no number.
    const number = gateway.zones.length === 1 ? '' : `-${at + 1}`;
    return {
      zone, subnet: { kind: 'new' }, gateway: { kind: 'new', name: `${connectionId}-vpn${number}` },
      connection: { kind: 'new', name: `${connectionId}-office${number}` },
    };
  });
}

function officeOf(answers: Answers, connectionId: string): PeerAnswer {
  const { connection, peer } = answers;
  if (connection?.kind === 'existing' && isAdopted(answers)) {
    const { peer: dialled, isBehindNat, identity } = connection.office;
    return { ...dialled === undefined ? {} : { peer: dialled }, isBehindNat, identity };
  }
  return peer ?? { isBehindNat: true, identity: { type: 'fqdn', value: identityNameOf(connectionId) } };
}

/** The region offers no zone. */
function nowhere(): Failure {
  return new Failure({
    code: 'ui.no-zone', what: t('Could not propose a VPN gateway'), why: t('The region offers no zone for one.'),
    next: t('Choose an instance in another region.'),
  });
}
