import type { Duplex } from 'node:stream';
import { withDeadline } from '../../model/deadline';
import { isCancelled } from '../../model/failure';
import { t } from '../../model/l10n';
import type { Network } from '../../model/network';
import type { Reached } from '../../model/vantage';
import { helloAnswered, smallAnswered } from '../../tls/probe';

/** Two retransmissions, and more than a busy member takes. */
const answerMs = 6_000;

export interface Way {
  readonly network: Pick<Network, 'connect'>;
  readonly limitMs?: number | undefined;
}

/**
 * Which packets pass, both ways: a tunnel whose packets are too large for the way under it lets small ones pass and loses the others without a word.
 * `silent`: nothing is answered there, however small.
 */
export async function packetsThatPass(way: Way, reached: Reached, signal: AbortSignal): Promise<'all' | 'small' | 'silent'> {
  if (await answersWithin(way, reached, (stream, own) => helloAnswered(stream, reached.member.host, own), signal)) {
    return 'all';
  }
  return await answersWithin(way, reached, smallAnswered, signal) ? 'small' : 'silent';
}

type Ask = (stream: Duplex, signal: AbortSignal) => Promise<void>;

async function answersWithin({ network, limitMs = answerMs }: Way, { address, member: { port } }: Reached, ask: Ask, signal: AbortSignal): Promise<boolean> {
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
