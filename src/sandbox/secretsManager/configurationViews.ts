import { X509Certificate } from 'node:crypto';
import type { AuthorityRow, TemplateRow } from '../state/secretsManagers';
import { expiryOf, lifetimeOf } from './authorities';
import { secondsOr } from './duration';
import { keyKind } from './keys';
import type { Scope } from './scope';

type View = Record<string, unknown>;

/** A configuration as a list shows it. */
export function configurationMetadata(scope: Scope, row: AuthorityRow | TemplateRow): View {
  const common = {
    name: row.name, secret_type: 'private_cert', created_by: scope.world.state.account.iamId, created_at: row.createdAt, updated_at: row.updatedAt,
  };
  if (!isAuthority(row)) {
    return { ...common, config_type: 'private_cert_configuration_template', certificate_authority: row.settings.certificate_authority };
  }
  const { settings, certificate } = row;
  const { type, bits } = keyKind(settings);
  return {
    ...common, config_type: `private_cert_configuration_${settings.kind}_ca`, common_name: settings.common_name, key_type: type, key_bits: bits,
    crl_distribution_points_encoded: settings.crl_distribution_points_encoded ?? false, status: statusOf(scope, row),
    ...(certificate === undefined ? {} : { expiration_date: new Date(expiryOf(certificate)).toISOString() }),
    ...(settings.kind === 'intermediate' ? present({ signing_method: settings.signing_method, issuer: settings.issuer }) : {}),
  };
}

/** A configuration whole. */
export function configuration(scope: Scope, row: AuthorityRow | TemplateRow): View {
  const metadata = configurationMetadata(scope, row);
  if (!isAuthority(row)) {
    const { max_ttl: longest, ttl, not_before_duration: before, ...settings } = row.settings;
    return {
      server_flag: true, client_flag: true, ...present(settings), ...metadata,
      ...present({
        max_ttl_seconds: secondsOr(longest, 'max_ttl', undefined), ttl_seconds: secondsOr(ttl, 'ttl', undefined),
        not_before_duration_seconds: secondsOr(before, 'not_before_duration', 30),
      }),
    };
  }
  const { kind, crl_expiry: expiry, ...settings } = row.settings;
  const ttl = row.settings.kind === 'root' ? row.settings.ttl : undefined;
  return {
    crl_disable: false, issuing_certificates_urls_encoded: false, exclude_cn_from_sans: false, format: 'pem', private_key_format: 'der',
    ...(kind === 'root' ? { max_path_length: -1 } : {}), ...present({ ...settings, max_ttl: undefined, ttl: undefined }), ...metadata,
    max_ttl_seconds: lifetimeOf(row.settings), crl_expiry_seconds: secondsOr(expiry, 'crl_expiry', 259_200),
    ...present({ ttl_seconds: secondsOr(ttl, 'ttl', undefined) }), data: dataOf(row),
  };
}

/** A certificate with what stands above it, or, before there is one, the request for it. */
export function certificateData(certificate: string, chain: readonly string[]): View {
  return {
    certificate, expiration: Math.floor(expiryOf(certificate) / 1000), serial_number: serialOf(certificate),
    ...(chain[0] === undefined ? {} : { issuing_ca: chain[0], ca_chain: chain }),
  };
}

/** Pairs of hexadecimal digits with colons between them. */
export function serialOf(certificate: string): string {
  return new X509Certificate(certificate).serialNumber.toLowerCase().match(/../g)?.join(':') ?? '';
}

export function isAuthority(row: AuthorityRow | TemplateRow): row is AuthorityRow {
  return 'privateKey' in row;
}

function dataOf({ certificate, chain, request, settings }: AuthorityRow): View {
  if (certificate === undefined) return { csr: request ?? '', private_key_type: keyKind(settings).type };
  return settings.kind === 'root' ? { ...certificateData(certificate, []), issuing_ca: certificate } : certificateData(certificate, chain);
}

function statusOf(scope: Scope, { name, certificate, revokedAt, settings }: AuthorityRow): string {
  const { templates, authorities } = scope.held;
  if (revokedAt !== undefined) return 'revoked';
  const isExternal = settings.kind === 'intermediate' && settings.signing_method === 'external';
  if (certificate === undefined) return isExternal ? 'signed_certificate_required' : 'signing_required';
  if (expiryOf(certificate) <= scope.world.now()) return 'expired';
  const used = templates.some((template) => template.settings.certificate_authority === name) || authorities.some(({ signedBy }) => signedBy === name);
  return used ? 'configured' : 'certificate_template_required';
}

function present(fields: View): View {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
