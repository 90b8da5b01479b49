import { isNotFound } from '../../../../cloud/errors';
import type { Finding } from '../../../../model/check';
import { t } from '../../../../model/l10n';
import { inRange } from '../../../../model/range';
import { visible } from '../../../../model/text';
import type { VantageCheck } from '../../../../model/vantage';
import { endpointGatewayMaker } from '../../../makers/endpointGateway';
import { idOfOne } from '../../../office/chosen';
import { passed, whyUnread } from '../../../tunnel/finding';
import { verdict } from './finding';
import { endpointAddresses, localRangesOf, locationAddresses, type Look } from './look';
import { wayBack } from './wayBack';
import { zonesNotServed } from './zones';

/** Does what the tunnel takes hold all that the office needs, and do answers find back? Asked before any name: a resolver remembers what it did not know. */
export function rangesCheck(look: Look): VantageCheck {
  return { id: 'vpn-ranges', title: t('What goes through the tunnel'), run: (signal) => run(look, signal) };
}

async function run(look: Look, signal: AbortSignal): Promise<Finding> {
  return await readEndpoint(look, signal) ?? outside(look) ?? await zonesNotServed(look, signal) ?? await wayBack(look, signal) ?? held(look);
}

async function readEndpoint(look: Look, signal: AbortSignal): Promise<Finding | undefined> {
  const { connection: { instance }, tools: { cloud, history } } = look;
  const id = idOfOne(history, endpointGatewayMaker.kind);
  if (id === undefined) {
    return verdict('failed', 'tunnel.endpoint-gone', { summary: t('the connection has no endpoint gateway') });
  }
  try {
    look.endpoint = await cloud.vpc(instance.region).getEndpointGateway(id, signal);
  } catch (error) {
    const evidence = whyUnread(error, signal);
    return isNotFound(error) ? verdict('failed', 'tunnel.endpoint-gone', { summary: t('the endpoint gateway was deleted'), evidence })
      : verdict('degraded', 'tunnel.endpoint-unread', { summary: t('the endpoint gateway could not be looked at'), evidence });
  }
  const { name, lifecycleState, addresses } = look.endpoint;
  return lifecycleState === 'stable' && addresses.length > 0 && endpointAddresses(look).length === addresses.length ? undefined
    : verdict('failed', 'tunnel.endpoint-not-ready', { summary: t('{0} is not ready: {1}', visible(name, 80), visible(lifecycleState, 40)) });
}

/** In route mode everything that is sent into the tunnel goes through. */
function outside(look: Look): Finding | undefined {
  const ranges = localRangesOf(look);
  const isOutside = (address: string): boolean => !ranges.some((range) => inRange(address, range));
  if (ranges.length === 0) {
    return undefined;
  }
  const evidence = [t('local ranges of the VPN connection: {0}', visible(ranges.join(', ')))];
  const missing = endpointAddresses(look).filter(isOutside);
  if (missing.length > 0) {
    const all = missing.length === endpointAddresses(look).length;
    return verdict(all ? 'failed' : 'degraded', 'tunnel.endpoint-outside', {
      summary: t('{0} of the endpoint gateway is in no range of the tunnel', missing.join(', ')), evidence,
    });
  }
  const unasked = locationAddresses(look).filter(isOutside);
  return unasked.length === 0 ? undefined : verdict('degraded', 'tunnel.location-outside', {
    summary: t('{0} of the custom resolver is in no range of the tunnel', visible(unasked.join(', '))), evidence,
  });
}

function held(look: Look): Finding {
  const all = [...endpointAddresses(look), ...locationAddresses(look)];
  return passed(t('all of {0}', visible(all.join(', '))), [t('local ranges of the VPN connection: {0}', visible(localRangesOf(look).join(', ')))]);
}
