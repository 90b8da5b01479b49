import { linksAskedFor, type LinkNameServers } from '../../../../machine/nameServers';
import { t } from '../../../../model/l10n';
import { parseAddress } from '../../../../model/range';
import { askedItself, type Answer } from '../../../tunnel/asking';
import { whyUnread } from '../../../tunnel/finding';
import type { Look } from './look';

/** What the office's own name servers, as this machine asks them, say of a name. */
export interface Forwarders {
  /** `none`: which are asked is not known. */
  readonly kind: Answer['kind'] | 'none';
  readonly servers: readonly string[];
  /** The cloud's resolver is asked for every name from here. */
  readonly isAllToCloud: boolean;
  readonly words: readonly string[];
}

/** `locations` are those of the cloud's resolver, which are none of the office's. */
export async function forwardersAsked(look: Look, name: string, locations: readonly string[], signal: AbortSignal): Promise<Forwarders> {
  const links = await linksOf(look, signal);
  const defaults = links.filter(({ isDefault, domains }) => isDefault || domains.includes('~.'));
  const isAllToCloud = defaults.some(({ servers }) => servers.some((server) => locations.includes(server)));
  const asked = [...new Set(linksAskedFor(name, links).flatMap(({ servers }) => servers))];
  const servers = asked.filter((server) => !locations.includes(server) && parseAddress(server) !== undefined);
  const words = asked.length === 0 ? [] : [t('asked here: {0}', asked.join(', '))];
  if (servers.length === 0) {
    return { kind: 'none', servers, isAllToCloud, words };
  }
  const answer = await askedItself(look.tools, name, servers, signal);
  return { kind: answer.kind, servers, isAllToCloud, words: [...words, answer.words] };
}

/** None where the system does not tell. */
async function linksOf({ tools: { machine } }: Look, signal: AbortSignal): Promise<readonly LinkNameServers[]> {
  try {
    return await machine.nameServers(signal);
  } catch (error) {
    whyUnread(error, signal);
    return [];
  }
}
