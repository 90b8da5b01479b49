import type { Duplex } from 'node:stream';
import type { Finding } from '../../../../model/check';
import { withDeadline } from '../../../../model/deadline';
import { isCancelled } from '../../../../model/failure';
import { t } from '../../../../model/l10n';
import type { Reached, SeenSoFar, VantageCheck } from '../../../../model/vantage';
import { helloAnswered, smallAnswered } from '../../../../tls/probe';
import { passed, verdict } from './finding';
import type { Look } from './look';

/** Two retransmissions, and more than a busy member takes. */
const answerMs = 6_000;

/**
 * Do large packets pass, both ways? Asked of one connection that opens, before TLS is called silent: a tunnel whose packets are too large for
 * the way under it lets small ones pass and loses the others without a word.
 */
export function packetSizeCheck(look: Look): VantageCheck {
  return { id: 'vpn-packet-size', title: t('Size of packets'), run: (signal, seen) => run(look, seen, signal) };
}

async function run(look: Look, { reached: [first] }: SeenSoFar, signal: AbortSignal): Promise<Finding> {
  if (first === undefined) {
    return passed(t('not asked: no connection opens'));
  }
  const place = `${first.address}:${first.member.port}`;
  if (await answersWithin(look, first, (stream, own) => helloAnswered(stream, first.member.host, own), signal)) {
    return passed(t('large packets pass, both ways'), [place]);
  }
  return await answersWithin(look, first, smallAnswered, signal)
    ? verdict('failed', 'vpn.packet-size', { summary: t('small packets pass, large ones get lost'), evidence: [place] })
    // Whether the peer is well is what TLS is asked for.
    : passed(t('not known: nothing is answered there, however small'), [place]);
}

type Ask = (stream: Duplex, signal: AbortSignal) => Promise<void>;

async function answersWithin(
  { tools: { environment: { network }, limitMs = answerMs } }: Look, { address, member: { port } }: Reached, ask: Ask, signal: AbortSignal,
): Promise<boolean> {
  try {
    await withDeadline(limitMs, signal, async (own) => {
      const stream = await network.connect(address, port, own);
      try {
        await ask(stream, own);
      } finally {
        stream.destroy();
      }
    }, () => new Error(t('no answer within {0} s', limitMs / 1000)));
    return true;
  } catch (error) {
    if (isCancelled(error)) {
      throw error;
    }
    return false;
  }
}
