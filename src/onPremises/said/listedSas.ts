import { agreedProposal } from './agreed';
import { withRanges } from './listedConns';
import type { SeenConnection } from './seen';
import { linesOf, versionOf } from './seen';

/** What `swanctl --list-sas` says: what is agreed on, and what stands. */
export function readListedSas(text: string): readonly SeenConnection[] {
  const found: SeenConnection[] = [];
  for (const line of linesOf(text)) {
    const head = /^(\S+): #\d+, ([A-Z_]+), IKEv([12])/.exec(line);
    const last = found.at(-1);
    if (head !== null) {
      found.push({ name: head[1] ?? '', ...versionOf(head[3]), isEstablished: head[2] === 'ESTABLISHED', children: [] });
    } else if (last !== undefined) {
      found[found.length - 1] = withLine(last, line);
    }
  }
  return found;
}

function withLine(seen: SeenConnection, line: string): SeenConnection {
  const side = /^ {2}(local|remote) +'(.*)' @ (\S+?)(?:\[\d+\])?$/.exec(line);
  const proposal = /^ {2}([A-Z][A-Z0-9_-]*(?:\/[A-Z0-9_-]+)+)$/.exec(line)?.[1];
  const renewed = /^ {2}established .*?(?:rekeying|reauth) in (\d+)s/.exec(line)?.[1];
  const child = /^ {2}(\S+): #\d+, .*?\b([A-Z]+), (?:TUNNEL|TRANSPORT|BEET)(-in-UDP)?(?:, (?:ESP|AH):(\S+))?/.exec(line);
  const ranges = /^ {4}(local|remote) +(\S.*)$/.exec(line);
  if (child !== null) {
    const agreed = child[4] === undefined ? {} : { proposal: agreedProposal(child[4]) };
    const fresh = { name: child[1] ?? '', local: [], remote: [], isInstalled: child[2] === 'INSTALLED', isInUdp: child[3] !== undefined, ...agreed };
    return { ...seen, children: [...seen.children, fresh] };
  }
  if (ranges !== null) {
    return withRanges(seen, ranges[1] === 'local' ? 'local' : 'remote', ranges[2] ?? '');
  }
  if (side !== null) {
    return side[1] === 'local' ? { ...seen, localIdentity: side[2] ?? '' } : { ...seen, remoteIdentity: side[2] ?? '', remoteAddress: side[3] ?? '' };
  }
  const agreed = proposal === undefined ? {} : { ikeProposal: agreedProposal(proposal) };
  return { ...seen, ...agreed, ...(renewed === undefined ? {} : { ikeRenewed: Number(renewed) }) };
}
