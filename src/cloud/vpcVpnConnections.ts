import { array, object, string } from 'valibot';
import { t } from '../model/l10n';
import type { IkeIdentity } from '../model/vpnGateway';
import { nextLink, type RegionApi } from './regionApi';
import { segment } from './vpcParts';
import { toVpnConnection, vpnConnectionDocument } from './vpcVpnConnectionDocument';
import type { NewVpnConnection, VpnConnectionChanges, VpnRangeSide } from './vpcVpnGatewayRequests';
import type { VpnConnections } from './vpcVpnGatewayService';

const connectionPage = object({ connections: array(vpnConnectionDocument), next: nextLink });
const rangesDocument = object({ cidrs: array(string()) });

/** Connections of VPN gateways. Their documents hold a key in clear, so `api` is one that quotes nothing. */
export function createVpnConnections(api: RegionApi): VpnConnections {
  const all = (gatewayId: string) => `/vpn_gateways/${segment(gatewayId)}/connections`;
  const one = (gatewayId: string, id: string) => `${all(gatewayId)}/${segment(id)}`;
  const ranges = (gatewayId: string, id: string, side: VpnRangeSide) => `${one(gatewayId, id)}/${side}/cidrs`;
  const range = (gatewayId: string, id: string, side: VpnRangeSide, cidr: string) => `${ranges(gatewayId, id, side)}/${segment(cidr)}`;
  const permission = t('Editor on VPN gateway (is.vpn)');
  return {
    listVpnConnections: (gatewayId, signal, unreadable) => api.list(
      connectionPage, t('VPN connections'), all(gatewayId), {}, (page) => page.connections.map(toVpnConnection), signal, unreadable,
    ),
    getVpnConnection: async (gatewayId, id, signal) =>
      toVpnConnection(await api.read(vpnConnectionDocument, t('VPN connection {0}', id), one(gatewayId, id), signal)),
    createVpnConnection: async (gatewayId, request, signal) => toVpnConnection(await api.create(vpnConnectionDocument, {
      path: all(gatewayId), body: newBody(request), what: t('Could not create the VPN connection "{0}"', request.name), permission,
    }, signal)),
    updateVpnConnection: async (gatewayId, id, changes, signal) => toVpnConnection(await api.patch(vpnConnectionDocument, {
      path: one(gatewayId, id), body: { ...settingsBody(changes), peer: changes.peer }, what: t('Could not change the VPN connection {0}', id), permission,
    }, signal)),
    deleteVpnConnection: (gatewayId, id, signal) => api.remove({
      path: one(gatewayId, id), what: t('Could not delete the VPN connection {0}', id), permission,
    }, signal),
    listVpnConnectionRanges: async (gatewayId, id, side, signal) =>
      (await api.read(rangesDocument, t('ranges of the VPN connection {0}', id), ranges(gatewayId, id, side), signal)).cidrs,
    hasVpnConnectionRange: (gatewayId, id, side, cidr, signal) =>
      api.exists(t('range {0} of the VPN connection {1}', cidr, id), range(gatewayId, id, side, cidr), signal),
    addVpnConnectionRange: (gatewayId, id, side, cidr, signal) => api.set({
      path: range(gatewayId, id, side, cidr), what: t('Could not add the range {0} to the VPN connection {1}', cidr, id), permission,
    }, signal),
    removeVpnConnectionRange: (gatewayId, id, side, cidr, signal) => api.remove({
      path: range(gatewayId, id, side, cidr), what: t('Could not take the range {0} off the VPN connection {1}', cidr, id), permission,
    }, signal),
  };
}

function newBody(request: NewVpnConnection): Readonly<Record<string, unknown>> {
  const { peer, peerIdentity, localIdentities, traffic } = request;
  const ours = { ike_identities: localIdentities?.map(identityBody) };
  const theirs = { ...peer, ike_identity: peerIdentity === undefined ? undefined : identityBody(peerIdentity) };
  return {
    ...settingsBody(request),
    ...traffic.mode === 'policy'
      ? { local: { ...ours, cidrs: traffic.localRanges }, peer: { ...theirs, cidrs: traffic.peerRanges } }
      : { local: ours, peer: theirs, routing_protocol: 'none', distribute_traffic: traffic.distributeTraffic },
  };
}

/** What is left out stays as it is: undefined is no part of JSON. */
function settingsBody(settings: VpnConnectionChanges): Readonly<Record<string, unknown>> {
  const { deadPeerDetection: detection } = settings;
  return {
    name: settings.name,
    admin_state_up: settings.enabled,
    psk: settings.presharedKey?.reveal(),
    establish_mode: settings.establishMode,
    dead_peer_detection: detection && { action: detection.action, interval: detection.interval, timeout: detection.timeout },
    ike_policy: identified(settings.ikePolicyId),
    ipsec_policy: identified(settings.ipsecPolicyId),
  };
}

function identified(id: string | undefined) {
  return id === undefined ? undefined : { id };
}

function identityBody({ type, value }: IkeIdentity) {
  return { type, value };
}
