import { lifetimes } from '../../certificates/lifetimes';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import { Fact } from '../facts';
import type { KeptCertificate } from '../makers/certificateSecret';
import type { PrivateAuthority } from '../makers/privateAuthority';
import type { PrivateTemplate } from '../makers/privateTemplate';
import type { KeptIdentity } from '../vpnIdentities';
import { privateAuthorityStep } from './privateAuthority';
import { issuedStep } from './privateCertificate';
import { templateStep } from './privateTemplate';
import type { Step } from './step';
import { clientAuthorityFact, clientIdentity, clientIdentityFact, serverCertificateFact, verifiedClient } from './vpnCertificateFacts';

/** Names that are there once in the whole instance, each with what it is for. */
export interface PrivateCertificates {
  readonly names: Readonly<Record<'root' | 'intermediate' | 'serverTemplate' | 'clientTemplate' | 'server' | 'client', string>>;
  /** Common names of the server and of the first person; those of the authorities are made of the server's, so that all differ. */
  readonly server: string;
  readonly person: string;
}

const rootFact = new Fact<PrivateAuthority>('The root certificate authority');
const intermediateFact = new Fact<PrivateAuthority>('The intermediate certificate authority');
const serverTemplateFact = new Fact<PrivateTemplate>('The template of the server’s certificate');
const clientTemplateFact = new Fact<PrivateTemplate>('The template of people’s certificates');
const clientCertificateFact = new Fact<KeptCertificate>('The secret of the first person’s certificate');

/** Its record says which secret the first person's certificate is in. */
export const clientCertificateStep = 'client-certificate';

const hours = { root: lifetimes.authority * 24, intermediate: lifetimes.authority * 12, server: lifetimes.server * 24, client: lifetimes.client * 24 };

/**
 * Certificates that authorities of Secrets Manager sign: root, intermediate, a template for servers and one for people, and the two certificates.
 * A VPN server takes no chain that was made otherwise: see `CertificateAuthorities` and `privateChainFindings`.
 */
export function privateCertificateSteps({ names, server, person }: PrivateCertificates): readonly Step[] {
  return [
    privateAuthorityStep({
      id: 'private-root', name: names.root, commonName: `${server}-root CA`, hours: hours.root, into: rootFact,
      title: t('Root certificate authority {0}', names.root),
      why: t('It signs the authority below it, and nothing else. Its key never leaves Secrets Manager.'),
    }),
    privateAuthorityStep({
      id: 'private-intermediate', name: names.intermediate, commonName: `${server} CA`, hours: hours.intermediate, into: intermediateFact, issuer: rootFact,
      title: t('Intermediate certificate authority {0}', names.intermediate),
      why: t('It signs the certificates of the VPN server and of people, and the list of those who are shut out.'),
    }),
    templateStep({
      id: 'private-server-template', name: names.serverTemplate, purposes: ['server', 'client'], longestHours: hours.server, authority: intermediateFact,
      into: serverTemplateFact, why: t('It says what the VPN server’s certificate may be used for.'),
    }),
    templateStep({
      id: 'private-client-template', name: names.clientTemplate, purposes: ['client'], longestHours: hours.client, authority: intermediateFact,
      into: clientTemplateFact, why: t('It says what people’s certificates may be used for: to sign in, and not to pose as the server.'),
    }),
    issuedStep({
      id: 'server-certificate', name: names.server, commonName: server, hours: hours.server, template: serverTemplateFact, into: serverCertificateFact,
      purpose: 'server', title: t('Server certificate {0}', names.server),
      why: t('The VPN server reads its certificate and key from Secrets Manager, shows the certificate to whoever connects, and knows people by '
        + 'its authority.'),
      left: (context, kept) => {
        context.facts.set(clientAuthorityFact, kept);
        return Promise.resolve();
      },
    }),
    issuedStep({
      id: clientCertificateStep, name: names.client, commonName: person, hours: hours.client, template: clientTemplateFact, into: clientCertificateFact,
      purpose: 'client', title: t('Certificate of {0}', visible(person, 80)), why: t('The first person signs in with it. It goes into the profile.'),
      left: async (context, kept) => {
        const identity = identityIn(kept);
        await verifiedClient(identity, context.facts.need(clientAuthorityFact));
        context.facts.set(clientIdentityFact, clientIdentity(identity));
      },
    }),
  ];
}

/** Who may read secrets is shown the key each time. */
export function identityIn({ name, data: { certificate, chain, privateKey } }: Pick<KeptCertificate, 'name' | 'data'>): KeptIdentity {
  if (privateKey === undefined) {
    throw new Failure({
      code: 'certificate.no-key', what: t('Could not read the certificate {0}', name), why: t('Secrets Manager gave it back without its private key.'),
      next: t('Ask the account\'s administrator for SecretsReader on the Secrets Manager instance, then try again.'),
    });
  }
  return { certificate, above: chain.join('\n'), key: privateKey };
}
