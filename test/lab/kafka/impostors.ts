import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';
import { makeAuthority, makeCertificate, type Authority, type CertificateContents } from './certificates';
import type { CertificateFault } from './faults';

/** A certificate that is right for these brokers but for one thing. */
export async function impostor(fault: CertificateFault, names: readonly string[], authority: Authority): Promise<SecureContext> {
  const signer = fault === 'foreign-authority' ? await makeAuthority(await mkdtemp(join(authority.folder, 'foreign-')), 'Foreign authority') : authority;
  return createSecureContext({ key: signer.key, cert: await makeCertificate(signer, contents(fault, names)) });
}

function contents(fault: CertificateFault, names: readonly string[]): CertificateContents {
  switch (fault) {
    case 'wrong-name':
      return { names: ['some-other-name.test'] };
    case 'expired':
      return { names, from: -60, until: -1 };
    case 'not-yet-valid':
      return { names, from: 1 };
    case 'foreign-authority':
      return { names };
  }
}
