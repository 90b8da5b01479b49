import { verifyChain } from '../../../../certificates/verifyChain';
import type { Finding } from '../../../../model/check';
import { Failure } from '../../../../model/failure';
import { t } from '../../../../model/l10n';
import type { Certificate } from '../../../../model/secretsManager';
import { visible } from '../../../../model/text';
import type { VpnServer } from '../../../../model/vpnServer';
import { orAbsent } from '../../../makers/found';
import { heldBehind } from '../../../makers/inSecretsManager';
import { firstPerson } from '../../../vpnFirstPerson';
import { identitiesOf } from '../../../vpnIdentities';
import { coded, ofList, type CertificateFault } from './certificateFault';
import { whyUnread } from '../../../tunnel/finding';
import { verdict } from './finding';
import type { Look } from './look';

/** What is wrong with certificates, the worst first; and what could not be looked at. */
export interface CertificateFaults {
  readonly faults: readonly CertificateFault[];
  readonly unread: readonly string[];
}

/** The first fault of the certificates, as the reason for a tunnel that is not up. That one ends soon is none. */
export async function certificateVerdict(look: Look, signal: AbortSignal): Promise<Finding | undefined> {
  const { faults } = await certificateFaults(look, signal);
  const hindering = faults.filter(({ code }) => code !== undefined);
  const [first] = hindering;
  return first?.code === undefined ? undefined : verdict('failed', first.code, {
    summary: t('the tunnel is not up: {0}', first.why), evidence: hindering.map(({ why }) => why),
  });
}

/** Judges what Secrets Manager holds for the VPN server, its revocation list, and the certificate that is kept here for the first person. */
export async function certificateFaults(look: Look, signal: AbortSignal): Promise<CertificateFaults> {
  const { server } = look;
  const faults: CertificateFault[] = [];
  const unread: string[] = [];
  const looked = async (work: () => Promise<readonly CertificateFault[]>): Promise<void> => {
    try {
      faults.push(...await work());
    } catch (error) {
      unread.push(...whyUnread(error, signal));
    }
  };
  if (server !== undefined) {
    await looked(async () => ofSecret(await secretAt(look, server.certificateCrn, signal), 'server'));
    for (const each of server.authentication) {
      if (each.method === 'certificate') {
        await looked(async () => ofAuthority(await secretAt(look, each.authorityCrn, signal), each.revocationList));
      }
    }
  }
  await looked(() => ofPerson(look, signal));
  return { faults, unread };
}

/** Of the first person's certificate, wherever it is kept; held against the authority that is kept beside it, which the server knows people by. */
async function ofPerson({ connection, tools }: Look, signal: AbortSignal): Promise<readonly CertificateFault[]> {
  const { id, instance, choices: { authentication, certificates } } = connection;
  if (!authentication.includes('certificate')) {
    return [];
  }
  const person = await firstPerson({ connection, vpn: { certificates: certificates?.kind, region: instance.region }, history: tools.history }, tools, signal);
  const kept = await identitiesOf(tools.secrets, id);
  const trusted = kept === undefined ? undefined : [kept.authority.certificate, kept.authority.above].join('\n');
  return person === undefined ? [] : coded(await verifyChain({ certificate: person.certificate, above: person.above, trusted }, 'client'), 'client');
}

async function secretAt({ tools: { cloud } }: Look, crn: VpnServer['certificateCrn'], signal: AbortSignal): Promise<Certificate | undefined> {
  const secret = heldBehind(cloud, crn);
  if (secret === undefined) {
    throw new Failure({
      code: 'vpn.certificates-unread', what: t('Could not read the certificate {0}', visible(crn, 200)), why: t('It is no secret of Secrets Manager.'),
      next: t('Look at the VPN server in the console.'),
    });
  }
  return await orAbsent(secret.held.getCertificate(secret.id, signal));
}

async function ofSecret(secret: Certificate | undefined, purpose: 'server' | 'authority'): Promise<readonly CertificateFault[]> {
  if (secret === undefined) {
    return [{ code: 'vpn.server-certificate-gone', why: t('the secret with a certificate of the VPN server is not there') }];
  }
  if (secret.data.certificate === '') {
    const why = t('the secret "{0}" is {1}, and its certificate gone', visible(secret.name, 80), visible(secret.state, 40));
    return [{ code: secret.state === 'destroyed' ? 'vpn.server-certificate-expired' : 'vpn.server-certificate-gone', why }];
  }
  const { certificate, chain } = secret.data;
  return coded(await verifyChain({ certificate, above: chain.join('\n'), isPrivate: secret.type === 'private_cert' }, purpose), 'server');
}

/** An authority's own secret may be that of the server's certificate, which stands for the authority above it. */
async function ofAuthority(secret: Certificate | undefined, list: string | undefined): Promise<readonly CertificateFault[]> {
  if (secret === undefined || secret.data.certificate === '') {
    return ofSecret(secret, 'authority');
  }
  return list === undefined ? [] : ofList(list, [...secret.data.chain, secret.data.certificate]);
}
