import { isForbidden } from '../../../../cloud/errors';
import type { Finding } from '../../../../model/check';
import { t } from '../../../../model/l10n';
import { visible } from '../../../../model/text';
import type { VantageCheck } from '../../../../model/vantage';
import type { VpnClient } from '../../../../model/vpnServer';
import { passed, whyUnread } from '../../../tunnel/finding';
import { verdict } from './finding';
import type { Look } from './look';

/** Does the VPN server list this machine among its clients? Its list lags behind by minutes: it is never a reason to ask no further. */
export function clientCheck(look: Look): VantageCheck {
  return { id: 'vpn-client', title: t('This client, as the VPN server lists it'), run: (signal) => run(look, signal) };
}

async function run({ server, tunnel, connection: { instance }, tools: { cloud } }: Look, signal: AbortSignal): Promise<Finding> {
  if (server === undefined || tunnel === undefined) {
    return passed(server === undefined ? t('not asked: the VPN server could not be looked at') : t('not asked: the tunnel is another computer’s'));
  }
  let clients: readonly VpnClient[];
  try {
    clients = await cloud.vpc(instance.region).listVpnClients(server.id, signal);
  } catch (error) {
    // Connecting needs no right to see who is connected.
    const why = isForbidden(error) ? t('not asked: the list needs the role Operator on the VPN server') : t('the list could not be read');
    return passed(why, whyUnread(error, signal));
  }
  const own = clients.filter(({ address }) => address === tunnel.address);
  const connected = own.find(({ status }) => status === 'connected');
  const evidence = own.map(inWords);
  if (connected !== undefined) {
    return passed(t('listed as {0}, from {1}', nameOf(connected), visible(connected.remoteAddress, 40)), evidence);
  }
  return own.length === 0
    ? passed(t('{0} is not among the {1} that are listed: the list lags behind by minutes', tunnel.address, clients.length))
    : verdict('degraded', 'vpn.listed-disconnected', { summary: t('{0} is listed as disconnected', tunnel.address), evidence });
}

/** The common name of a certificate, or the user who signed in: the cloud tells the one that was asked for. */
function nameOf({ commonName, username }: VpnClient): string {
  const names = [commonName, username].flatMap((name) => name === undefined || name === '' ? [] : visible(name, 80));
  return names.length === 0 ? t('a client without a name') : names.join(', ');
}

function inWords(client: VpnClient): string {
  return visible(`${client.address}: ${nameOf(client)}, ${client.status}, ${client.remoteAddress}:${client.remotePort}`);
}
