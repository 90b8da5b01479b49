import { wordsOf } from '../../../../base/words';
import { parseAddress } from '../../../../model/range';
import { visible } from '../../../../model/text';
import { endpointGatewayMaker } from '../../../makers/endpointGateway';
import { resourcesOf } from '../../../journal/history';
import { whyUnread } from '../../../tunnel/finding';
import { pushedNameServers, type Look } from './look';

/** An address that the way needs, and from which address this machine sends to it: that of another interface than the tunnel's. */
export interface SentElsewhere {
  readonly address: string;
  readonly from: string;
}

/**
 * What of the way does not go into the tunnel although a route of the VPN covers it: a network here may have a part of the range and is the more exact
 * route then, and rules of the system go before all routes. The kernel is asked for each address.
 */
export async function sentElsewhere(look: Look, tunnelAddress: string, signal: AbortSignal): Promise<readonly SentElsewhere[]> {
  const needed = [...pushedNameServers(look), ...await gatewayAddresses(look, signal)];
  const addresses = [...new Set(needed)].filter((each) => parseAddress(each) !== undefined);
  const asked = await Promise.all(addresses.map(async (address) => ({ address, from: await sourceOf(look, address, signal) })));
  return asked.filter(({ from }) => from !== tunnelAddress);
}

/** Why there is none is as good an answer. */
async function sourceOf({ tools: { machine } }: Look, address: string, signal: AbortSignal): Promise<string> {
  try {
    return await machine.sourceTo(address, signal);
  } catch (error) {
    signal.throwIfAborted();
    return visible(wordsOf(error), 80);
  }
}

/** As the cloud tells them; none where it does not: what is behind the routes then shows in the checks that follow. */
async function gatewayAddresses({ connection: { instance }, tools: { cloud, history } }: Look, signal: AbortSignal): Promise<readonly string[]> {
  const gateway = resourcesOf(history).findLast(({ kind }) => kind === endpointGatewayMaker.kind);
  if (gateway === undefined) {
    return [];
  }
  try {
    return (await cloud.vpc(instance.region).getEndpointGateway(gateway.id, signal)).addresses.map(({ address }) => address);
  } catch (error) {
    whyUnread(error, signal);
    return [];
  }
}
