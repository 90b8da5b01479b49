import type { Office } from './office';
import { ownName } from './tunnels';

/** The cloud's own bound for TCP segments through the tunnel, bytes. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-mtu */
export const largestSegment = 1360;

/**
 * A table of its own for nftables: loaded twice it is there once, and deleted whole. Its bound on segments works whatever other tables say; what it
 * accepts another table may still drop. Source: https://wiki.nftables.org/wiki-nftables/index.php/Configuring_chains
 */
export function nftables(office: Office): string {
  const table = `table inet ${ownName(office)}`;
  const [inside, cloud, gateways] = [office.office.ranges, office.cloud.ranges, office.cloud.tunnels.map(({ address }) => address)].map(setOf);
  return [
    '#!/usr/sbin/nft -f', '# Private Connect. What another table drops stays dropped: let it through there as well.',
    table, `delete ${table}`, `${table} {`,
    '    chain arriving {', '        type filter hook input priority filter; policy accept;',
    `        ip saddr ${gateways} udp dport { 500, 4500 } accept`, '    }',
    '    chain through {', '        type filter hook forward priority filter; policy accept;',
    `        ip saddr ${inside} ip daddr ${cloud} accept`, `        ip saddr ${cloud} ip daddr ${inside} ct state established,related accept`, '    }',
    ...['forward', 'output'].flatMap((hook) => [
      `    chain ${hook}-segments {`, `        type filter hook ${hook} priority mangle; policy accept;`,
      // It never makes a segment larger: the kernel only lowers the option.
      `        ip daddr ${cloud} tcp flags & (syn | rst) == syn tcp option maxseg size set ${largestSegment}`,
      ...(hook === 'forward' ? [`        ip saddr ${cloud} tcp flags & (syn | rst) == syn tcp option maxseg size set ${largestSegment}`] : []), '    }']),
    '}', '',
  ].join('\n');
}

function setOf(elements: readonly string[]): string {
  return `{ ${elements.join(', ')} }`;
}
