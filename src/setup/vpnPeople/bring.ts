import * as v from 'valibot';
import type { BroughtFile } from '../../certificates/brought';
import type { CertificateSet } from '../../certificates/judge';
import { judge } from '../../certificates/judge';
import type { Connection } from '../../model/connection';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { Secret } from '../../model/secret';
import { asBrought, identitiesOf, keepIdentities } from '../vpnIdentities';
import type { VpnDesk } from './desk';

const withRenewals = v.object({ renewals: v.array(v.string()) });

/** The files of a server's new certificate, judged as at first: by the authority that people are known by, where they bring no other. */
export async function judgedServer(files: readonly BroughtFile[], passphrase?: Secret): Promise<CertificateSet> {
  const judged = await judge(files, 'server', { passphrase });
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
