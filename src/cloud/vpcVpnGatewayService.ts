import type { OnUnreadable } from '../model/unreadable';
import type { IkePolicy, IpsecPolicy, VpnConnection, VpnGateway } from '../model/vpnGateway';
import type { VpcFilter } from './vpcRequests';
import type {
  NewIkePolicy, NewIpsecPolicy, NewVpnConnection, NewVpnGateway, VpnConnectionChanges, VpnRangeSide,
} from './vpcVpnGatewayRequests';

/** Site-to-site VPN gateways. */
export interface VpnGateways {
  listVpnGateways(filter: VpcFilter, signal: AbortSignal, unreadable?: OnUnreadable): Promise<readonly VpnGateway[]>;
  getVpnGateway(id: string, signal: AbortSignal): Promise<VpnGateway>;
  /** Its public address is there only some minutes after this returns: see `publicAddressesOf`. */
  createVpnGateway(request: NewVpnGateway, signal: AbortSignal): Promise<VpnGateway>;
  renameVpnGateway(id: string, name: string, signal: AbortSignal): Promise<VpnGateway>;
  /** Its connections go with it. Refused while it is pending, and while a route leads to one of its connections. */
  deleteVpnGateway(id: string, signal: AbortSignal): Promise<void>;
}

/** Connections of VPN gateways. The cloud answers with their keys in clear: nothing of such an answer is ever quoted. */
export interface VpnConnections {
  listVpnConnections(gatewayId: string, signal: AbortSignal, unreadable?: OnUnreadable): Promise<readonly VpnConnection[]>;
  getVpnConnection(gatewayId: string, id: string, signal: AbortSignal): Promise<VpnConnection>;
  createVpnConnection(gatewayId: string, request: NewVpnConnection, signal: AbortSignal): Promise<VpnConnection>;
  updateVpnConnection(gatewayId: string, id: string, changes: VpnConnectionChanges, signal: AbortSignal): Promise<VpnConnection>;
  deleteVpnConnection(gatewayId: string, id: string, signal: AbortSignal): Promise<void>;
  /** CIDRs of one side; policy mode alone has them. */
  listVpnConnectionRanges(gatewayId: string, id: string, side: VpnRangeSide, signal: AbortSignal): Promise<readonly string[]>;
  hasVpnConnectionRange(gatewayId: string, id: string, side: VpnRangeSide, cidr: string, signal: AbortSignal): Promise<boolean>;
  /** Safe to repeat: a range that is there already stays. */
  addVpnConnectionRange(gatewayId: string, id: string, side: VpnRangeSide, cidr: string, signal: AbortSignal): Promise<void>;
  removeVpnConnectionRange(gatewayId: string, id: string, side: VpnRangeSide, cidr: string, signal: AbortSignal): Promise<void>;
}

/** What connections may negotiate. A policy that a connection uses is not deleted. */
export interface VpnPolicies {
  listIkePolicies(signal: AbortSignal): Promise<readonly IkePolicy[]>;
  getIkePolicy(id: string, signal: AbortSignal): Promise<IkePolicy>;
  createIkePolicy(request: NewIkePolicy, signal: AbortSignal): Promise<IkePolicy>;
  deleteIkePolicy(id: string, signal: AbortSignal): Promise<void>;
  listIpsecPolicies(signal: AbortSignal): Promise<readonly IpsecPolicy[]>;
  getIpsecPolicy(id: string, signal: AbortSignal): Promise<IpsecPolicy>;
  createIpsecPolicy(request: NewIpsecPolicy, signal: AbortSignal): Promise<IpsecPolicy>;
  deleteIpsecPolicy(id: string, signal: AbortSignal): Promise<void>;
}
