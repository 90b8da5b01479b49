import { Failure } from '../../../model/failure';
import { t } from '../../../model/l10n';
import { openToInternet } from '../../ranges';
import type { VsiChoices } from './choices';

/**
 * What the steps are made from. Where and from what the server is made may change: that is what one does when a zone has no capacity. Who
 * is let in may change too, as long as it is known who was before; and who signs in, and at which port.
 */
export function vsiFrame(choices: VsiChoices): unknown {
  const { server, zones, sshFrom, sshFromBefore = [] } = choices;
  return {
    ...choices,
    sshFrom: sshFromBefore[0] ?? sshFrom,
    sshFromBefore: undefined,
    ownAddress: undefined,
    openToInternetConfirmed: undefined,
    loginUser: undefined,
    sshPort: undefined,
    sshPortsBefore: undefined,
    zones: [...zones].sort(),
    server: server.kind === 'new' ? { kind: server.kind, name: server.name } : { kind: server.kind, id: server.id },
  };
}

/** Why a run with these choices is refused: SSH open to strangers, without the confirmation that the user meant it. */
export function openToInternetRefused({ sshFrom, openToInternetConfirmed }: VsiChoices): Failure | undefined {
  if (sshFrom === undefined || openToInternetConfirmed === true || !openToInternet(sshFrom)) {
    return undefined;
  }
  return new Failure({
    code: 'setup.open-to-internet', what: t('Could not run the plan'), why: t('SSH would be open to {0}: to strangers.', sshFrom),
    next: t('Give your own address as the one that may SSH in, or confirm the range in so many words.'),
  });
}
