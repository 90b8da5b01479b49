import { tunnelOf } from '../../../../machine/tunnel';
import type { Finding } from '../../../../model/check';
import { t } from '../../../../model/l10n';
import type { VantageCheck } from '../../../../model/vantage';
import { passed } from '../../../tunnel/finding';
import { verdict } from './finding';
import { fromHost } from './hostTunnel';
import { loggedVerdict } from './logged';
import { poolOf, type Look } from './look';
import { networksInPool } from './ownNetworks';
import { whyDown } from './whyDown';

/** Is the tunnel up on this machine: does an interface have an address of the VPN's clients? */
export function upCheck(look: Look): VantageCheck {
  return { id: 'tunnel', title: t('Tunnel on this machine'), run: (signal) => run(look, signal) };
}

async function run(look: Look, signal: AbortSignal): Promise<Finding> {
  const { environment, machine } = look.tools;
  const pool = poolOf(look);
  if (environment.madeUp === true) {
    return verdict('expected', 'vpn.made-up', { summary: t('the sandbox has no real VPN: a real one would be needed from here on') });
  }
  const interfaces = machine.interfaces();
  look.tunnel = tunnelOf(pool, interfaces, machine.platform);
  if (look.tunnel === undefined) {
    const ofHost = await fromHost(look, signal);
    if (ofHost === undefined || ofHost.state === 'passed') {
      return ofHost ?? await whyDown(look, signal);
    }
    // Who has started OpenVPN in here wants to know why that is not up.
    return await loggedVerdict(look, signal) === undefined ? ofHost : await whyDown(look, signal);
  }
  const { link, address } = look.tunnel;
  const summary = t('up: {0} has {1}', link, address);
  const others = await networksInPool(look, signal);
  return others.length === 0 ? passed(summary, [t('clients have addresses of {0}', pool)]) : verdict('degraded', 'vpn.pool-overlaps', {
    summary: t('{0}, and {1} overlaps the clients’ addresses {2}', summary, others.join(', '), pool),
  });
}
