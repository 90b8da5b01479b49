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
  const way = rule.direction === 'inbound' ? t('from') : t('to');
  const local = rule.local.kind === 'cidr' && rule.local.cidr === '0.0.0.0/0' ? '' : t(' at {0}', remoteText(rule.local));
  return `${rule.protocol}${portText(rule.portMin, rule.portMax)}${icmpText(rule)} ${way} ${remoteText(rule.remote)}${local}`;
}

/** "deny-ssh: deny inbound tcp 22 from 0.0.0.0/0 to 10.0.0.0/24", for people. */
export function networkAclRuleText(rule: NetworkAclRule): string {
  const source = `${rule.source}${portText(rule.sourcePortMin, rule.sourcePortMax, t(' ports'))}`;
  const destination = `${rule.destination}${portText(rule.destinationPortMin, rule.destinationPortMax, t(' ports'))}`;
  return t('{0}: {1} {2} {3}{4} from {5} to {6}', visible(rule.name), rule.action, rule.direction, rule.protocol, icmpText(rule), source, destination);
}

/** "tcp 9093 from 10.0.0.4 to 10.0.1.4", for people. */
export function packetText(packet: Packet): string {
  const port = packet.destinationPort === undefined ? '' : ` ${packet.destinationPort}`;
  return t('{0}{1} from {2} to {3}', packet.protocol, port, packet.source, packet.destination);
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

function portText(min: number | undefined, max: number | undefined, word = ''): string {
  const named = portsNamed(min, max);
  if (named === undefined) {
    return '';
  }
  return named.min === named.max ? `${word} ${named.min}` : `${word} ${named.min}-${named.max}`;
}

/** Undefined where a rule names no port; one that names one end alone is for that port. */
function portsNamed(min: number | undefined, max: number | undefined): PortRange | undefined {
  const [first, last] = [min ?? max, max ?? min];
  return first === undefined || last === undefined ? undefined : { min: first, max: last };
}

function icmpText(rule: { readonly type?: number | undefined; readonly code?: number | undefined }): string {
  const type = rule.type === undefined ? '' : t(' type {0}', rule.type);
  return rule.code === undefined ? type : t('{0} code {1}', type, rule.code);
}
