import type { SeenChild, SeenConnection } from './seen';
import { linesOf, versionOf } from './seen';

/** What `swanctl --list-conns` says: how each connection is set. It says no proposals. */
export function readListedConns(text: string): readonly SeenConnection[] {
  const found: SeenConnection[] = [];
  let side: 'local' | 'remote' | undefined;
  for (const line of linesOf(text)) {
    const head = /^(\S+): IKEv([12])[^,]*(?:, .*?(?:rekeying|reauthentication) every (\d+)s)?/.exec(line);
    if (head !== null) {
      found.push({ name: head[1] ?? '', ...versionOf(head[2]), ...(head[3] === undefined ? {} : { ikeRenewed: Number(head[3]) }), children: [] });
      side = undefined;
    }
    const last = found.at(-1);
    if (last !== undefined && head === null) {
      side = /^ {2}(local|remote) \S.*authentication:$/.exec(line)?.[1] === undefined ? side : line.startsWith('  local') ? 'local' : 'remote';
      found[found.length - 1] = withLine(last, line, side);
    }
  }
  return found;
}

function withLine(seen: SeenConnection, line: string, side: 'local' | 'remote' | undefined): SeenConnection {
  const address = /^ {2}remote: +(\S.*)$/.exec(line)?.[1];
  const identity = /^ {4}id: (.*)$/.exec(line)?.[1];
  const child = /^ {2}(\S+): (?:TUNNEL|TRANSPORT|BEET)[^,]*(?:, rekeying every (\d+)s)?/.exec(line);
  const ranges = /^ {4}(local|remote): +(\S.*)$/.exec(line);
  if (child !== null) {
    const fresh: SeenChild = { name: child[1] ?? '', local: [], remote: [], ...(child[2] === undefined ? {} : { renewed: Number(child[2]) }) };
    return { ...seen, children: [...seen.children, fresh] };
  }
  if (ranges !== null) {
    return withRanges(seen, ranges[1] === 'local' ? 'local' : 'remote', ranges[2] ?? '');
  }
  if (address !== undefined) {
    return { ...seen, remoteAddress: address };
  }
  return identity === undefined || side === undefined ? seen : { ...seen, [side === 'local' ? 'localIdentity' : 'remoteIdentity']: identity };
}

/** The ranges of the child that came last. */
export function withRanges(seen: SeenConnection, side: 'local' | 'remote', ranges: string): SeenConnection {
  const last = seen.children.at(-1);
  return last === undefined ? seen : { ...seen, children: [...seen.children.slice(0, -1), { ...last, [side]: ranges.split(/\s+/) }] };
}
