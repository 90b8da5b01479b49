import { array, boolean, nullish, number, object, optional, picklist, string, type InferOutput } from 'valibot';
import { Secret } from '../model/secret';
import type { Certificate, CertificateData, CertificateMetadata, CertificateVersion } from '../model/secretsManager';
import { nextPage } from './secretsManagerApi';

const text = nullish(string());

const metadataEntries = {
  id: string(), name: string(), crn: string(), secret_type: picklist(['imported_cert', 'private_cert']), secret_group_id: string(),
  labels: nullish(array(string())), state_description: text, locks_total: nullish(number()), versions_total: nullish(number()),
  common_name: text, issuer: text, serial_number: text, validity: nullish(object({ not_before: string(), not_after: string() })),
  private_key_included: nullish(boolean()), intermediate_included: nullish(boolean()), certificate_template: text, certificate_authority: text,
};

const dataEntries = { certificate: text, intermediate: text, private_key: text, issuing_ca: text, ca_chain: nullish(array(string())) };

export const certificateMetadataDocument = object(metadataEntries);
export const certificateDocument = object({ ...metadataEntries, ...dataEntries });
export const namePage = object({ secrets: array(object({ id: string(), name: string(), secret_type: string() })), next: nextPage });
export const certificatePage = object({ secrets: array(certificateMetadataDocument), next: nextPage });

export const versionDocument = object({
  id: string(), alias: nullish(picklist(['current', 'previous'])), created_at: optional(string()), payload_available: nullish(boolean()), serial_number: text,
  validity: nullish(object({ not_after: string() })),
});
export const versionList = object({ versions: array(versionDocument) });

export function toMetadata(document: InferOutput<typeof certificateMetadataDocument>): CertificateMetadata {
  const { id, name, crn, validity } = document;
  return {
    id, name, crn,
    type: document.secret_type,
    groupId: document.secret_group_id,
    labels: document.labels ?? [],
    state: document.state_description ?? 'unknown',
    locks: document.locks_total ?? 0,
    versions: document.versions_total ?? 0,
    commonName: document.common_name ?? '',
    issuer: document.issuer ?? '',
    serialNumber: document.serial_number ?? '',
    notBefore: validity?.not_before ?? '',
    notAfter: validity?.not_after ?? '',
    hasPrivateKey: document.private_key_included ?? undefined,
    hasIntermediate: document.intermediate_included ?? undefined,
    template: document.certificate_template ?? undefined,
    authority: document.certificate_authority ?? undefined,
  };
}

export function toCertificate(document: InferOutput<typeof certificateDocument>): Certificate {
  return { ...toMetadata(document), data: toData(document) };
}

export function toVersion(document: InferOutput<typeof versionDocument>): CertificateVersion {
  return {
    id: document.id, alias: document.alias ?? undefined, createdAt: document.created_at ?? '', hasData: document.payload_available ?? true,
    serialNumber: document.serial_number ?? '', notAfter: document.validity?.not_after ?? '',
  };
}

/** The chain of an imported certificate is one text, that of a private one a list, whose first is also told by itself. */
function toData(document: InferOutput<typeof certificateDocument>): CertificateData {
  const { certificate, intermediate, private_key: key, issuing_ca: issuer, ca_chain: chain } = document;
  return {
    certificate: certificate ?? '',
    chain: [...new Set([...one(intermediate), ...(chain ?? one(issuer))])],
    privateKey: key === null || key === undefined || key === '' ? undefined : new Secret(key),
  };
}

function one(value: string | null | undefined): readonly string[] {
  return value === null || value === undefined || value === '' ? [] : [value];
}
