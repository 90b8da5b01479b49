import { linksAskedFor, type LinkNameServers } from '../../../../machine/nameServers';
import type { Finding } from '../../../../model/check';
import { t } from '../../../../model/l10n';
import type { Answer } from '../../../tunnel/asking';
import { whyUnread } from '../../../tunnel/finding';
import { verdict } from './finding';
import { logOf } from './logged';
import type { Look } from './look';
import { splitDns } from './splitDns';
import type { VpnCode } from './verdicts';

export interface Otherwise {
  readonly name: string;
  /** The instance's own. */
  readonly domains: readonly string[];
  readonly programs: Answer;
  readonly servers: readonly string[];
  readonly evidence: readonly string[];
}

/** Why programs here are not told what the tunnel's name server knows: by which links and name servers the name is asked for. */
export async function whyOtherwise(look: Look, { name, domains, programs, servers, evidence }: Otherwise, signal: AbortSignal): Promise<Finding> {
  const links = await linksOf(look, signal);
  const asked = linksAskedFor(name, links);
  const code = codeFor({ look, links, asked, servers, isOther: programs.kind === 'known', wasUpBefore: isSecondConnect(await logOf(look, signal) ?? '') });
  const { resolver } = await look.tools.machine.nameSetup();
  const remedy = splitDns({ platform: look.tools.machine.platform, resolver, link: look.tunnel?.link ?? 'tun0', servers, domains });
  return verdict('failed', code, {
    summary: code === 'vpn.dns-other-answer' ? t('programs here are told other addresses than the tunnel’s name server knows')
      : t('the tunnel’s name server knows the names, and programs here do not ask it'),
    evidence: [...evidence, ...asked.map(inWords)],
    ...code === 'vpn.dns-other-answer' ? {} : { remedy },
  });
}

interface Compared {
  readonly look: Look;
  readonly links: readonly LinkNameServers[];
  readonly asked: readonly LinkNameServers[];
  readonly servers: readonly string[];
  /** Programs are told addresses, and others than the tunnel's name server tells. */
  readonly isOther: boolean;
  readonly wasUpBefore: boolean;
}

function codeFor({ links, asked, servers, isOther, wasUpBefore }: Compared): VpnCode {
  const hasThem = (each: LinkNameServers): boolean => each.servers.some((server) => servers.includes(server));
  if (links.some(hasThem)) {
    return asked.every(hasThem) && isOther ? 'vpn.dns-other-answer' : 'vpn.dns-leaks';
  }
  return isOther ? 'vpn.dns-leaks' : wasUpBefore ? 'vpn.dns-lost' : 'vpn.dns-ignored';
}

/** None where the system does not tell: what is known then is what was asked. */
async function linksOf({ tools: { machine } }: Look, signal: AbortSignal): Promise<readonly LinkNameServers[]> {
  try {
    return await machine.nameServers(signal);
  } catch (error) {
    whyUnread(error, signal);
    return [];
  }
}

/** Whether OpenVPN's log tells that the same start of it connected more than once. */
function isSecondConnect(log: string): boolean {
  const start = log.split(/\r?\n/).findLastIndex((line) => /^(?:\S+ )*OpenVPN \d/.test(line));
  return log.split(/\r?\n/).slice(Math.max(0, start)).filter((line) => line.includes('Initialization Sequence Completed')).length > 1;
}

function inWords({ link, servers, domains }: LinkNameServers): string {
  const of = domains.length === 0 ? '' : ` (${domains.join(' ')})`;
  return link === undefined ? t('asked here: {0}', servers.join(', ')) + of : t('asked on {0}: {1}', link, servers.join(', ')) + of;
}
