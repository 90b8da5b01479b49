import type { Environment } from '../../model/account';
import type { Finding } from '../../model/check';
import { t } from '../../model/l10n';
import type { SeenSoFar, VantageCheck } from '../../model/vantage';
import { passed } from './finding';
import { packetsThatPass } from './packetSize';

export interface PacketTools {
  readonly environment: Pick<Environment, 'network'>;
  readonly limitMs?: number | undefined;
}

/** What is said where large packets get lost; which verdict that is, each tunnel has its own. */
export type LostPackets = (said: { readonly summary: string; readonly evidence: readonly string[] }) => Finding;

/**
 * Do large packets pass, both ways? Asked of one connection that opens, before TLS is called silent: a tunnel whose packets are too large for
 * the way under it lets small ones pass and loses the others without a word.
 */
export function packetSizeCheckOf(tools: PacketTools, lost: LostPackets): VantageCheck {
  return { id: 'vpn-packet-size', title: t('Size of packets'), run: (signal, seen) => run(tools, lost, seen, signal) };
}

async function run({ environment, limitMs }: PacketTools, lost: LostPackets, { reached: [first] }: SeenSoFar, signal: AbortSignal): Promise<Finding> {
  if (first === undefined) {
    return passed(t('not asked: no connection opens'));
  }
  const place = `${first.address}:${first.member.port}`;
  switch (await packetsThatPass({ network: environment.network, limitMs }, first, signal)) {
    case 'all': return passed(t('large packets pass, both ways'), [place]);
    case 'small': return lost({ summary: t('small packets pass, large ones get lost'), evidence: [place] });
    // Whether the peer is well is what TLS is asked for.
    case 'silent': return passed(t('not known: nothing is answered there, however small'), [place]);
  }
}
