import { Memo } from '../../../base/memo';
import { ownNetworks, type OwnNetworks } from '../../../machine/networks';
import { t } from '../../../model/l10n';
import type { VpnConnection } from '../../../model/vpnGateway';
import { loadSiteVpnOffer, type SiteVpnOffer } from '../../../setup/routes/siteVpn/offer';
import { inTime } from '../../inTime';
import type { PeerTools } from '../../office/peer';
import { peerTools } from '../../office/peerTools';
import type { QuestionTools } from '../routeQuestions';

const offerLimitMs = 60_000;
const readLimitMs = 30_000;

/** Where the questions have their rows and defaults from. */
export interface Sources extends PeerTools, Pick<QuestionTools, 'secrets'> {
  /** What a region offers; read once, again after a failure. */
  offer(region: string, signal: AbortSignal): Promise<SiteVpnOffer>;
  /** The address prefixes of a VPC. */
  prefixes(region: string, vpcId: string, signal: AbortSignal): Promise<readonly string[]>;
  /** Of a VPN gateway. */
  connections(region: string, gatewayId: string, signal: AbortSignal): Promise<readonly VpnConnection[]>;
  ownNetworks(signal: AbortSignal): Promise<OwnNetworks>;
}

export function sourcesOf({ prompter, secrets, cloud, environment, accountId }: QuestionTools): Sources {
  const offers = new Memo<SiteVpnOffer>((region, signal) => inTime(
    t('Could not read what the region offers'), offerLimitMs, (limited) => loadSiteVpnOffer(cloud, accountId, region, limited), signal,
  ));
  return {
    ...peerTools(prompter, environment), secrets,
    offer: (region, signal) => offers.get(region, signal),
    prefixes: (region, vpcId, signal) => inTime(t('Could not read the address prefixes of the VPC'), readLimitMs, async (limited) =>
      (await cloud.vpc(region).listAddressPrefixes(vpcId, limited)).map(({ cidr }) => cidr), signal),
    connections: (region, gatewayId, signal) => inTime(t('Could not read the connections of the VPN gateway'), readLimitMs, (limited) =>
      cloud.vpc(region).listVpnConnections(gatewayId, limited), signal),
    ownNetworks: (signal) => ownNetworks(signal),
  };
}
