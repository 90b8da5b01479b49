import { X509Certificate } from 'node:crypto';
import type { CertificateSource } from './certificateSource';
import { vpnServersMayRead } from './iam/vpnAuthorization';
import { keptCertificate } from './secretsManager/keptCertificate';
import type { State } from './state/state';

/** What is in the account's instances of Secrets Manager now, for whom IAM's policies and the restrictions by context let in now. */
export function heldCertificates(state: State, now: () => number): CertificateSource {
  return {
    certificate: (crn) => {
      const kept = keptCertificate(state, now(), crn);
      return kept === undefined ? undefined : {
        authorities: [...(new X509Certificate(kept.certificate).ca ? [kept.certificate] : []), ...kept.chain].map(onLinesOfItsOwn).join(''),
        validUntil: kept.expires,
        problem: kept.urlsEncoded ? undefined : `The parent CA's URL does not encode in CA of CA chain of certificate ${crn}.`,
      };
    },
    authorized: (crn) => vpnServersMayRead(state, crn),
  };
}

function onLinesOfItsOwn(pem: string): string {
  return `${pem.trim()}\n`;
}
