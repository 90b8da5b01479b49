import type { Finding } from '../../../../model/check';
import { t } from '../../../../model/l10n';
import type { VantageCheck } from '../../../../model/vantage';
import { certificateFaults } from './certificates';
import { passed, verdict } from './finding';
import type { Look } from './look';

/**
 * Will the VPN be connected again? A certificate is read when a server is made or changed, and by clients when they connect: what is wrong
 * with one hinders nobody who is connected, so that it is never worse than a part.
 */
export function certificatesCheck(look: Look): VantageCheck {
  return { id: 'vpn-certificates', title: t('Certificates of the VPN'), run: (signal) => run(look, signal) };
}

async function run(look: Look, signal: AbortSignal): Promise<Finding> {
  const { faults, unread } = await certificateFaults(look, signal);
  const evidence = [...faults.map(({ why }) => why), ...unread];
  const [first] = faults;
  if (first !== undefined) {
    return verdict('degraded', first.code, { summary: first.why.replace(/\.$/, ''), evidence });
  }
  return unread.length === 0
    ? passed(t('valid, complete and for their purpose'))
    : passed(t('not all could be looked at'), evidence);
}
