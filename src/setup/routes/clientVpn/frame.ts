import { Failure } from '../../../model/failure';
import { t } from '../../../model/l10n';
import { openToInternet } from '../../ranges';
import type { ClientVpnChoices } from './choices';

/**
 * What the steps are made from: all of it. The order of zones means nothing, nor what was confirmed. From where it may be dialled may change, as
 * long as it is known from where before, and so may the certificates, as long as it is known that they were renewed.
 */
export function clientVpnFrame(choices: ClientVpnChoices): unknown {
  const { zones, places, allowedFrom, allowedFromBefore = [], authentication } = choices;
  return {
    ...choices,
    openToInternetConfirmed: undefined,
    zones: [...zones].sort(),
    places: [...places].sort((left, right) => left.zone.localeCompare(right.zone)),
    allowedFrom: [...allowedFromBefore[0] ?? allowedFrom].sort(),
    allowedFromBefore: undefined,
    ownAddress: undefined,
    renewals: undefined,
    authentication: [...authentication].sort(),
  };
}

/** Why a run with these choices is refused: a VPN server that strangers may dial, without the confirmation that the user meant it. */
export function openVpnRefused({ allowedFrom, openToInternetConfirmed }: ClientVpnChoices): Failure | undefined {
  const open = openToInternetConfirmed === true ? [] : allowedFrom.filter(openToInternet);
  return open.length === 0 ? undefined : new Failure({
    code: 'setup.open-to-internet', what: t('Could not run the plan'), why: t('The VPN server could be dialled from {0}: by strangers.', open.join(', ')),
    next: t('Give your own address as the one from where it may be dialled, or confirm the range in so many words.'),
  });
}
