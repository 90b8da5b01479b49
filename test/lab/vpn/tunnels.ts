import type { NetworkTruth } from '../../../src/sandbox/dataPlane';
import type { SiteTunnel } from '../../../src/sandbox/siteVpn';
import type { Host } from '../machine/host';
import { placesOf } from '../network/places';
import type { NetworkPlan } from '../network/plan';
import { gatewayDaemonOf, vpnGatewayAt } from '../network/vpnGateway';
import { Gateway } from './gateway';

/** The tunnels of all VPN gateways: lets each strongSwan follow the API's state, and says how they are. */
export class VpnTunnels {
  readonly #gateways = new Map<string, Gateway>();

  /** @param changed is called when a tunnel is not as it was. */
  constructor(private readonly changed: () => void) {}

  /** Follows a network that has just become so. */
  async follow(truth: NetworkTruth, plan: NetworkPlan, hosts: readonly Host[]): Promise<void> {
    const served = placesOf(truth).filter(({ id, kind }) => kind === 'vpn-gateway' && plan.daemons.some((daemon) => daemon.id === gatewayDaemonOf(id)));
    for (const [id, gateway] of this.#gateways) {
      const host = hosts.find((each) => each.id === id);
      if (served.some((place) => place.id === id) && host?.pid === gateway.host.pid && gateway.isAlive) continue;
      gateway.close();
      this.#gateways.delete(id);
    }
    for (const place of served) {
      const host = hosts.find(({ id }) => id === place.id);
      if (host === undefined) continue;
      const gateway = this.#gateways.get(place.id) ?? await Gateway.open(host, place.publicAddress ?? '', this.changed);
      this.#gateways.set(place.id, gateway);
      await gateway.follow(vpnGatewayAt(place, truth));
    }
    this.changed();
  }

  all(): readonly SiteTunnel[] {
    return [...this.#gateways.values()].flatMap((gateway) => gateway.tunnels());
  }
}
