import { t } from '../model/l10n';
import type { SecretsManagerApi } from './secretsManagerApi';
import {
  certificateDocument, certificateMetadataDocument, certificatePage, namePage, toCertificate, toMetadata, toVersion, versionDocument, versionList,
} from './secretsManagerDocuments';
import type { CertificateMaterial, Certificates, NewImportedCertificate, NewPrivateCertificate } from './secretsManagerService';
import { segment } from './vpcParts';

const reader = t('Reader on the Secrets Manager instance');
const secretsReader = t('SecretsReader on the Secrets Manager instance');
const writer = t('Writer on the Secrets Manager instance');
const manager = t('Manager on the Secrets Manager instance');

export function createCertificates(api: SecretsManagerApi): Certificates {
  const one = (id: string) => `/secrets/${segment(id)}`;
  return {
    listSecretNames: (signal) => api.list(namePage, {
      path: '/secrets', what: t('Could not list the secrets in {0}', api.instance), permission: reader,
    }, ({ secrets }) => secrets.map(({ id, name, secret_type: type }) => ({ id, name, type })), signal),
    listCertificates: ({ types = ['imported_cert', 'private_cert'], groupIds = [], search }, signal, unreadable) => api.list(certificatePage, {
      path: '/secrets', what: t('Could not list the certificates in {0}', api.instance), permission: reader,
      query: {
        secret_types: types.join(','),
        ...(groupIds.length === 0 ? {} : { groups: groupIds.join(',') }), ...(search === undefined || search === '' ? {} : { search }),
      },
    }, (page) => page.secrets.map(toMetadata), signal, unreadable),
    getCertificateMetadata: async (id, signal) => toMetadata(await api.read(certificateMetadataDocument, {
      path: `${one(id)}/metadata`, what: t('Could not read the certificate {0} in {1}', id, api.instance), permission: reader,
    }, signal)),
    getCertificate: async (id, signal) => toCertificate(await api.read(certificateDocument, {
      path: one(id), what: t('Could not read the certificate {0} in {1}', id, api.instance), permission: secretsReader, secret: true,
    }, signal)),
    importCertificate: async (request, signal) => toCertificate(await api.create(certificateDocument, {
      path: '/secrets', what: t('Could not import the certificate "{0}" into {1}', request.name, api.instance), permission: writer, secret: true,
      body: { secret_type: 'imported_cert', ...described(request), ...materialBody(request.material) },
    }, signal)),
    createPrivateCertificate: async (request, signal) => toCertificate(await api.create(certificateDocument, {
      path: '/secrets', what: t('Could not create the private certificate "{0}" in {1}', request.name, api.instance), permission: writer, secret: true,
      body: {
        secret_type: 'private_cert', ...described(request), certificate_template: request.template, common_name: request.commonName,
        ttl: `${request.hours}h`, private_key_format: 'pkcs8', ...(request.alternativeNames === undefined ? {} : { alt_names: request.alternativeNames }),
      },
    }, signal)),
    listVersions: async (id, signal) => (await api.read(versionList, {
      path: `${one(id)}/versions`, what: t('Could not list the versions of the certificate {0}', id), permission: reader,
    }, signal)).versions.map(toVersion),
    importVersion: async (id, material, signal) => toVersion(await api.create(versionDocument, {
      path: `${one(id)}/versions`, what: t('Could not import a new version of the certificate {0}', id), permission: writer, secret: true,
      body: materialBody(material),
    }, signal)),
    renewPrivateCertificate: async (id, signal) => toVersion(await api.create(versionDocument, {
      path: `${one(id)}/versions`, what: t('Could not renew the private certificate {0}', id), permission: writer, secret: true, body: {},
    }, signal)),
    revokePrivateCertificate: (id, signal) => api.act({
      path: `${one(id)}/actions`, what: t('Could not revoke the private certificate {0}', id), permission: manager,
      body: { action_type: 'private_cert_action_revoke_certificate' },
    }, signal),
    deleteCertificate: (id, signal) => api.remove({
      path: one(id), what: t('Could not delete the certificate {0} in {1}', id, api.instance), permission: manager,
    }, signal),
  };
}

function described({ name, groupId, description, labels }: NewImportedCertificate | NewPrivateCertificate): Readonly<Record<string, unknown>> {
  return {
    name, ...(groupId === undefined ? {} : { secret_group_id: groupId }), ...(description === undefined ? {} : { description }),
    ...(labels === undefined ? {} : { labels }),
  };
}

function materialBody({ certificate, intermediate, privateKey }: CertificateMaterial): Readonly<Record<string, unknown>> {
  return {
    certificate, ...(intermediate === undefined ? {} : { intermediate }), ...(privateKey === undefined ? {} : { private_key: privateKey.reveal() }),
  };
}
