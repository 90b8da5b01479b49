import { array, boolean, nullish, object, picklist, string, variant, type InferOutput } from 'valibot';
import { t } from '../model/l10n';
import type { CertificateAuthority, CertificateAuthorityDetails, CertificateTemplate } from '../model/secretsManager';
import { nextPage, type SecretsManagerApi } from './secretsManagerApi';
import type { CertificateAuthorities, NewAuthority, NewTemplate } from './secretsManagerService';
import { segment } from './vpcParts';

const rootType = 'private_cert_configuration_root_ca';
const intermediateType = 'private_cert_configuration_intermediate_ca';
const templateType = 'private_cert_configuration_template';
const action = 'private_cert_configuration_action';

const text = nullish(string());

const authorityEntries = {
  name: string(), common_name: string(), status: text, issuer: text, signing_method: nullish(picklist(['internal', 'external'])), expiration_date: text,
};
const templateDocument = object({ config_type: picklist([templateType]), name: string(), certificate_authority: string() });
const authorityDocument = object({ config_type: picklist([rootType, intermediateType]), ...authorityEntries });
const configurationPage = object({ configurations: array(variant('config_type', [templateDocument, authorityDocument])), next: nextPage });
const signedDocument = object({ data: object({ certificate: string(), issuing_ca: text, ca_chain: nullish(array(string())) }) });
const detailsDocument = object({
  config_type: picklist([rootType, intermediateType]), ...authorityEntries,
  crl_disable: nullish(boolean()), crl_distribution_points_encoded: nullish(boolean()), issuing_certificates_urls_encoded: nullish(boolean()),
  data: nullish(object({ certificate: text, issuing_ca: text, ca_chain: nullish(array(string())), csr: text })),
});

const permission = t('Manager on the Secrets Manager instance');

export function createAuthorities(api: SecretsManagerApi): CertificateAuthorities {
  const one = (name: string) => `/configurations/${segment(name)}`;
  const acting = (name: string, kind: string, what: string, more: Readonly<Record<string, unknown>> = {}) =>
    ({ path: `${one(name)}/actions`, body: { action_type: `${action}_${kind}`, ...more }, what, permission });
  const create = async (name: string, body: Readonly<Record<string, unknown>>, signal: AbortSignal) => toDetails(await api.create(detailsDocument, {
    path: '/configurations', body, what: t('Could not create the certificate authority "{0}" in {1}', name, api.instance), permission,
  }, signal));
  return {
    listAuthorities: (signal, unreadable) => api.list(configurationPage, {
      path: '/configurations', query: { secret_types: 'private_cert' }, permission: t('Reader on the Secrets Manager instance'),
      what: t('Could not list the certificate authorities in {0}', api.instance),
    }, (page) => page.configurations.map(toConfiguration), signal, unreadable),
    getAuthority: async (name, signal) => toDetails(await api.read(detailsDocument, {
      path: one(name), what: t('Could not read the certificate authority "{0}" in {1}', name, api.instance), permission,
    }, signal)),
    createRoot: (request, signal) => create(request.name, { config_type: rootType, ...authorityBody(request) }, signal),
    createIntermediate: (request, signal) => create(request.name, {
      config_type: intermediateType, ...authorityBody(request),
      ...(request.issuer === undefined ? { signing_method: 'external' } : { signing_method: 'internal', issuer: request.issuer }),
    }, signal),
    createTemplate: async (request, signal) => toTemplate(await api.create(templateDocument, {
      path: '/configurations', body: templateBody(request), permission,
      what: t('Could not create the certificate template "{0}" in {1}', request.name, api.instance),
    }, signal)),
    signIntermediate: (issuer, intermediate, signal) => api.act(acting(
      issuer, 'sign_intermediate', t('Could not sign the certificate authority "{0}" by "{1}"', intermediate, issuer),
      { intermediate_certificate_authority: intermediate },
    ), signal),
    signRequest: async (issuer, csr, signal) => {
      const what = t('Could not sign a certificate request by "{0}"', issuer);
      const { data } = await api.create(signedDocument, acting(issuer, 'sign_csr', what, { csr }), signal);
      return { certificate: data.certificate, chain: chainOf(data) };
    },
    setSigned: (name, certificate, signal) => api.act(
      acting(name, 'set_signed', t('Could not give the certificate authority "{0}" its signed certificate', name), { certificate }), signal,
    ),
    rotateRevocationList: (name, signal) => api.act(acting(name, 'rotate_crl', t('Could not renew the revocation list of "{0}"', name)), signal),
    revokeAuthority: (name, signal) => api.act(acting(name, 'revoke_ca_certificate', t('Could not revoke the certificate authority "{0}"', name)), signal),
    deleteConfiguration: (name, signal) => api.remove({ path: one(name), what: t('Could not delete "{0}" in {1}', name, api.instance), permission }, signal),
  };
}

function authorityBody({ name, commonName, hours, keyType, keyBits }: NewAuthority): Readonly<Record<string, unknown>> {
  return {
    name, common_name: commonName, max_ttl: `${hours}h`, key_type: keyType, key_bits: keyBits,
    crl_disable: false, crl_distribution_points_encoded: true, issuing_certificates_urls_encoded: true,
  };
}

/** Names of people and of servers are no domains of the authority's own, so any name is allowed. */
function templateBody({ name, authority, purposes, longestHours, keyType, keyBits }: NewTemplate): Readonly<Record<string, unknown>> {
  return {
    config_type: templateType, name, certificate_authority: authority, allow_any_name: true, enforce_hostnames: false, max_ttl: `${longestHours}h`,
    server_flag: purposes.includes('server'), client_flag: purposes.includes('client'), key_type: keyType, key_bits: keyBits,
  };
}

function toConfiguration(document: InferOutput<typeof configurationPage>['configurations'][number]): CertificateAuthority | CertificateTemplate {
  return document.config_type === templateType ? toTemplate(document) : toAuthority(document);
}

function toTemplate({ name, certificate_authority: authority }: InferOutput<typeof templateDocument>): CertificateTemplate {
  return { kind: 'template', name, authority };
}

function toAuthority(document: InferOutput<typeof authorityDocument>): CertificateAuthority {
  return {
    kind: document.config_type === rootType ? 'root' : 'intermediate', name: document.name, commonName: document.common_name,
    status: document.status ?? 'unknown', issuer: document.issuer ?? undefined, signing: document.signing_method ?? undefined,
    notAfter: document.expiration_date ?? undefined,
  };
}

function toDetails(document: InferOutput<typeof detailsDocument>): CertificateAuthorityDetails {
  const data = document.data ?? {};
  return {
    ...toAuthority(document),
    urlsEncoded: document.issuing_certificates_urls_encoded === true,
    listPointsEncoded: document.crl_distribution_points_encoded === true,
    buildsRevocationList: document.crl_disable !== true,
    certificate: data.certificate ?? undefined,
    // A root names itself as its issuer.
    chain: chainOf(data).filter((one) => one !== data.certificate),
    request: data.csr ?? undefined,
  };
}

interface Above { readonly issuing_ca?: string | null | undefined; readonly ca_chain?: readonly string[] | null | undefined }

function chainOf({ issuing_ca: issuer, ca_chain: chain }: Above): readonly string[] {
  return chain ?? (issuer === null || issuer === undefined ? [] : [issuer]);
}
