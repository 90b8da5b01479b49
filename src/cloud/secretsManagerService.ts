import type {
  Certificate, CertificateAuthority, CertificateAuthorityDetails, CertificateMetadata, CertificateTemplate, CertificateType, CertificateVersion,
  NamedSecret, Reclamation, SecretGroup, SecretLock, SecretsManagerInstance,
} from '../model/secretsManager';
import type { OnUnreadable } from '../model/unreadable';
import type { Secret } from '../model/secret';

export interface NewSecretsManager {
  readonly name: string;
  readonly region: string;
  readonly resourceGroupId: string;
  /** A trial ends after 30 days, and access to its secrets with it; there is one an account. */
  readonly plan: 'standard' | 'trial';
}

/** Instances of Secrets Manager, over the resource controller. Nothing here is re-sent after a lost answer except reads. */
export interface SecretsManagers {
  /** All of the account, in any state, in any region. */
  list(signal: AbortSignal, unreadable?: OnUnreadable): Promise<readonly SecretsManagerInstance[]>;
  get(crn: string, signal: AbortSignal): Promise<SecretsManagerInstance>;
  /** One that this machine gets to, which the service makes only when asked. It takes 5 to 15 minutes; then ask `answers` of what it opens. */
  create(request: NewSecretsManager, signal: AbortSignal): Promise<SecretsManagerInstance>;
  /** With all that it holds; it can be had back for some days, see `listReclamations`. */
  delete(crn: string, signal: AbortSignal): Promise<void>;
  listReclamations(signal: AbortSignal): Promise<readonly Reclamation[]>;
  /** Ends a deleted instance for good. */
  reclaim(id: string, signal: AbortSignal): Promise<void>;
  /**
   * What an instance holds, at its own address. Makes no request. Fails with `secrets-manager.private-only` where this machine cannot get to it,
   * and with `secrets-manager.no-address` where guid and region are none that an address is made of.
   */
  open(instance: Pick<SecretsManagerInstance, 'guid' | 'name' | 'region' | 'access'>): SecretsManager;
}

export interface NewImportedCertificate {
  readonly name: string;
  /** The instance's default group where none is given. */
  readonly groupId?: string | undefined;
  readonly description?: string | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly material: CertificateMaterial;
}

/** PEM texts of what is brought. A client's authority needs no key. */
export interface CertificateMaterial {
  readonly certificate: string;
  readonly intermediate?: string | undefined;
  /** Unencrypted. */
  readonly privateKey?: Secret | undefined;
}

export interface NewPrivateCertificate {
  readonly name: string;
  readonly groupId?: string | undefined;
  readonly description?: string | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly template: string;
  readonly commonName: string;
  readonly alternativeNames?: readonly string[] | undefined;
  /** At most 36 months, and no longer than its authority's own. */
  readonly hours: number;
}

export interface CertificateFilter {
  readonly types?: readonly CertificateType[] | undefined;
  readonly groupIds?: readonly string[] | undefined;
  /** A part of a name, label or description. */
  readonly search?: string | undefined;
}

export interface SecretGroups {
  listGroups(signal: AbortSignal): Promise<readonly SecretGroup[]>;
  createGroup(name: string, description: string, signal: AbortSignal): Promise<SecretGroup>;
  /** Refused while secrets are in it. */
  deleteGroup(id: string, signal: AbortSignal): Promise<void>;
}

/** Secrets that are certificates; of an instance's other secrets nothing but the names is read. */
export interface Certificates {
  /** All that the instance holds, of whatever type. */
  listSecretNames(signal: AbortSignal): Promise<readonly NamedSecret[]>;
  listCertificates(filter: CertificateFilter, signal: AbortSignal, unreadable?: OnUnreadable): Promise<readonly CertificateMetadata[]>;
  getCertificateMetadata(id: string, signal: AbortSignal): Promise<CertificateMetadata>;
  getCertificate(id: string, signal: AbortSignal): Promise<Certificate>;
  /** A name is there once a type in the whole instance: 409 otherwise. */
  importCertificate(request: NewImportedCertificate, signal: AbortSignal): Promise<Certificate>;
  createPrivateCertificate(request: NewPrivateCertificate, signal: AbortSignal): Promise<Certificate>;
  listVersions(id: string, signal: AbortSignal): Promise<readonly CertificateVersion[]>;
  /** A VPN server does not notice: it reads a certificate when it is made or changed. */
  importVersion(id: string, material: CertificateMaterial, signal: AbortSignal): Promise<CertificateVersion>;
  renewPrivateCertificate(id: string, signal: AbortSignal): Promise<CertificateVersion>;
  /** Puts the current version's certificate on its authority's list. */
  revokePrivateCertificate(id: string, signal: AbortSignal): Promise<void>;
  /** Fails with `secrets-manager.locked` while something holds on to it. */
  deleteCertificate(id: string, signal: AbortSignal): Promise<void>;
}

export interface SecretLocks {
  listLocks(secretId: string, signal: AbortSignal): Promise<readonly SecretLock[]>;
  /** Of the current version. A lock of the same name is replaced. */
  lock(secretId: string, name: string, description: string, signal: AbortSignal): Promise<void>;
  unlock(secretId: string, name: string, signal: AbortSignal): Promise<void>;
}

export interface NewAuthority {
  readonly name: string;
  readonly commonName: string;
  readonly hours: number;
  readonly keyType: 'rsa' | 'ec';
  readonly keyBits: number;
}

export interface NewTemplate {
  readonly name: string;
  readonly authority: string;
  /** For servers, for clients, or both. */
  readonly purposes: readonly ('server' | 'client')[];
  readonly longestHours: number;
  readonly keyType: 'rsa' | 'ec';
  readonly keyBits: number;
}

/**
 * The engine of private certificates. Authorities are made with revocation lists and with the addresses of both in what they sign: a VPN server
 * refuses any other, and it cannot be mended later (cloud.ibm.com/docs/vpc?topic=vpc-vpn-ts-c2s-connection-establishment).
 */
export interface CertificateAuthorities {
  listAuthorities(signal: AbortSignal, unreadable?: OnUnreadable): Promise<readonly (CertificateAuthority | CertificateTemplate)[]>;
  getAuthority(name: string, signal: AbortSignal): Promise<CertificateAuthorityDetails>;
  createRoot(request: NewAuthority, signal: AbortSignal): Promise<CertificateAuthorityDetails>;
  /** Without `issuer` it is signed elsewhere, by its `request`. With one it still has to be signed: `signIntermediate`. */
  createIntermediate(request: NewAuthority & { readonly issuer?: string | undefined }, signal: AbortSignal): Promise<CertificateAuthorityDetails>;
  createTemplate(request: NewTemplate, signal: AbortSignal): Promise<CertificateTemplate>;
  signIntermediate(issuer: string, intermediate: string, signal: AbortSignal): Promise<void>;
  /** Gives the certificate of an authority that is elsewhere, PEM, and what stands above it. */
  signRequest(issuer: string, request: string, signal: AbortSignal): Promise<{ readonly certificate: string; readonly chain: readonly string[] }>;
  /** Brings back what was signed elsewhere, with what stands above it, in one PEM text. */
  setSigned(name: string, certificates: string, signal: AbortSignal): Promise<void>;
  rotateRevocationList(name: string, signal: AbortSignal): Promise<void>;
  revokeAuthority(name: string, signal: AbortSignal): Promise<void>;
  /** Of an authority or a template. Refused while an authority signs or issues for another one. */
  deleteConfiguration(name: string, signal: AbortSignal): Promise<void>;
}

/** What one instance holds. A missing secret or configuration is a Failure with status 404 (`isNotFound`). */
export interface SecretsManager extends SecretGroups, Certificates, SecretLocks, CertificateAuthorities {
  /** Where its API is: `https://<guid>.<region>.secrets-manager.appdomain.cloud`. */
  readonly address: string;
  /** Whether its own address answers yet. False for one that is active but new, and for one without a public endpoint. */
  answers(signal: AbortSignal): Promise<boolean>;
}
