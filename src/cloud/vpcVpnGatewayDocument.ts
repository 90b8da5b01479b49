import { array, object, optional, string, type InferOutput } from 'valibot';
import { noAddress, type VpnGateway, type VpnGatewayMember } from '../model/vpnGateway';
import {
  identified, reasonsDocument, referenceDocument, reservedIpDocument, resourceFields, toReasons, toReference, toReservedIp, toResource,
} from './vpcParts';

const stateFields = {
  health_state: string(), health_reasons: reasonsDocument, lifecycle_state: string(), lifecycle_reasons: reasonsDocument,
};

// A member that is being made may have no addresses yet.
const memberDocument = object({
  public_ip: optional(object({ address: string() })), private_ip: optional(reservedIpDocument), role: string(), ...stateFields,
});

export const vpnGatewayDocument = object({
  ...resourceFields,
  mode: string(),
  vpc: referenceDocument,
  resource_group: optional(identified),
  subnet: referenceDocument,
  members: array(memberDocument),
  connections: array(referenceDocument),
  ...stateFields,
});

export function toVpnGateway(document: InferOutput<typeof vpnGatewayDocument>): VpnGateway {
  return {
    ...toResource(document),
    mode: document.mode,
    vpc: toReference(document.vpc),
    resourceGroupId: document.resource_group?.id ?? '',
    subnet: toReference(document.subnet),
    members: document.members.map(toMember),
    connections: document.connections.map(toReference),
    ...toStates(document),
  };
}

function toMember(document: InferOutput<typeof memberDocument>): VpnGatewayMember {
  const { public_ip: outside, private_ip: inside, role } = document;
  return {
    publicAddress: outside?.address ?? noAddress,
    privateAddress: inside === undefined ? undefined : toReservedIp(inside),
    role,
    ...toStates(document),
  };
}

function toStates(document: Pick<InferOutput<typeof memberDocument>, keyof typeof stateFields>) {
  return {
    healthState: document.health_state,
    healthReasons: toReasons(document.health_reasons),
    lifecycleState: document.lifecycle_state,
    lifecycleReasons: toReasons(document.lifecycle_reasons),
  };
}
