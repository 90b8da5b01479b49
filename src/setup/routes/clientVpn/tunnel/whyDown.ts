import type { Finding } from '../../../../model/check';
import { t } from '../../../../model/l10n';
import { certificateVerdict } from './certificates';
import { verdict } from './finding';
import { loggedVerdict } from './logged';
import { poolOf, type Look } from './look';
import { networksInPool } from './ownNetworks';
import { portVerdict } from './port';

type Cause = (look: Look, signal: AbortSignal) => Promise<Finding | undefined>;

/** By how much they explain: what OpenVPN itself said, what no try would get past, then what may be in the way. */
const causes: readonly Cause[] = [loggedCause, certificateVerdict, loggedVerdict, noRights, noClient, portVerdict, poolTaken];

/** Why the tunnel is not up: the first cause that is found, or that it was not started. */
export async function whyDown(look: Look, signal: AbortSignal): Promise<Finding> {
  for (const cause of causes) {
    const found = await cause(look, signal);
    if (found !== undefined) {
      return found;
    }
  }
  return verdict('failed', 'vpn.not-up', { summary: t('the tunnel is not up: nothing here has an address of {0}', poolOf(look)) });
}

/** A server that refuses a client does not say why: which of the causes it is, the certificates tell better than the log. */
async function loggedCause(look: Look, signal: AbortSignal): Promise<Finding | undefined> {
  const said = await loggedVerdict(look, signal);
  return said?.code === 'vpn.client-refused' ? undefined : said;
}

async function noRights({ tools: { machine } }: Look): Promise<Finding | undefined> {
  const rights = await machine.tunnelRights();
  return rights.kind === 'none' ? verdict('failed', 'vpn.no-device', {
    summary: t('the tunnel is not up, and none can be made here'), cause: rights.why, remedy: { title: rights.next.replace(/\.$/, '') },
  }) : undefined;
}

async function noClient({ tools: { machine } }: Look, signal: AbortSignal): Promise<Finding | undefined> {
  const clients = await machine.vpnClients(signal);
  return clients.length === 0 ? verdict('failed', 'vpn.no-client', { summary: t('the tunnel is not up, and no VPN client is installed here') }) : undefined;
}

async function poolTaken(look: Look, signal: AbortSignal): Promise<Finding | undefined> {
  const others = await networksInPool(look, signal);
  return others.length === 0 ? undefined : verdict('failed', 'vpn.pool-overlaps', {
    summary: t('the tunnel is not up, and {0} overlaps the clients’ addresses {1}', others.join(', '), poolOf(look)),
  });
}
