import { newId } from '../state/ids';
import type { AclRuleRow } from '../state/records';

/** What a VPC's own ACL begins with: everything in, everything out. */
export function defaultAclRules(region: string, createdAt: string): AclRuleRow[] {
  const rule = (name: string, direction: AclRuleRow['direction']): AclRuleRow => ({
    id: newId(region), name, createdAt, action: 'allow', direction, protocol: 'any', source: '0.0.0.0/0', destination: '0.0.0.0/0',
  });
  return [rule('allow-inbound', 'inbound'), rule('allow-outbound', 'outbound')];
}
