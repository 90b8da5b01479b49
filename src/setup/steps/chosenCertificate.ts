import { isAuthority } from '../../certificates/glance';
import { isForbidden } from '../../cloud/errors';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { silentWords } from '../../model/secretsManager';
import { visible } from '../../model/text';
import type { StepContext } from '../context';
import { certificateSecretKind, foundCertificate, isWorthless, type KeptCertificate } from '../makers/certificateSecret';
import { found, orAbsent } from '../makers/found';
import { heldNow, idIn } from '../makers/inSecretsManager';
import { blocked, exists, missing, type Blocked, type Standing } from '../standing';
import { secretsManagerFact } from './secretsManager';
import { atOnce, free, type Step } from './step';
import { validity, verified } from './vpnCertificateFacts';

/** A certificate's secret in Secrets Manager. */
export interface ChosenCertificate {
  readonly id: string;
  readonly name: string;
  readonly crn: string;
}

/** What a VPN server uses it for: to show it, to know its clients by the authority in it, or both. */
export type CertificateUse = 'server' | 'authority';

/** A certificate that is in Secrets Manager and was chosen: it is used, and stays. It is verified as it comes back before anything is made from it. */
export function chosenCertificateStep(id: string, chosen: ChosenCertificate, uses: readonly CertificateUse[]): Step {
  return {
    id,
    title: uses.includes('server') ? t('Server certificate {0}', visible(chosen.name)) : t('Certificate authority of the clients {0}', visible(chosen.name)),
    why: whyOf(uses),
    find: (context) => find(context, chosen, uses),
    create: () => Promise.reject(new TypeError('A certificate that was chosen is never made.')),
    ready: atOnce,
    price: free,
  };
}

function whyOf(uses: readonly CertificateUse[]): string {
  if (uses.length > 1) {
    return t('The VPN server reads its certificate and key from Secrets Manager, shows the certificate to whoever connects, and knows people by '
      + 'its authority.');
  }
  return uses.includes('server')
    ? t('The VPN server reads its certificate and key from Secrets Manager, and shows the certificate to whoever connects.')
    : t('The VPN server lets in whoever has a certificate of this authority.');
}

async function find(context: StepContext, chosen: ChosenCertificate, uses: readonly CertificateUse[]): Promise<Standing> {
  const instance = context.facts.get(secretsManagerFact);
  if (instance === undefined) {
    return missing(t('not known: it is looked at once the instance is found'));
  }
  const held = await heldNow(context, instance);
  if (held === undefined) {
    return blocked(silentWords(instance.name), t('Wait if it is new; otherwise give it a public endpoint, or choose another instance.'));
  }
  try {
    const read = await orAbsent(held.getCertificate(chosen.id, context.signal));
    const kept = read === undefined ? undefined : { ...read, instanceCrn: instance.crn };
    return kept === undefined || isWorthless(kept) ? useless(chosen, kept)
      : await refusal(kept, uses) ?? exists(foundCertificate(instance.crn, kept), validity(kept));
  } catch (error) {
    // Who may not read secrets may still make a server that reads them.
    if (isForbidden(error)) {
      return exists(found(certificateSecretKind, { ...chosen, id: idIn(instance.crn, chosen.id) }), t('not looked into: this account may not read it'));
    }
    throw error;
  }
}

function useless({ name }: ChosenCertificate, kept: KeptCertificate | undefined): Blocked {
  return blocked(kept === undefined
    ? t('The certificate "{0}" is not in the Secrets Manager instance any more.', visible(name))
    : t('The certificate "{0}" can no longer be used (its state is {1}).', visible(name), kept.state), t('Choose another certificate, or make new ones.'));
}

/** Why a VPN server that is made from it would refuse everybody; undefined where it would not. */
async function refusal(kept: KeptCertificate, uses: readonly CertificateUse[]): Promise<Blocked | undefined> {
  const isPrivate = kept.type === 'private_cert';
  if (uses.includes('server') && kept.hasPrivateKey === false) {
    return blocked(t('The certificate "{0}" was imported without its private key, so that no VPN server can show it.', visible(kept.name)),
      t('Choose another certificate, or import this one with its key.'));
  }
  try {
    for (const use of uses) {
      await verified(use === 'server' ? kept : authorityIn(kept), { purpose: use, isPrivate });
    }
    return undefined;
  } catch (error) {
    if (error instanceof Failure) {
      return blocked([error.what, error.why].join(': '), error.next);
    }
    throw error;
  }
}

/** An authority's own certificate, or what stands above a server's: a server's secret serves for both where one authority signs both. */
function authorityIn(kept: KeptCertificate): KeptCertificate {
  const { certificate, chain } = kept.data;
  const [nearest] = chain;
  return nearest === undefined || isAuthority(certificate) ? kept : { ...kept, data: { certificate: nearest, chain } };
}
