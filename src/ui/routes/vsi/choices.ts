import { Failure } from '../../../model/failure';
import { t } from '../../../model/l10n';
import { sshPort } from '../../../model/serverLogin';
import type { KeyChoice, ServerAddress, VsiChoices } from '../../../setup/routes/vsi/choices';
import type { Offer } from '../../../setup/routes/vsi/defaults';
import { newKeyPath } from '../../../setup/paths';
import { loginUserOf } from '../../../setup/loginUser';
import type { Reached } from '../../prompts/reached';
import { firstGroup } from '../resourceGroup';
import type { Answers, ServerAnswer } from './answers';

/** What the choices are made from besides the answers. */
export interface ChoiceContext {
  readonly offer: Offer;
  readonly connectionId: string;
  readonly sshFolder: string;
  /** Looked up on the user's word, now or before. */
  readonly ownAddress: string | undefined;
  /** What `ssh` makes of an address that was typed; undefined where none was. */
  readonly reached?: Reached | undefined;
}

/** The choices that the answers make, with the defaults of what is not asked. */
export function choicesFrom(answers: Answers, { offer, connectionId, sshFolder, ownAddress, reached }: ChoiceContext): VsiChoices {
  const { vpc, server } = answers;
  if (vpc === undefined || server === undefined) {
    throw nothingFits();
  }
  return {
    vpc,
    zones: zonesOf(offer, server),
    server: server.kind === 'new' ? server.server : { kind: 'existing', id: server.server.id, name: server.server.name },
    address: addressOf(answers, reached),
    ...loginOf(answers, server, offer),
    ...rangeOf(answers, ownAddress),
    ...(ownAddress === undefined ? {} : { ownAddress }),
    key: keyOf(answers, newKeyPath(sshFolder, connectionId)),
    resourceGroupId: firstGroup(offer).id,
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

function addressOf({ server, ssh, typed = '' }: Answers, reached: Reached | undefined): ServerAddress {
  const own = server?.kind === 'existing' ? server.server.primaryInterface?.address : undefined;
  if (ssh === 'bastion' && own !== undefined) {
    return { kind: 'address', address: own, through: { kind: 'bastion', jump: typed.trim() } };
  }
  return ssh === 'address' ? { kind: 'address', ...reached ?? { address: typed.trim() } } : { kind: 'floating-ip' };
}

function rangeOf({ ssh, typed }: Answers, ownAddress: string | undefined): Pick<VsiChoices, 'sshFrom' | 'openToInternetConfirmed'> {
  switch (ssh) {
    case 'own-address': return { sshFrom: `${ownAddress ?? ''}/32` };
    case 'typed-range': return { sshFrom: typed };
    case 'anyone': return { sshFrom: '0.0.0.0/0', openToInternetConfirmed: true };
    default: return {};
  }
}

function loginOf({ login }: Answers, answer: ServerAnswer, { systems }: Offer): Pick<VsiChoices, 'loginUser' | 'sshPort'> {
  if (answer.kind === 'new') {
    const { imageId, imageName } = answer.server;
    return { loginUser: loginUserOf(systems.get(imageId) ?? imageName) };
  }
  const { user, port } = login ?? { user: loginUserOf(answer.server.image?.name ?? ''), port: sshPort };
  return { loginUser: user, ...port === sshPort ? {} : { sshPort: port } };
}

function keyOf({ server, key }: Answers, newPath: string): KeyChoice {
  return server?.kind === 'existing' && key !== undefined ? key : { kind: 'new', path: newPath };
}
