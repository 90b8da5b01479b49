import type { NewPrivateCertificate } from '../../cloud/secretsManagerService';
import type { SecretsManagerInstance } from '../../model/secretsManager';
import type { Maker } from '../context';
import { certificateNamed, certificateSecretAsKind, foundCertificate, isWorthless, type KeptCertificate } from './certificateSecret';

export interface PrivateCertificateSpecification extends NewPrivateCertificate {
  readonly instance: SecretsManagerInstance;
}

/** A certificate that an authority of Secrets Manager issues, with a key that is made there. It is found again and removed as any certificate is. */
export const privateCertificateMaker: Maker<PrivateCertificateSpecification, KeptCertificate> = {
  ...certificateSecretAsKind,
  make: async ({ dependencies: { cloud }, signal }, { instance, ...request }) => ({
    ...await cloud.secretsManagers.open(instance).createPrivateCertificate(request, signal), instanceCrn: instance.crn,
  }),
  find: async (context, { name, template, commonName, instance }) => {
    const there = await certificateNamed(context, instance, name, 'private_cert');
    return there !== undefined && !isWorthless(there) && there.template === template && there.commonName === commonName ? there : undefined;
  },
  describe: (made) => foundCertificate(made.instanceCrn, made),
};
