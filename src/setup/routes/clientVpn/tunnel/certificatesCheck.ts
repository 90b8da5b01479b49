import type { Finding } from '../../../../model/check';
import { t } from '../../../../model/l10n';
import type { VantageCheck } from '../../../../model/vantage';
import { certificateFaults } from './certificates';
import { passed } from '../../../tunnel/finding';
import { verdict } from './finding';
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
  const [first, soon] = [faults.find(({ code }) => code !== undefined), faults[0]];
  if (first?.code !== undefined) {
    return verdict('degraded', first.code, { summary: first.why.replace(/\.$/, ''), evidence });
  }
  if (soon !== undefined) {
    return passed(soon.why.replace(/\.$/, ''), evidence);
  }
  return passed(unread.length === 0 ? t('valid, complete and for their purpose') : t('not all could be looked at'), evidence);
}
