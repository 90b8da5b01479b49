import type { Office } from './office';
import { ownName } from './tunnels';

export type ForwarderKind = 'unbound' | 'dnsmasq' | 'bind' | 'systemd-resolved' | 'coredns';

/** A name server's configuration that forwards the instance's own domains to the resolver's locations, and nothing else. */
export interface Forwarder {
  readonly kind: ForwarderKind;
  /** Where it belongs on a machine that has this name server. */
  readonly place: string;
  readonly text: string;
}

/** None where there are no domains or no locations: an empty list of either would mean all names, or nobody. */
export function forwarders(office: Office): readonly Forwarder[] {
  const { domains, servers } = office.dns;
  if (domains.length === 0 || servers.length === 0) {
    return [];
  }
  const own = ownName(office);
  const file = (lines: readonly string[]): string => ['# Private Connect: the names of one instance, and no others.', ...lines, ''].join('\n');
  return [
    { kind: 'unbound', place: `/etc/unbound/unbound.conf.d/${own}.conf`, text: file(unbound(domains, servers)) },
    { kind: 'dnsmasq', place: `/etc/dnsmasq.d/${own}.conf`, text: file(dnsmasq(domains, servers)) },
    { kind: 'bind', place: `/etc/bind/${own}.conf`, text: file(domains.flatMap((domain) => bind(domain, servers))) },
    { kind: 'systemd-resolved', place: `/etc/systemd/dns-delegate.d/${own}.dns-delegate`, text: file(resolved(domains, servers)) },
    { kind: 'coredns', place: `/etc/coredns/${own}.conf`, text: file(coreDns(domains, servers)) },
  ];
}

/**
 * The answers are private addresses, unsigned: neither the guard against rebinding nor validation may drop them.
 * Source: https://unbound.docs.nlnetlabs.nl/en/latest/manpages/unbound.conf.html
 */
function unbound(domains: readonly string[], servers: readonly string[]): readonly string[] {
  return [
    'server:', ...domains.flatMap((domain) => [`    private-domain: "${domain}."`, `    domain-insecure: "${domain}."`]),
    ...domains.flatMap((domain) => [
      'forward-zone:', `    name: "${domain}."`, ...servers.map((server) => `    forward-addr: ${server}`), '    forward-first: no',
    ]),
  ];
}

/** Source: https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html */
function dnsmasq(domains: readonly string[], servers: readonly string[]): readonly string[] {
  return domains.flatMap((domain) => [...servers.map((server) => `server=/${domain}/${server}`), `rebind-domain-ok=/${domain}/`]);
}

/** Source: https://bind9.readthedocs.io/en/latest/reference.html#namedconf-statement-forwarders */
function bind(domain: string, servers: readonly string[]): readonly string[] {
  return [`zone "${domain}" {`, '    type forward;', '    forward only;', `    forwarders { ${servers.map((server) => `${server};`).join(' ')} };`, '};'];
}

/**
 * A delegate, systemd 258 and newer: servers set for the whole machine would get all its names.
 * Source: https://man7.org/linux/man-pages/man5/systemd.dns-delegate.5.html
 */
function resolved(domains: readonly string[], servers: readonly string[]): readonly string[] {
  return ['[Delegate]', `DNS=${servers.join(' ')}`, `Domains=${domains.map((domain) => `~${domain}`).join(' ')}`, 'DefaultRoute=no'];
}

/** A name that was asked for too early is soon asked for again. Source: https://coredns.io/plugins/forward/, https://coredns.io/plugins/cache/ */
function coreDns(domains: readonly string[], servers: readonly string[]): readonly string[] {
  return [`${domains.map((domain) => `${domain}:53`).join(' ')} {`, '    errors', `    forward . ${servers.join(' ')}`,
    '    cache 300 {', '        denial 1024 30', '    }', '}'];
}
