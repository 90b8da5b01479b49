import * as v from 'valibot';
import type { CertificateSet, Judged } from '../../certificates/judge';
import type { Connection } from '../../model/connection';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { asBrought, identitiesOf, keepIdentities } from '../vpnIdentities';
import type { VpnDesk } from './desk';

const withRenewals = v.object({ renewals: v.array(v.string()) });

/** A server's new certificate of the files that were judged for it; throws a Failure with all that speaks against them. */
export function usableServer(judged: Judged): CertificateSet {
  if (judged.kind === 'usable') {
    return judged.set;
  }
  const refusing = judged.findings.filter(({ refuses }) => refuses);
  throw new Failure({
    code: refusing[0]?.code ?? 'certificate.none', what: t('Could not take the new certificate of the VPN server'),
    why: refusing.map(({ why }) => why).join(' '), next: refusing[0]?.next ?? t('Bring the files anew.'),
  });
}

/** Keeps a server's new certificate for a renewed connection, whose plan uploads it. People are known by the same authority as before. */
export async function bringAnew({ contextOf }: VpnDesk, server: CertificateSet, { id, choices }: Connection): Promise<void> {
  const { dependencies: { secrets } } = contextOf('vpn-identities');
  const kept = await identitiesOf(secrets, id);
  if (kept?.origin !== 'brought') {
    throw new Failure({
      code: 'vpn.no-authority-key', what: t('Could not renew the certificates'), why: t('The certificates of this VPN are not kept on this machine.'),
      next: t('Renew them on the machine that made the connection.'),
    });
  }
  const { server: anew } = asBrought({ server, authority: server });
  await keepIdentities(secrets, id, { ...kept, server: anew, renewals: v.parse(withRenewals, choices).renewals.length });
}
