import { randomInt } from 'node:crypto';
import { denialLasts, questionOf } from '../../../../base/dnsQuery';
import { withDeadline } from '../../../../model/deadline';
import { isCancelled } from '../../../../model/failure';
import { t } from '../../../../model/l10n';
import { dnsPort } from '../../../cloudServices';
import { askedOver, type Answer } from '../../../tunnel/asking';
import type { Look } from './look';

/** The longest that a location remembers that there is no such name, in seconds: https://cloud.ibm.com/docs/dns-svcs?topic=dns-svcs-ts-nxdomain */
const longestDenial = 30 * 60;
const answerMs = 4_000;

/** What one location of the cloud's resolver says of a name. */
export interface AskedLocation {
  readonly server: string;
  readonly kind: Answer['kind'];
  readonly addresses: readonly string[];
  /** It answers over one of UDP and TCP, and not over the other. */
  readonly isHalf: boolean;
  /** Where the name is unknown there: how much longer that may be said, at most. */
  readonly lastsSeconds: number;
  readonly words: readonly string[];
}

/** Each by itself, over UDP and TCP. */
export async function askedLocations(look: Look, name: string, servers: readonly string[], signal: AbortSignal): Promise<readonly AskedLocation[]> {
  return await Promise.all(servers.map(async (server) => {
    const both = await Promise.all((['udp', 'tcp'] as const).map((over) => askedOver(look.tools, { name, server, over }, signal)));
    const best = both.find(({ kind }) => kind === 'known') ?? both.find(({ kind }) => kind === 'unknown');
    const silent = both.filter(({ kind }) => kind === 'silent').length;
    const lastsSeconds = best?.kind === 'unknown' ? await denialOf(look, name, server, signal) : 0;
    return {
      server, kind: best?.kind ?? 'silent', addresses: best?.addresses ?? [], isHalf: silent === 1, lastsSeconds,
      words: [...both.map(({ words }) => words), ...lastsSeconds > 0 ? [t('{0} may say so for {1} s more', server, lastsSeconds)] : []],
    };
  }));
}

/** By its own word; where it gives none, the longest. */
async function denialOf({ tools: { machine, limitMs = answerMs } }: Look, name: string, server: string, signal: AbortSignal): Promise<number> {
  try {
    const late = (): Error => new Error(t('no answer within {0} s', limitMs / 1000));
    const ask = (own: AbortSignal): Promise<Buffer> => machine.exchange({ host: server, port: dnsPort }, questionOf(randomInt(65_536), name), own);
    return Math.min(denialLasts(await withDeadline(limitMs, signal, ask, late)) ?? longestDenial, longestDenial);
  } catch (error) {
    if (isCancelled(error)) {
      throw error;
    }
    return longestDenial;
  }
}
