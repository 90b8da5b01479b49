/** The name servers of a machine, or of one of its links, and the domains that are asked of them. */
export interface NameServers {
  readonly servers: readonly string[];
  /** Domains whose names go to these servers; `~.` of systemd-resolved is all of them. */
  readonly domains: readonly string[];
}

export interface LinkNameServers extends NameServers {
  /** The interface's name; undefined for what holds for the whole machine. */
  readonly link: string | undefined;
  /** Whether names that no link's domains claim are asked here. */
  readonly isDefault: boolean;
}

/** `/etc/resolv.conf`: the last of `search` and `domain` counts. Source: https://man7.org/linux/man-pages/man5/resolv.conf.5.html */
export function resolvConf(text: string): NameServers {
  const lines = text.split('\n').map((line) => line.replace(/[#;].*$/, '').trim().split(/\s+/));
  return {
    servers: lines.flatMap(([name, server]) => name === 'nameserver' && server !== undefined ? [server] : []),
    domains: lines.findLast(([name]) => name === 'search' || name === 'domain')?.slice(1) ?? [],
  };
}

/**
 * `resolvectl status`: what holds everywhere, then each link; values that go on stand on lines of their own or beside each other, by version.
 * Source: https://www.freedesktop.org/software/systemd/man/latest/resolvectl.html
 */
export function resolvedStatus(text: string): readonly LinkNameServers[] {
  const found: { link: string | undefined; fields: Map<string, string[]> }[] = [];
  let values: string[] = [];
  for (const line of text.split('\n')) {
    const head = /^(?:Global|Link \d+ \((.+)\))\s*$/.exec(line);
    const field = /^\s*([A-Z][A-Za-z/ ]*):(?: (.*))?$/.exec(line);
    if (head !== null) {
      found.push({ link: head[1], fields: new Map() });
      values = [];
    } else if (field?.[1] !== undefined) {
      values = words(field[2]);
      found.at(-1)?.fields.set(field[1], values);
    } else {
      values.push(...words(line));
    }
  }
  return found.map(({ link, fields }) => ({
    link, servers: fields.get('DNS Servers') ?? [], domains: fields.get('DNS Domain') ?? [], isDefault: isDefault(fields),
  }));
}

function words(text = ''): string[] {
  return text.trim() === '' ? [] : text.trim().split(/\s+/);
}

/** Older versions say it in a field of its own. */
function isDefault(fields: ReadonlyMap<string, readonly string[]>): boolean {
  const own = fields.get('DefaultRoute setting') ?? fields.get('Default Route');
  return own === undefined ? fields.get('Protocols')?.includes('+DefaultRoute') === true : own.includes('yes');
}

/** The links that a name is asked on: those with the longest domain that fits, otherwise the default ones. */
export function linksAskedFor(name: string, links: readonly LinkNameServers[]): readonly LinkNameServers[] {
  const fits = links.map((each) => Math.max(-1, ...each.domains.map((domain) => fit(name, domain))));
  const best = Math.max(-1, ...fits);
  return best === -1 ? links.filter((each) => each.isDefault && each.servers.length > 0) : links.filter((_, at) => fits[at] === best);
}

/** By how many characters a domain claims a name; -1 where it does not. */
function fit(name: string, domain: string): number {
  const suffix = domain.replace(/^~/, '').replace(/^\.|\.$/g, '').toLowerCase();
  const asked = name.toLowerCase();
  return suffix === '' ? (domain.startsWith('~') ? 0 : -1) : asked === suffix || asked.endsWith(`.${suffix}`) ? suffix.length : -1;
}
