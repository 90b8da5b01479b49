import type { Finding } from '../../../../model/check';
import { t } from '../../../../model/l10n';
import type { SeenSoFar, VantageCheck } from '../../../../model/vantage';
import { passed } from '../../../tunnel/finding';
import { packetsThatPass } from '../../../tunnel/packetSize';
import { verdict } from './finding';
import type { Look } from './look';

/** Do large packets pass, both ways? Asked of one connection that opens, before TLS is called silent. */
export function packetSizeCheck(look: Look): VantageCheck {
  return { id: 'vpn-packet-size', title: t('Size of packets'), run: (signal, seen) => run(look, seen, signal) };
}

async function run({ tools: { environment, limitMs } }: Look, { reached: [first] }: SeenSoFar, signal: AbortSignal): Promise<Finding> {
  if (first === undefined) {
    return passed(t('not asked: no connection opens'));
  }
  const place = `${first.address}:${first.member.port}`;
  switch (await packetsThatPass({ network: environment.network, limitMs }, first, signal)) {
    case 'all': return passed(t('large packets pass, both ways'), [place]);
    case 'small': return verdict('failed', 'tunnel.packet-size', { summary: t('small packets pass, large ones get lost'), evidence: [place] });
    case 'silent': return passed(t('not known: nothing is answered there, however small'), [place]);
  }
}
