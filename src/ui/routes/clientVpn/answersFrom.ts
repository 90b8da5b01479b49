import * as v from 'valibot';
import { everywhere } from '../../../model/range';
import { clientVpnChoices, type ClientVpnChoices } from '../../../setup/routes/clientVpn/choices';
import type { VpnOffer } from '../../../setup/routes/clientVpn/offer';
import type { SignIn } from '../../prompts/vpnSignIn';
import type { Answers, CertificatesAnswer, FromAnswer, ServerAnswer } from './answers';
import { besides } from './existingServer';
import { proposedTunnel } from './tunnelSettings';

/** The answers that made these choices, to be looked at and changed; what is not there any more is asked anew. */
export function answersFrom(saved: unknown, offer: VpnOffer): Answers {
  const read = v.safeParse(clientVpnChoices, saved);
  if (!read.success) {
    return {};
  }
  const { vpc, server, tunnel, protocol, port, idleTimeout, toGateway, extraRoutes } = read.output;
  const chosen = { tunnel, protocol, port, idleTimeout, toGateway, extraRoutes };
  const isThere = vpc.kind === 'new' || offer.vpcs.some(({ id }) => id === vpc.id);
  return {
    ...isThere ? { vpc, server: serverOf(read.output, offer) } : {},
    ...server.kind === 'new' ? newServerAnswers(read.output, offer) : {},
    from: fromOf(read.output),
    tunnel: server.kind === 'existing' ? besides(chosen, proposedTunnel) : chosen,
  };
}

function serverOf({ server, places }: ClientVpnChoices, { vpnServers, zones }: VpnOffer): ServerAnswer | undefined {
  if (server.kind === 'new') {
    const own = places.map(({ zone }) => zone);
    return own.every((zone) => zones.some(({ name }) => name === zone)) ? { kind: 'new', zones: own } : undefined;
  }
  const there = vpnServers.find(({ id }) => id === server.id);
  return there === undefined ? undefined : { kind: 'existing', server: there };
}

function newServerAnswers(choices: ClientVpnChoices, { secretsManagers }: VpnOffer): Answers {
  const { authentication, certificates, secretsManager, clientPool, userRanges } = choices;
  const isThere = secretsManager?.kind === 'new' || secretsManagers.some(({ crn }) => crn === secretsManager?.crn);
  return {
    signIn: signInOf(authentication), certificates: certificatesOf(certificates),
    ...certificates === undefined || certificates.kind === 'brought' ? {} : { person: certificates.person },
    ...certificates?.kind === 'brought' ? { brought: { isKept: true, told: {} } } : {},
    ...isThere ? { secretsManager } : {},
    pool: { pool: clientPool, userRanges },
  };
}

function signInOf(methods: ClientVpnChoices['authentication']): SignIn {
  return methods.length > 1 ? 'both' : methods[0] ?? 'certificate';
}

function certificatesOf(certificates: ClientVpnChoices['certificates']): CertificatesAnswer | undefined {
  return certificates?.kind === 'made' ? certificates.keepsAuthorityKey ? 'made' : 'made-once' : certificates?.kind;
}

/** The typed confirmation of what is open to the internet is asked for again. */
function fromOf({ allowedFrom, ownAddress, openToInternetConfirmed }: ClientVpnChoices): FromAnswer {
  const [first] = allowedFrom;
  if (openToInternetConfirmed === true && allowedFrom.includes(everywhere)) {
    return { kind: 'anyone' };
  }
  const isOwn = allowedFrom.length === 1 && ownAddress !== undefined && first === `${ownAddress}/32`;
  return isOwn ? { kind: 'own-address' } : { kind: 'ranges', ranges: allowedFrom };
}
