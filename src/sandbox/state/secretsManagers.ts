import * as v from 'valibot';

// What instances of Secrets Manager hold. Private keys are among it, as they are with the cloud.

const text = v.optional(v.string());
const texts = v.optional(v.array(v.string()));
const flag = v.optional(v.boolean());
const count = v.optional(v.number());
const anything = v.record(v.string(), v.unknown());
const times = { createdAt: v.string(), updatedAt: v.string() };

/** Who a certificate is for, in the words of the service's own requests. */
export const subjectEntries = {
  common_name: text, alt_names: texts, ip_sans: text, uri_sans: text, other_sans: texts, exclude_cn_from_sans: flag,
  ou: texts, organization: texts, country: texts, locality: texts, province: texts, street_address: texts, postal_code: texts, serial_number: text,
};

const keyEntries = { key_type: v.optional(v.picklist(['rsa', 'ec'])), key_bits: count };
const forms = { format: v.optional(v.picklist(['pem', 'pem_bundle'])), private_key_format: v.optional(v.picklist(['der', 'pkcs8'])) };

const authorityEntries = {
  ...subjectEntries, ...keyEntries, ...forms, common_name: v.string(), max_ttl: v.string(),
  crl_expiry: text, crl_disable: flag, crl_distribution_points_encoded: flag, issuing_certificates_urls_encoded: flag,
};
export const rootEntries = { ...authorityEntries, ttl: text, max_path_length: count, permitted_dns_domains: texts };
export const intermediateEntries = { ...authorityEntries, signing_method: v.picklist(['internal', 'external']), issuer: text };
export const templateEntries = {
  ...keyEntries, certificate_authority: v.string(), allowed_secret_groups: text, max_ttl: text, ttl: text, allow_localhost: flag, allowed_domains: texts,
  allowed_domains_template: flag, allow_bare_domains: flag, allow_subdomains: flag, allow_glob_domains: flag, allow_wildcard_certificates: flag,
  allow_any_name: flag, enforce_hostnames: flag, allow_ip_sans: flag, allowed_uri_sans: texts, allowed_other_sans: texts, server_flag: flag,
  client_flag: flag, code_signing_flag: flag, email_protection_flag: flag, key_usage: texts, ext_key_usage: texts, ext_key_usage_oids: texts,
  use_csr_common_name: flag, use_csr_sans: flag, ou: texts, organization: texts, country: texts, locality: texts, province: texts,
  street_address: texts, postal_code: texts, serial_number: text, require_cn: flag, policy_identifiers: texts,
  basic_constraints_valid_for_non_ca: flag, not_before_duration: text,
};
export const privateCertificateEntries = {
  ...forms, certificate_template: v.string(), common_name: v.string(), alt_names: texts, ip_sans: text, uri_sans: text, other_sans: texts, csr: text,
  exclude_cn_from_sans: flag, ttl: text,
};

const secretGroup = v.object({ id: v.string(), name: v.string(), description: v.string(), ...times });

const lock = v.object({ name: v.string(), description: v.string(), attributes: anything, ...times });

const version = v.object({
  id: v.string(), createdAt: v.string(), certificate: v.string(), intermediate: text, privateKey: text, chain: texts,
  /** False once its data was deleted: what it was can still be read. */
  hasData: v.boolean(), revokedAt: count, locks: v.array(lock), custom: anything,
});

const secret = v.object({
  id: v.string(), name: v.string(), ...times, group: v.string(), description: v.string(), labels: v.array(v.string()), custom: anything,
  /** How its certificates are issued; an imported one has none. */
  order: v.optional(v.object(privateCertificateEntries)), rotation: v.optional(anything),
  /** The newest last. */
  versions: v.array(version),
});

const authority = v.object({
  name: v.string(), ...times, privateKey: v.string(),
  settings: v.variant('kind', [
    v.object({ kind: v.literal('root'), ...rootEntries }), v.object({ kind: v.literal('intermediate'), ...intermediateEntries }),
  ]),
  /** None until it was signed. */
  certificate: text, request: text,
  /** The authority here that signed it. */
  signedBy: text,
  /** What stands above it, the nearest first. */
  chain: v.array(v.string()),
  revoked: v.array(v.object({ serial: v.string(), at: v.number() })),
  list: v.object({ number: v.number(), at: v.number() }),
  revokedAt: count,
});

const template = v.object({ name: v.string(), ...times, settings: v.object(templateEntries) });

export const secretsManager = v.object({
  /** The instance's guid. */
  id: v.string(),
  groups: v.array(secretGroup), secrets: v.array(secret), authorities: v.array(authority), templates: v.array(template),
});

export type SecretsManagerRow = v.InferOutput<typeof secretsManager>;
export type SecretGroupRow = v.InferOutput<typeof secretGroup>;
export type SecretRow = v.InferOutput<typeof secret>;
export type VersionRow = v.InferOutput<typeof version>;
export type LockRow = v.InferOutput<typeof lock>;
export type AuthorityRow = v.InferOutput<typeof authority>;
export type TemplateRow = v.InferOutput<typeof template>;
export type PrivateCertificateOrder = NonNullable<SecretRow['order']>;
