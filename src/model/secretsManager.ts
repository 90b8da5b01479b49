import { t } from './l10n';
import type { Secret } from './secret';

/** An instance of Secrets Manager, as the resource controller tells of it. */
export interface SecretsManagerInstance {
  readonly guid: string;
  readonly crn: string;
  readonly name: string;
  readonly region: string;
  readonly resourceGroupId: string;
  readonly planId: string;
  /** "standard", "trial"; the id where the catalogue does not tell. */
  readonly plan: string;
  /** As the console shows it. */
  readonly planTitle?: string | undefined;
  /** The resource controller's word: `active`, `provisioning`, `pending_reclamation` … */
  readonly state: string;
  readonly createdAt: string;
  /** `private`: nothing outside IBM Cloud's network gets to what it holds. `unknown`: its document does not tell; asking does. */
  readonly access: 'public' | 'private' | 'unknown';
  /** What the service says of it, such as the names that an endpoint gateway serves for it. */
  readonly extensions: unknown;
}

/** A deleted instance that can still be had back. Until it is reclaimed it counts: a Trial among them forbids another one. */
export interface Reclamation {
  readonly id: string;
  readonly instanceCrn: string;
  readonly instanceGuid: string;
}

export interface SecretGroup {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/** A secret of any type, without what it holds. */
export interface NamedSecret {
  readonly id: string;
  readonly name: string;
  /** The service's word: `kv`, `imported_cert` … */
  readonly type: string;
}

/** The two types of secret that hold a certificate which the product makes. */
export type CertificateType = 'imported_cert' | 'private_cert';

/** A certificate's secret without its data. */
export interface CertificateMetadata {
  readonly id: string;
  readonly name: string;
  readonly crn: string;
  readonly type: CertificateType;
  readonly groupId: string;
  readonly labels: readonly string[];
  /** The service's word: `active`, `deactivated` when revoked, `destroyed` when expired, and its data gone. */
  readonly state: string;
  readonly locks: number;
  readonly versions: number;
  readonly commonName: string;
  readonly issuer: string;
  readonly serialNumber: string;
  /** RFC 3339; empty where the service does not tell. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Of an imported certificate: whether its secret holds the two. */
  readonly hasPrivateKey?: boolean | undefined;
  readonly hasIntermediate?: boolean | undefined;
  /** Of a private certificate. */
  readonly template?: string | undefined;
  readonly authority?: string | undefined;
}

/** What a certificate's secret holds; PEM. Empty once the data was destroyed. */
export interface CertificateData {
  readonly certificate: string;
  /** What stands above the certificate, the nearest first, as far as the service gives it back. */
  readonly chain: readonly string[];
  readonly privateKey?: Secret | undefined;
}

export interface Certificate extends CertificateMetadata {
  readonly data: CertificateData;
}

export interface CertificateVersion {
  readonly id: string;
  readonly alias: 'current' | 'previous' | undefined;
  readonly createdAt: string;
  readonly hasData: boolean;
  readonly serialNumber: string;
  readonly notAfter: string;
}

/** Something that holds on to a version of a secret: neither it nor its secret can be deleted before the lock is. */
export interface SecretLock {
  readonly name: string;
  readonly description: string;
  readonly versionId: string;
  readonly alias: 'current' | 'previous' | undefined;
}

/** An authority of private certificates. */
export interface CertificateAuthority {
  readonly kind: 'root' | 'intermediate';
  readonly name: string;
  readonly commonName: string;
  /** The service's word: `signing_required`, `certificate_template_required`, `configured`, `expired`, `revoked` … */
  readonly status: string;
  /** Of an intermediate: the authority that is to sign it, or did. */
  readonly issuer?: string | undefined;
  readonly signing?: 'internal' | 'external' | undefined;
  /** RFC 3339; absent until it is signed. */
  readonly notAfter?: string | undefined;
}

/** An authority with what only its own document tells. */
export interface CertificateAuthorityDetails extends CertificateAuthority {
  /** "Encode URL": what it signs names where its certificate is. Chosen when it is made, and never after. */
  readonly urlsEncoded: boolean;
  readonly listPointsEncoded: boolean;
  readonly buildsRevocationList: boolean;
  /** PEM; absent until it is signed. */
  readonly certificate?: string | undefined;
  readonly chain: readonly string[];
  /** PEM of the request for whoever signs it elsewhere. */
  readonly request?: string | undefined;
}

export interface CertificateTemplate {
  readonly kind: 'template';
  readonly name: string;
  readonly authority: string;
}

/** What is known of an instance whose own address does not answer. */
export function silentWords(name: string): string {
  return t('"{0}" does not answer at its public address: it has only a private endpoint, or it is still being made.', name);
}
