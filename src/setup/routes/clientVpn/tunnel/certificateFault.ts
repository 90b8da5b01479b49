import type { Finding, Purpose } from '../../../../certificates/finding';
import { readRevocationList } from '../../../../certificates/revocationList';
import { Failure } from '../../../../model/failure';
import { t } from '../../../../model/l10n';
import type { VpnCode } from './verdicts';

/** One thing that is wrong with the certificates of a VPN. */
export interface CertificateFault {
  /** Undefined for what hinders nobody yet: it ends soon. */
  readonly code: VpnCode | undefined;
  readonly why: string;
}

/** Of a revocation list, which one of the authorities signed. */
export async function ofList(list: string, authorities: readonly string[]): Promise<readonly CertificateFault[]> {
  let refusal = '';
  for (const authority of authorities) {
    try {
      const { until } = await readRevocationList(list, authority);
      return until.getTime() > Date.now() ? [] : [{
        code: 'vpn.revocation-list-expired', why: t('the revocation list ended on {0}', until.toISOString().slice(0, 10)),
      }];
    } catch (error) {
      if (!(error instanceof Failure)) {
        throw error;
      }
      refusal = error.why;
    }
  }
  return [{ code: 'vpn.revocation-list-bad', why: refusal }];
}

/** What hinders a certificate, or will soon, in the codes of the checks. */
export function coded(found: readonly Finding[], whose: Exclude<Purpose, 'authority'>): readonly CertificateFault[] {
  return found.filter(({ refuses, code }) => refuses || code === 'certificate.soon').map(({ code, why }) => ({ code: codeFor(code, whose), why }));
}

function codeFor(code: string, whose: Exclude<Purpose, 'authority'>): VpnCode | undefined {
  const of = (kind: 'expired' | 'early' | 'usage' | 'chain' | 'bad'): VpnCode => `vpn.${whose}-certificate-${kind}`;
  switch (code) {
    case 'certificate.soon': return undefined;
    case 'certificate.expired': return of('expired');
    case 'certificate.not-yet': return of('early');
    case 'certificate.no-server-usage': case 'certificate.no-client-usage': case 'certificate.no-key-usage': case 'chain.authority-usage': return of('usage');
    default: return code.startsWith('chain.') ? of('chain') : of('bad');
  }
}
