import type { Finding } from '../../../../model/check';
import { t } from '../../../../model/l10n';
import type { SeenSoFar, VantageCheck } from '../../../../model/vantage';
import { domainsOf as domainsOfInstance } from '../../../vpnProfile';
import { askedAsPrograms, askedItself, type Answer } from '../../../tunnel/asking';
import { passed } from '../../../tunnel/finding';
import { verdict } from './finding';
import { pushedNameServers, type Look } from './look';
import { whyOtherwise } from './whyOtherwise';

/**
 * Who is asked for the private names? Asked as programs ask, and of the tunnel's own name server itself; where the two differ, what lies
 * between them is the cause.
 */
export function namesCheck(look: Look): VantageCheck {
  return { id: 'vpn-names', title: t('Name servers of the tunnel'), run: (signal, seen) => run(look, seen, signal) };
}

async function run(look: Look, seen: SeenSoFar, signal: AbortSignal): Promise<Finding> {
  const [name] = seen.names;
  if (name === undefined) {
    return passed(t('not asked: no names of the instance are known'));
  }
  const programs = await askedAsPrograms(look.tools, name, signal);
  const servers = pushedNameServers(look);
  if (servers.length === 0) {
    return programs.kind === 'known' ? passed(t('programs here know the names; the VPN server sends no name servers'), [programs.words])
      : verdict('failed', 'vpn.dns-not-pushed', { summary: t('the VPN server sends no name servers, and {0}', programs.words) });
  }
  const own = await askedItself(look.tools, name, servers, signal);
  const evidence = [programs.words, own.words];
  if (own.kind === 'silent') {
    return programs.kind === 'known'
      ? passed(t('programs here know the names; the tunnel’s name server itself does not answer'), evidence)
      : verdict('failed', 'vpn.dns-blocked', { summary: own.words, evidence });
  }
  if (own.kind === 'unknown') {
    return verdict('failed', 'vpn.dns-unknown', { summary: own.words, evidence });
  }
  return agree(programs, own)
    ? passed(t('programs here are told what the tunnel’s name server knows'), evidence)
    : await whyOtherwise(look, { name, domains: domainsOf(seen), programs, servers, evidence }, signal);
}

/** The instance's own: what else is below them belongs to it. */
function domainsOf({ privateNames, names }: SeenSoFar): readonly string[] {
  return domainsOfInstance({ privateNames, members: names.map((host) => ({ host, port: 0 })) });
}

function agree({ kind, addresses }: Answer, own: Answer): boolean {
  return kind === 'known' && addresses.some((address) => own.addresses.includes(address));
}
