import type { RemoteRow, SecurityGroupRuleRow } from '../state/records';

type Words = Omit<SecurityGroupRuleRow, 'id' | 'name' | 'local'>;

/** A rule in a few words: `allow('inbound', 'tcp', 22, '203.0.113.77/32')`; a remote that is not a range is a group's id. */
export function allow(direction: Words['direction'], protocol: string, port: number | undefined, remote: string): Words {
  const other: RemoteRow = remote.includes('/') ? { cidr_block: remote } : { group: remote };
  return { direction, protocol, port_min: port, port_max: port, remote: other };
}

/** What every server may do: ask the private resolvers, and talk to anyone. */
export const outAnywhere = allow('outbound', 'any', undefined, '0.0.0.0/0');
