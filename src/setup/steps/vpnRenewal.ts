import { day } from '../../certificates/lifetimes';
import { newRevocationList, readRevocationList, type RevocationList } from '../../certificates/revocationList';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { VpnServer } from '../../model/vpnServer';
import type { StepContext } from '../context';
import { idOfSecret } from '../makers/inSecretsManager';
import { withCertificates } from '../vpnAuthentication';
import { identitiesOf } from '../vpnIdentities';
import { clientAuthorityFact, serverCertificateFact } from './vpnCertificateFacts';
import type { ServerChange } from './vpnServer';

/**
 * What a VPN server is to be told after a renewal: the secret that it reads its certificate from, which is another one, and a new list of those who
 * are shut out where it has one of ours. Undefined where it knows all of that.
 */
export async function renewedOnServer(context: StepContext, server: VpnServer, at: Date): Promise<ServerChange | undefined> {
  const wanted = context.facts.get(serverCertificateFact)?.crn;
  const list = await listAnew(context, server, at);
  const isShown = wanted !== undefined && server.certificateCrn === wanted;
  return isShown && list === undefined ? undefined : {
    inWords: [
      ...isShown ? [] : [t('reads its new certificate')], ...list === undefined ? [] : [t('has a new revocation list')],
      t('everybody is disconnected once, and connects again'),
    ].join(' · '),
    settings: async () => {
      const { facts } = context;
      const revocationList = await list?.();
      return {
        certificateCrn: facts.need(serverCertificateFact).crn,
        authentication: withCertificates(server, (by) => ({
          method: 'certificate', revocationList: revocationList ?? by.revocationList,
          // An authority that somebody else chose for it is not ours to take away.
          authorityCrn: isOurs(context, by.authorityCrn) ? facts.need(clientAuthorityFact).crn : by.authorityCrn,
        })),
      };
    },
  };
}

function isOurs(context: StepContext, crn: string): boolean {
  return context.originOf(idOfSecret(crn)) === 'made';
}

/** A list that was made since has begun since, or a day before: see `periodOf`. */
async function listAnew(context: StepContext, { authentication }: VpnServer, at: Date): Promise<(() => Promise<string>) | undefined> {
  const { connection, dependencies: { secrets } } = context;
  const authority = (await identitiesOf(secrets, connection.id))?.authority;
  const former = authentication.flatMap((each) => each.method === 'certificate' ? each.revocationList ?? [] : [])[0];
  const key = authority?.key;
  if (authority === undefined || key === undefined || former === undefined) {
    return undefined;
  }
  const last = await ownList(former, authority.certificate);
  return last === undefined || last.from.getTime() + day >= at.getTime() - 1_000 ? undefined
    : () => newRevocationList({ certificate: authority.certificate, key }, { former });
}

/** One that another authority signed, or that cannot be read, was uploaded by somebody else, and stays. */
async function ownList(list: string, authority: string): Promise<RevocationList | undefined> {
  try {
    return await readRevocationList(list, authority);
  } catch (error) {
    if (error instanceof Failure) {
      return undefined;
    }
    throw error;
  }
}
