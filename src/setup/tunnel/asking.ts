import { codeOf } from '../../base/codes';
import { NetworkError } from '../../base/networkError';
import { wordsOf } from '../../base/words';
import type { NameQuestion } from '../../machine/askNameServer';
import { withDeadline } from '../../model/deadline';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { TunnelTools } from './tools';

/** Longer than a name server takes that has to ask others, shorter than people wait. */
const answerMs = 4_000;

export interface Answer {
  /** `silent`: nothing came back, or nothing that says anything of the name. */
  readonly kind: 'known' | 'unknown' | 'silent';
  readonly addresses: readonly string[];
  readonly words: string;
}

/** As any program here asks: hosts file, resolver and all. */
export async function askedAsPrograms({ environment, limitMs }: TunnelTools, name: string, signal: AbortSignal): Promise<Answer> {
  return await answerTo({ who: t('programs here'), name, limitMs }, signal, (own) => environment.network.resolve(name, own));
}

/** The tunnel's own name servers, past this machine's resolver: one that answers is enough, over UDP or, where that gets lost, over TCP. */
export async function askedItself(tools: TunnelTools, name: string, servers: readonly string[], signal: AbortSignal): Promise<Answer> {
  const answers = await Promise.all(servers.flatMap((server) => (['udp', 'tcp'] as const).map((over) => askedOver(tools, { name, server, over }, signal))));
  const best = answers.find(({ kind }) => kind === 'known') ?? answers.find(({ kind }) => kind === 'unknown');
  return best ?? { kind: 'silent', addresses: [], words: answers.map(({ words }) => words).join('; ') };
}

/** One name server, over one of the two. */
export async function askedOver({ machine, limitMs }: TunnelTools, { name, server, over }: NameQuestion, signal: AbortSignal): Promise<Answer> {
  return await answerTo({ who: `${server} (${over.toUpperCase()})`, name, limitMs }, signal, (own) => machine.askNameServer({ name, server, over }, own));
}

interface Asked {
  readonly who: string;
  readonly name: string;
  readonly limitMs: number | undefined;
}

async function answerTo(
  { who, name, limitMs = answerMs }: Asked, signal: AbortSignal, ask: (signal: AbortSignal) => Promise<readonly string[]>,
): Promise<Answer> {
  try {
    const addresses = await withDeadline(limitMs, signal, ask, () => new NetworkError('ETIMEOUT', t('no answer within {0} s', limitMs / 1000)));
    const words = t('{0}: {1} is {2}', who, visible(name, 255), addresses.join(', '));
    return addresses.length === 0 ? unknown(who, name) : { kind: 'known', addresses, words };
  } catch (error) {
    signal.throwIfAborted();
    return ['ENOTFOUND', 'ENODATA'].includes(codeOf(error) ?? '') ? unknown(who, name)
      : { kind: 'silent', addresses: [], words: `${who}: ${wordsOf(error)}` };
  }
}

function unknown(who: string, name: string): Answer {
  return { kind: 'unknown', addresses: [], words: t('{0}: {1} is not known', who, visible(name, 255)) };
}
