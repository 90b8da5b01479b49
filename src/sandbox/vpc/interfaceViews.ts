import type { Row } from '../state/records';
import { existing, reference, subnetReference, type Scope } from './scope';

/** A reserved IP as others name it; `0.0.0.0` until the cloud has allocated it. */
export function ipReference(scope: Scope, ip: Row<'reservedIps'>) {
  return {
    id: ip.id, name: ip.name, address: ip.phase === 'ready' ? ip.address : '0.0.0.0',
    href: `${scope.base}/subnets/${ip.subnet}/reserved_ips/${ip.id}`, resource_type: 'subnet_reserved_ip',
  };
}

export function primaryIp(scope: Scope, network: Row<'interfaces'>) {
  return ipReference(scope, existing(scope.region.reservedIps, network.ip, 'reserved IP'));
}

/** A virtual network interface as a target of a security group or a floating IP. */
export function interfaceReference(scope: Scope, network: Row<'interfaces'>) {
  return {
    ...reference(scope, 'interfaces', network), resource_type: 'virtual_network_interface',
    primary_ip: primaryIp(scope, network), subnet: subnetReference(scope, network.subnet),
  };
}
