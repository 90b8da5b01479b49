import type { NewTemplate } from '../../cloud/secretsManagerService';
import { t } from '../../model/l10n';
import type { CertificateTemplate, SecretsManagerInstance } from '../../model/secretsManager';
import type { Found, LookContext, Maker, StepContext } from '../context';
import type { RecordedResource } from '../journal/history';
import { found } from './found';
import { heldIn, idIn, placeOf } from './inSecretsManager';
import { recoverConfiguration, removeConfiguration } from './privateAuthority';

/** A template, and where it is. */
export interface PrivateTemplate extends CertificateTemplate {
  readonly instance: SecretsManagerInstance;
}

export interface PrivateTemplateSpecification extends NewTemplate {
  readonly instance: SecretsManagerInstance;
}

export const privateTemplateKind = 'private-template';

/** What an authority of Secrets Manager may issue: for servers, for clients, how long. Its name is a configuration's, once in the instance. */
export const privateTemplateMaker: Maker<PrivateTemplateSpecification, PrivateTemplate> = {
  kind: privateTemplateKind,
  make: async ({ dependencies: { cloud }, signal }, { instance, ...request }) => ({
    ...await cloud.secretsManagers.open(instance).createTemplate(request, signal), instance,
  }),
  find: async (context, { name, authority, instance }) => {
    const there = await templateNamed(context, instance, name);
    return there?.authority === authority ? there : undefined;
  },
  describe: foundTemplate,
  recover: (context, { name }) => recoverConfiguration(context, privateTemplateKind, name, ({ kind }) => kind === 'template'),
  usedBy: issuedBy,
  remove: (context, made) => removeConfiguration(context, made),
};

export function foundTemplate({ name, instance: { crn } }: PrivateTemplate): Found {
  return found(privateTemplateKind, { id: idIn(crn, name), name });
}

export async function templateNamed(
  { dependencies: { cloud }, signal }: LookContext, instance: SecretsManagerInstance, name: string,
): Promise<PrivateTemplate | undefined> {
  const all = await cloud.secretsManagers.open(instance).listAuthorities(signal);
  const there = all.find((other) => other.kind === 'template' && other.name === name);
  return there?.kind === 'template' ? { ...there, instance } : undefined;
}

/** A certificate that is left, ours as well: without its template it is renewed no more. */
async function issuedBy(context: StepContext, { id: journalId, name }: RecordedResource): Promise<string | undefined> {
  const { instanceCrn } = placeOf(journalId);
  const held = await heldIn(context, instanceCrn);
  const issued = await held?.listCertificates({ types: ['private_cert'] }, context.signal) ?? [];
  const left = issued.find(({ template }) => template === name);
  return left === undefined ? undefined : t('the certificate {0}', left.name);
}
