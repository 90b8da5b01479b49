import type { KeyChoice, NewServer, ServerAddress, VpcChoice, VsiChoices } from '../../model/connection';
import { Failure } from '../../model/failure';
import type { EventStreamsInstance } from '../../model/instance';
import type { VirtualServer } from '../../model/landscape';
import type { Offer } from '../../setup/defaults';
import { loginUser, newKeyPath, proposedServer } from '../../setup/defaults';

/** Where the connection leads through. */
export type ServerAnswer =
  | { readonly kind: 'new'; readonly server: NewServer }
  | { readonly kind: 'existing'; readonly server: VirtualServer };

/** How the server is reached, and who may SSH in. */
export type WayAnswer =
  | { readonly kind: 'own-address' }
  | { readonly kind: 'typed-range' }
  | { readonly kind: 'anyone' }
  | { readonly kind: 'address' };

/** The answers so far; whatever is undefined was not asked yet. */
export interface Answers {
  readonly instance?: EventStreamsInstance | undefined;
  readonly vpc?: VpcChoice | undefined;
  readonly server?: ServerAnswer | undefined;
  readonly key?: string | undefined;
  readonly way?: WayAnswer | undefined;
  /** A range that may SSH in, or the server's address, or the typed confirmation, as the way asks. */
  readonly typed?: string | undefined;
}

/** What the user has to type when everyone may SSH in. */
export const openConfirmation = 'open to the internet';

/** Whether the way needs something typed. */
export function needsText({ way }: Answers): boolean {
  return way !== undefined && way.kind !== 'own-address';
}

/** The choices that the answers make, with the defaults of what is not asked. */
export function choicesFrom(answers: Required<Pick<Answers, 'vpc' | 'server' | 'way'>> & Answers, context: {
  readonly offer: Offer;
  readonly connectionId: string;
  readonly sshFolder: string;
  /** Looked up on the user's word. */
  readonly ownAddress: string | undefined;
  readonly credentialRole: VsiChoices['credentialRole'];
}): VsiChoices {
  const { offer, connectionId, sshFolder } = context;
  const { vpc, server } = answers;
  if (vpc === undefined || server === undefined) {
    throw nothingFits();
  }
  const [group] = offer.resourceGroups;
  if (group === undefined) {
    throw new Failure({
      code: 'ui.no-resource-group',
      what: 'Could not plan the connection',
      why: 'The account shows no resource group.',
      next: 'Ask its administrator for the Viewer role on a resource group.',
    });
  }
  return {
    vpc,
    zones: zonesOf(offer, server),
    server: server.kind === 'new' ? server.server : { kind: 'existing', id: server.server.id, name: server.server.name },
    address: addressOf(answers),
    loginUser: userOf(offer, server),
    ...rangeOf(answers, context.ownAddress),
    key: keyOf(answers, newKeyPath(sshFolder, connectionId)),
    resourceGroupId: group.id,
    credentialRole: context.credentialRole,
  };
}

/** New servers that can be had: the cheapest in each zone first, then other sizes and systems in the first zone. */
export function newServers(offer: Offer, connectionId: string): readonly NewServer[] {
  const base = proposedServer(offer, connectionId);
  if (base === undefined) {
    return [];
  }
  const inZones = offer.zones.map(({ name }) => ({ ...base, zone: name }));
  const others = offer.images.slice(0, 4).flatMap((image) => offer.profiles.slice(0, 6).map(({ profile }) => ({
    ...base, profile: profile.name, imageId: image.id, imageName: image.name,
  })));
  return [...inZones, ...others.filter(({ profile, imageId }) => profile !== base.profile || imageId !== base.imageId)];
}

/** The region offers no image or profile that fits. */
export function nothingFits(): Failure {
  return new Failure({
    code: 'ui.no-server',
    what: 'Could not propose a virtual server',
    why: 'The region offers no fitting image, profile or zone.',
    next: 'Choose an existing virtual server, or an instance in another region.',
  });
}

// A gateway has an address in every zone, so that losing one zone does not lose the connection.
function zonesOf(offer: Offer, server: ServerAnswer): readonly string[] {
  const own = server.server.zone;
  return [own, ...offer.zones.map(({ name }) => name).filter((name) => name !== own)];
}

function addressOf({ way, typed }: Answers): ServerAddress {
  return way?.kind === 'address' ? { kind: 'address', address: (typed ?? '').trim() } : { kind: 'floating-ip' };
}

function rangeOf({ way, typed }: Answers, ownAddress: string | undefined): Pick<VsiChoices, 'sshFrom' | 'openToInternetConfirmed'> {
  switch (way?.kind) {
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
  return server?.kind === 'existing' && key !== undefined ? { kind: 'existing', path: key } : { kind: 'new', path: newPath };
}
