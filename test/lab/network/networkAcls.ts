import type { NetworkAcl, NetworkAclRule } from '../../../src/model/landscape';
import { addressMatch, protocolMatch } from './match';

/**
 * One direction of an ACL as lines of an nftables chain: first match wins, and what no rule names is dropped. Allowed packets
 * `return`, since the other subnet's list has its say as well. An ACL has no memory of a connection. Source: IBM-CLOUD C.2.
 */
export function aclChain(acl: NetworkAcl | undefined, direction: NetworkAclRule['direction']): string[] {
  const rules = (acl?.rules ?? []).filter((rule) => rule.direction === direction);
  return [...rules.map((rule) => {
    const what = `rule "${rule.name}" of network ACL "${acl?.name ?? ''}"`;
    const protocol = protocolMatch({
      protocol: rule.protocol, type: rule.type, code: rule.code,
      source: { min: rule.sourcePortMin, max: rule.sourcePortMax },
      destination: { min: rule.destinationPortMin, max: rule.destinationPortMax },
    }, what);
    const addresses = addressMatch('saddr', rule.source, what) + addressMatch('daddr', rule.destination, what);
    return `${addresses}${protocol}${rule.action === 'allow' ? 'return' : 'drop'}`;
  }), 'drop'];
}
