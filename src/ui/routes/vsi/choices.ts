import { Failure } from '../../../model/failure';
import { t } from '../../../model/l10n';
import type { KeyChoice, ServerAddress, VsiChoices } from '../../../setup/routes/vsi/choices';
import type { Offer } from '../../../setup/routes/vsi/defaults';
import { newKeyPath } from '../../../setup/paths';
import { loginUser } from '../../../setup/routes/vsi/defaults';
import type { Answers, ServerAnswer } from './answers';

/** What the choices are made from besides the answers. */
export interface ChoiceContext {
  readonly offer: Offer;
  readonly connectionId: string;
  readonly sshFolder: string;
  /** Looked up on the user's word, now or before. */
  readonly ownAddress: string | undefined;
}

/** The choices that the answers make, with the defaults of what is not asked. */
export function choicesFrom(answers: Answers, { offer, connectionId, sshFolder, ownAddress }: ChoiceContext): VsiChoices {
  const { vpc, server } = answers;
  if (vpc === undefined || server === undefined) {
    throw nothingFits();
  }
  const [group] = offer.resourceGroups;
  if (group === undefined) {
    throw new Failure({
      code: 'ui.no-resource-group',
      what: t('Could not plan the connection'),
      why: t('The account shows no resource group.'),
      next: t('Ask its administrator for the Viewer role on a resource group.'),
    });
  }
  return {
    vpc,
    zones: zonesOf(offer, server),
    server: server.kind === 'new' ? server.server : { kind: 'existing', id: server.server.id, name: server.server.name },
    address: addressOf(answers),
    loginUser: userOf(offer, server),
    ...rangeOf(answers, ownAddress),
    ...(ownAddress === undefined ? {} : { ownAddress }),
    key: keyOf(answers, newKeyPath(sshFolder, connectionId)),
    resourceGroupId: group.id,
  };
}

/** The region offers no image or profile that fits. */
function nothingFits(): Failure {
  return new Failure({
    code: 'ui.no-server',
    what: t('Could not propose a virtual server'),
    why: t('The region offers no fitting image, profile or zone.'),
    next: t('Choose an existing virtual server, or an instance in another region.'),
  });
}

// A gateway has an address in every zone, so that losing one zone does not lose the connection.
function zonesOf(offer: Offer, server: ServerAnswer): string[] {
  const own = server.server.zone;
  return [own, ...offer.zones.map(({ name }) => name).filter((name) => name !== own)];
}

function addressOf({ ssh, typed }: Answers): ServerAddress {
  return ssh === 'address' ? { kind: 'address', address: (typed ?? '').trim() } : { kind: 'floating-ip' };
}

function rangeOf({ ssh, typed }: Answers, ownAddress: string | undefined): Pick<VsiChoices, 'sshFrom' | 'openToInternetConfirmed'> {
  switch (ssh) {
    case 'own-address': return { sshFrom: `${ownAddress ?? ''}/32` };
    case 'typed-range': return { sshFrom: typed };
    case 'anyone': return { sshFrom: '0.0.0.0/0', openToInternetConfirmed: true };
    default: return {};
  }
}

function userOf(offer: Offer, answer: ServerAnswer): string {
  if (answer.kind === 'new') {
    const image = offer.images.find(({ id }) => id === answer.server.imageId);
    return loginUser(image ?? { name: answer.server.imageName });
  }
  return loginUser({ name: answer.server.image?.name ?? '' });
}

function keyOf({ server, key }: Answers, newPath: string): KeyChoice {
  return server?.kind === 'existing' && key !== undefined ? key : { kind: 'new', path: newPath };
}
