import { isSameCertificate } from '../../certificates/glance';
import { t } from '../../model/l10n';
import type { KeptCertificate } from '../makers/certificateSecret';
import type { VpnIdentities } from '../vpnIdentities';
import { certificateSecretStep } from './certificateSecret';
import type { Step } from './step';
import { clientAuthorityFact, serverCertificateFact, verified, verifiedClient } from './vpnCertificateFacts';
import { broughtIdentitiesStep, identitiesFact, madeIdentitiesStep, type MadeIdentities } from './vpnIdentities';

export type VpnCertificates =
  | ({ readonly kind: 'made' } & MadeIdentities & Names)
  | ({ readonly kind: 'brought'; readonly name: string } & Names);

/** Of the secrets: each is there once in the whole instance. */
interface Names {
  /** How often all of it was renewed. */
  readonly renewals?: number;
  readonly serverName: string;
  readonly authorityName: string;
}

/** The certificates of a client VPN, and what of them goes into Secrets Manager: the server's, and the authority that people are known by. */
export function vpnCertificateSteps(way: VpnCertificates): readonly Step[] {
  const [server, authority] = [serverSecret(way.serverName), authoritySecret(way.authorityName)];
  // One authority signed both: a second secret would cost as much again and hold the same.
  return way.kind === 'made' ? [madeIdentitiesStep(way), server] : [broughtIdentitiesStep(way), server, authority];
}

function serverSecret(name: string): Step {
  return certificateSecretStep({
    id: 'server-certificate', name, into: serverCertificateFact, title: t('Server certificate {0}', name),
    why: t('The VPN server reads its certificate and key from Secrets Manager, and shows the certificate to whoever connects.'),
    description: t('The certificate of a client VPN server, made by Private Connect'),
    material: ({ server }) => server,
    check: async (context, kept) => {
      await verified(kept, { purpose: 'server' });
      const identities = context.facts.need(identitiesFact);
      if (isShared(identities)) {
        context.facts.set(clientAuthorityFact, kept);
        await checkClient(identities, kept);
      }
    },
  });
}

function authoritySecret(name: string): Step {
  const step = certificateSecretStep({
    id: 'client-authority', name, into: clientAuthorityFact, title: t('Certificate authority of the clients {0}', name),
    why: t('The VPN server lets in whoever has a certificate of this authority. Its key is not uploaded.'),
    description: t('The authority of a client VPN’s people, put here by Private Connect'),
    material: ({ authority: { certificate, above } }) => ({ certificate, above }),
    check: async (context, kept) => {
      await verified(kept, { purpose: 'authority' });
      await checkClient(context.facts.need(identitiesFact), kept);
    },
  });
  return {
    ...step,
    find: (context) => {
      const identities = context.facts.get(identitiesFact);
      return identities !== undefined && isShared(identities)
        ? Promise.resolve({ kind: 'not-needed', why: t('the same authority signed the server’s certificate, whose secret has it') }) : step.find(context);
    },
  };
}

async function checkClient({ client }: VpnIdentities, authority: KeptCertificate): Promise<void> {
  if (client !== undefined) {
    await verifiedClient(client, authority);
  }
}

/** The server's chain is this authority and nothing else: nobody whom another one signed for is let in by it. */
function isShared({ server, authority }: VpnIdentities): boolean {
  return server.above.match(/-----BEGIN CERTIFICATE-----/g)?.length === 1 && isSameCertificate(server.above, authority.certificate);
}
