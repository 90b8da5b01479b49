import { t } from '../model/l10n';
import type { NetworkAclRule, Protocol, RuleRemote, SecurityGroupRule } from '../model/landscape';
import { visible } from '../model/text';
import type { Packet, PortRange } from './flow';

const threeProtocols = new Set(['icmp', 'tcp', 'udp']);

/** `all` is what API versions before 2025-12-09 call `icmp_tcp_udp`. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-api-change-log */
export function protocolMatches(rule: Protocol, packet: Packet['protocol']): boolean {
  if (rule === 'icmp_tcp_udp' || rule === 'all') {
    return threeProtocols.has(packet);
  }
  return rule === 'any' || rule === packet;
}

/** True when the rule names no port, or names this one. */
export function portMatches(min: number | undefined, max: number | undefined, port: number | undefined): boolean {
  const named = portsNamed(min, max);
  return named === undefined || (port !== undefined && port >= named.min && port <= named.max);
}

/** True when the rule names no ICMP type, or this type and no code or this code. */
export function icmpMatches(rule: { readonly type?: number | undefined; readonly code?: number | undefined }, packet: Packet): boolean {
  if (packet.protocol !== 'icmp' || rule.type === undefined) {
    return true;
  }
  return rule.type === packet.type && (rule.code === undefined || rule.code === packet.code);
}

/** "tcp 9093 from the members of orders-server", for people. */
export function securityGroupRuleText(rule: SecurityGroupRule): string {
  const ports = portText(rule.portMin, rule.portMax);
  const [what, remote] = [kindText(rule, ports === undefined ? rule.protocol : `${rule.protocol} ${ports}`), remoteText(rule.remote)];
  if (rule.local.kind === 'cidr' && rule.local.cidr === '0.0.0.0/0') {
    return rule.direction === 'inbound' ? t('{0} from {1}', what, remote) : t('{0} to {1}', what, remote);
  }
  const local = remoteText(rule.local);
  return rule.direction === 'inbound' ? t('{0} from {1} at {2}', what, remote, local) : t('{0} to {1} at {2}', what, remote, local);
}

/** "deny-ssh: deny inbound tcp 22 from 0.0.0.0/0 to 10.0.0.0/24", for people. */
export function networkAclRuleText(rule: NetworkAclRule): string {
  const source = endText(rule.source, portText(rule.sourcePortMin, rule.sourcePortMax));
  const destination = endText(rule.destination, portText(rule.destinationPortMin, rule.destinationPortMax));
  return t('{0}: {1} {2} {3} from {4} to {5}', visible(rule.name), rule.action, rule.direction, kindText(rule, rule.protocol), source, destination);
}

/** "tcp 9093 from 10.0.0.4 to 10.0.1.4", for people. */
export function packetText(packet: Packet): string {
  const what = packet.destinationPort === undefined ? packet.protocol : `${packet.protocol} ${packet.destinationPort}`;
  return t('{0} from {1} to {2}', what, packet.source, packet.destination);
}

function remoteText(remote: RuleRemote): string {
  switch (remote.kind) {
    case 'cidr':
      return remote.cidr;
    case 'address':
      return remote.address;
    case 'security-group':
      return t('the members of {0}', visible(remote.name));
  }
}

function endText(range: string, ports: string | undefined): string {
  return ports === undefined ? range : t('{0} ports {1}', range, ports);
}

/** Undefined where every port is meant. */
function portText(min: number | undefined, max: number | undefined): string | undefined {
  const named = portsNamed(min, max);
  if (named === undefined) {
    return undefined;
  }
  return named.min === named.max ? String(named.min) : `${named.min}-${named.max}`;
}

/** Undefined where a rule names no port; one that names one end alone is for that port. */
function portsNamed(min: number | undefined, max: number | undefined): PortRange | undefined {
  const [first, last] = [min ?? max, max ?? min];
  return first === undefined || last === undefined ? undefined : { min: first, max: last };
}

/** A protocol, with the kind of its messages where it is ICMP. */
function kindText({ type, code }: { readonly type?: number | undefined; readonly code?: number | undefined }, protocol: string): string {
  if (type === undefined) {
    return code === undefined ? protocol : t('{0} code {1}', protocol, code);
  }
  return code === undefined ? t('{0} type {1}', protocol, type) : t('{0} type {1} code {2}', protocol, type, code);
}
