import { agreedProposal } from './agreed';
import type { SeenChild, SeenConnection } from './seen';
import { linesOf, versionOf } from './seen';

/**
 * What `ipsec statusall` says: how each connection is set, then what stands, with what it has agreed on. It says what is left of a key's life
 * in words only.
 */
export function readStatusAll(text: string): readonly SeenConnection[] {
  const found = new Map<string, SeenConnection>();
  // Several children of one connection are listed by their own names.
  const parents = new Map<string, string>();
  for (const line of linesOf(text)) {
    const [, said, mark, rest = ''] = /^ *(\S+?)(\[\d+\]|\{\d+\})?: +(.*)$/.exec(line) ?? [];
    if (said !== undefined && (rest.startsWith('child: ') || parents.has(said) || /^\S*\.\.\.\S+ +IKEv[12]/.test(rest) || mark !== undefined)) {
      const name = parents.get(said) ?? (rest.startsWith('child: ') ? [...found.keys()].at(-1) : said) ?? said;
      parents.set(said, name);
      const seen = found.get(name) ?? { name, children: [] };
      found.set(name, mark === undefined ? asSet(seen, rest) : mark.startsWith('[') ? asConnected(seen, rest) : asInstalled(seen, `${said}${mark}`, rest));
    }
  }
  return [...found.values()];
}

function asSet(seen: SeenConnection, rest: string): SeenConnection {
  const head = /^\S*?\.\.\.(\S+) +IKEv([12])/.exec(rest);
  const identity = /^(local|remote): +\[(.*)\] uses /.exec(rest);
  const child = /^child: +(.*?) === (.*?) (?:TUNNEL|TRANSPORT|BEET)/.exec(rest);
  if (head !== null) {
    return { ...seen, remoteAddress: head[1] ?? '', ...versionOf(head[2]) };
  }
  if (identity !== null) {
    return { ...seen, [identity[1] === 'local' ? 'localIdentity' : 'remoteIdentity']: identity[2] ?? '' };
  }
  return child === null ? seen : { ...seen, children: [...seen.children, { name: seen.name, local: words(child[1]), remote: words(child[2]) }] };
}

function asConnected(seen: SeenConnection, rest: string): SeenConnection {
  const state = /^([A-Z]+)(?: .*?)?, (\S+?)\[(.*?)\]\.\.\.(\S+?)\[(.*?)\]$/.exec(rest);
  const version = /^IKEv([12]) SPIs/.exec(rest)?.[1];
  const proposal = /^IKE proposal: (\S+)/.exec(rest)?.[1];
  if (state !== null) {
    // Before it stands, the other one's identity is not known yet.
    const isEstablished = state[1] === 'ESTABLISHED';
    const identities = isEstablished ? { localIdentity: state[3] ?? '', remoteIdentity: state[5] ?? '' } : {};
    return { ...seen, isEstablished, remoteAddress: state[4] ?? '', ...identities };
  }
  return { ...seen, ...versionOf(version), ...(version === undefined && seen.version !== undefined ? { version: seen.version } : {}),
    ...(proposal === undefined ? {} : { ikeProposal: agreedProposal(proposal) }) };
}

/** What is installed takes the place of what is only set. */
function asInstalled(seen: SeenConnection, name: string, rest: string): SeenConnection {
  const others = seen.children.filter((child) => child.isInstalled !== undefined && child.name !== name);
  const before: SeenChild = seen.children.find((child) => child.name === name) ?? { name, local: [], remote: [] };
  const state = /^([A-Z]+), (?:TUNNEL|TRANSPORT|BEET)/.exec(rest)?.[1];
  const ranges = /^(.*?) === (.*)$/.exec(rest);
  const proposal = /^([A-Z][A-Z0-9_]*(?:\/[A-Z0-9_]+)*), \d+ bytes_i/.exec(rest)?.[1];
  return {
    ...seen, children: [...others, {
      ...before,
      ...(state === undefined ? {} : { isInstalled: state === 'INSTALLED', isInUdp: /\bESP in UDP\b/.test(rest) }),
      ...(ranges === null ? {} : { local: words(ranges[1]), remote: words(ranges[2]) }),
      ...(proposal === undefined ? {} : { proposal: agreedProposal(proposal) }),
    }],
  };
}

function words(text = ''): readonly string[] {
  return text.trim().split(/\s+/);
}
