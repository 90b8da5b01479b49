import { isNotFound } from '../../../../cloud/errors';
import type { Finding } from '../../../../model/check';
import { t } from '../../../../model/l10n';
import { visible } from '../../../../model/text';
import type { VantageCheck } from '../../../../model/vantage';
import type { VpnConnection } from '../../../../model/vpnGateway';
import { isChosen } from '../../../office/chosen';
import { keyOf } from '../../../office/key';
import { passed, whyUnread } from '../../../tunnel/finding';
import { verdict } from './finding';
import type { Look, SeenPlace } from './look';
import { settingDifferences, type CloudSettings } from './settings';
import { worst } from './worst';

/** Has the connection in the cloud what was chosen, of which the office's files are made? */
export function settingsCheck(look: Look): VantageCheck {
  return { id: 'vpn-settings', title: t('Settings of the VPN connection'), run: (signal) => run(look, signal) };
}

async function run(look: Look, signal: AbortSignal): Promise<Finding> {
  const findings: Finding[] = [];
  look.changed = [];
  for (const seen of look.places) {
    findings.push(await ofPlace(look, seen, signal));
  }
  return findings.length === 0 ? passed(t('not asked: the VPN gateway could not be looked at')) : worst(findings);
}

async function ofPlace(look: Look, seen: SeenPlace, signal: AbortSignal): Promise<Finding> {
  const { connection: { instance }, tools: { cloud, secrets } } = look;
  const vpc = cloud.vpc(instance.region);
  const chosen = seen.place.connection;
  const name = visible(chosen.name, 80);
  let connection: VpnConnection | undefined;
  let settings: CloudSettings;
  try {
    const all = await vpc.listVpnConnections(seen.gateway.id, signal);
    connection = all.find((each) => isChosen(chosen, each));
    if (connection === undefined) {
      return verdict('failed', 'tunnel.connection-gone', { summary: t('{0} is not on {1}', name, visible(seen.gateway.name, 80)) });
    }
    settings = {
      connection, key: await keyOf(secrets, look.connection.id),
      ike: connection.ikePolicy === undefined ? undefined : await vpc.getIkePolicy(connection.ikePolicy.id, signal),
      ipsec: connection.ipsecPolicy === undefined ? undefined : await vpc.getIpsecPolicy(connection.ipsecPolicy.id, signal),
    };
  } catch (error) {
    const evidence = whyUnread(error, signal);
    return isNotFound(error) ? verdict('failed', 'tunnel.gateway-gone', { summary: t('{0} was deleted', visible(seen.gateway.name, 80)), evidence })
      : verdict('degraded', 'tunnel.connection-unread', { summary: t('{0} could not be looked at', name), evidence });
  } finally {
    look.places = look.places.map((each) => each === seen ? { ...seen, connection } : each);
  }
  const differences = settingDifferences(settings, look.connection.choices);
  look.changed = [...look.changed, ...differences];
  const [first] = differences;
  return first === undefined ? passed(t('{0} is as it was chosen', name))
    : verdict('degraded', 'tunnel.settings-changed', { summary: t('{0} is otherwise than it was chosen: {1}', name, first), evidence: differences });
}
