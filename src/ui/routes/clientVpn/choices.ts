import { Failure } from '../../../model/failure';
import { t } from '../../../model/l10n';
import { everywhere } from '../../../model/range';
import type { VpnServer } from '../../../model/vpnServer';
import { resolver, secondResolver } from '../../../setup/cloudServices';
import type { ClientVpnChoices } from '../../../setup/routes/clientVpn/choices';
import type { VpnOffer } from '../../../setup/routes/clientVpn/offer';
import { firstGroup } from '../resourceGroup';
import type { Answers, FromAnswer, ServerAnswer } from './answers';
import { methodsOf, placesOf, tunnelOf } from './existingServer';
import { proposedTunnel } from './tunnelSettings';

/** What the choices are made from besides the answers. */
export interface ChoiceContext {
  readonly offer: VpnOffer;
  readonly connectionId: string;
  /** Looked up on the user's word, now or before. */
  readonly ownAddress: string | undefined;
  /** Who is proposed as the first person. */
  readonly person: string;
}

/** The choices that the answers make, with the defaults of what is not asked. */
export function choicesFrom(answers: Answers, context: ChoiceContext): ClientVpnChoices {
  const { offer, ownAddress } = context;
  const { vpc, server, tunnel = proposedTunnel } = answers;
  if (vpc === undefined || server === undefined) {
    throw nowhere();
  }
  return {
    vpc,
    zones: zonesOf(offer, server),
    ...server.kind === 'existing' ? existingChoices(server.server, offer) : newChoices(server.zones, answers, context),
    ...server.kind === 'existing' ? tunnelOf(server.server, tunnel) : tunnel,
    ...fromChoices(answers.from, ownAddress),
    ...ownAddress === undefined ? {} : { ownAddress },
    resourceGroupId: firstGroup(offer).id,
  };
}

type ServerChoices = Pick<
  ClientVpnChoices, 'server' | 'places' | 'clientPool' | 'certificates' | 'secretsManager' | 'authentication' | 'dnsServers' | 'userRanges'
>;

function newChoices(zones: readonly string[], answers: Answers, { connectionId, person: proposed }: ChoiceContext): ServerChoices {
  const { signIn = 'certificate', certificates = 'made', person = proposed, secretsManager, pool } = answers;
  return {
    server: { kind: 'new', name: `${connectionId}-vpn` },
    places: zones.map((zone) => ({ zone, subnet: { kind: 'new' } })),
    clientPool: pool?.pool ?? '',
    userRanges: [...pool?.userRanges ?? []],
    certificates: certificates === 'brought' || certificates === 'private'
      ? certificates === 'brought' ? { kind: 'brought' } : { kind: 'private', person }
      : { kind: 'made', person, keepsAuthorityKey: certificates === 'made' },
    secretsManager,
    authentication: signIn === 'both' ? ['certificate', 'username'] : [signIn],
    dnsServers: [resolver, secondResolver],
  };
}

/** What the server has is what its clients get: copied, so that the plan can tell it without asking. */
function existingChoices(server: VpnServer, { subnets }: VpnOffer): ServerChoices {
  const { id, name, clientPool, dnsServers } = server;
  return {
    server: { kind: 'existing', id, name }, places: placesOf(server, subnets), clientPool, userRanges: [],
    authentication: methodsOf(server), dnsServers: dnsServers.slice(0, 2),
  };
}

// A gateway has an address in every zone, so that losing one zone does not lose the connection.
function zonesOf({ zones, subnets }: VpnOffer, server: ServerAnswer): string[] {
  const own = server.kind === 'new' ? server.zones : placesOf(server.server, subnets).map(({ zone }) => zone);
  return [...new Set([...own, ...zones.map(({ name }) => name)])];
}

function fromChoices(from: FromAnswer | undefined, ownAddress: string | undefined): Pick<ClientVpnChoices, 'allowedFrom' | 'openToInternetConfirmed'> {
  switch (from?.kind) {
    case 'ranges': return { allowedFrom: [...from.ranges] };
    case 'anyone': return { allowedFrom: [everywhere], openToInternetConfirmed: true };
    default: return { allowedFrom: [`${ownAddress ?? ''}/32`] };
  }
}

/** The region offers no zone. */
function nowhere(): Failure {
  return new Failure({
    code: 'ui.no-zone', what: t('Could not propose a VPN server'), why: t('The region offers no zone for one.'),
    next: t('Choose an instance in another region.'),
  });
}
