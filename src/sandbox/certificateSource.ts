/** A certificate as VPN servers get it out of Secrets Manager. */
export interface HeldCertificate {
  /** PEM of the authorities above it, the nearest first; of the certificate itself where it is an authority. */
  readonly authorities: string;
  /** Milliseconds since 1970. */
  readonly validUntil: number;
  /** Why no VPN server takes it, in the cloud's words: "The parent CA's URL does not encode in CA of CA chain of certificate ..." */
  readonly problem?: string | undefined;
}

/** What VPN servers see of Secrets Manager, by CRNs of secrets. */
export interface CertificateSource {
  /** Undefined where there is no such secret, or none with a certificate. */
  certificate(crn: string): HeldCertificate | undefined;
  /** Whether a policy of IAM lets VPN servers read the secrets of that instance. */
  authorized(crn: string): boolean;
}
