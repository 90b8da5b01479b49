import type { Vpc } from './landscape';
import { t } from './l10n';

/** More are only counted: a sentence has an end. */
const mostNamed = 2;

/** Whether VPCs share the names of their endpoint gateways with it. */
export function sharesDns({ dns }: Pick<Vpc, 'dns'>): boolean {
  return dns !== undefined && dns.bindings > 0;
}

/** Whether an endpoint gateway of that mode takes part in that; a cloud that does not say the mode knows only those that do. */
export function isShared(mode: string | undefined): boolean {
  return mode === undefined || mode === 'primary';
}

/** Where the names of an endpoint gateway of that mode are answered with its addresses. */
export function answersWhere(mode: string | undefined, vpc: Pick<Vpc, 'dns'>): string {
  return sharesDns(vpc) && isShared(mode) ? t('answers in the VPCs that share its DNS too') : t('answers in this VPC alone');
}

/** Where a VPC's servers ask a hub: what that may not know of an endpoint gateway which does not take part; undefined otherwise. */
export function unknownToHub(mode: string | undefined, { dns }: Pick<Vpc, 'dns'>): string | undefined {
  return dns?.resolver.kind !== 'delegated' || isShared(mode) ? undefined
    : t('The DNS hub {0} may not know its names, since its DNS sharing is "{1}": set it to "primary"', dns.resolver.vpc?.name ?? '', mode ?? '');
}

/** What the cloud says where the names of a VPC's endpoint gateways could not be shared. */
export function sharingFailure({ name, healthReasons = [] }: Pick<Vpc, 'name' | 'healthReasons'>): string | undefined {
  const failed = healthReasons.find(({ code }) => code === 'dns_resolution_binding_failed');
  return failed === undefined ? undefined : t('IBM Cloud says of {0}: {1}', name, failed.message);
}

/** With whom a VPC shares the names of its endpoint gateways; undefined where it does with none. */
export function sharedInWords({ dns }: Pick<Vpc, 'dns'>): string | undefined {
  if (dns?.isHub === true) {
    return dns.bindings === 0 ? t('DNS hub of no VPC') : dns.bindings === 1 ? t('DNS hub of 1 VPC') : t('DNS hub of {0} VPCs', dns.bindings);
  }
  return sharesDns({ dns }) ? t('Bound to a DNS hub') : undefined;
}

/**
 * Where the servers of a VPC do not ask its own name servers: whom they ask, and what those must know; undefined where they do.
 * Source: https://cloud.ibm.com/docs/vpc?topic=vpc-hub-spoke-configure-dns-resolver
 */
export function askedElsewhere({ name, dns }: Pick<Vpc, 'name' | 'dns'>, privateNames: readonly string[] = []): string | undefined {
  if (dns === undefined || dns.resolver.kind === 'system') {
    return undefined;
  }
  const { kind, vpc, servers } = dns.resolver;
  const [at, known] = [servers.length === 0 ? undefined : servers.join(', '), namesInWords(privateNames)];
  switch (kind) {
    case 'custom': return at === undefined
      ? t('Servers in {0} ask its custom resolver, which knows {1} unless one of its forwarding rules takes them', name, known)
      : t('Servers in {0} ask its custom resolver {1}, which knows {2} unless one of its forwarding rules takes them', name, at, known);
    case 'delegated': {
      const hub = vpc === undefined ? t('another VPC') : t('the DNS hub {0}', vpc.name);
      return at === undefined
        ? t('Servers in {0} ask the DNS servers of {1}: those must know {2}', name, hub, known)
        : t('Servers in {0} ask the DNS servers {1} of {2}: those must know {3}', name, at, hub, known);
    }
    case 'manual': return at === undefined
      ? t('Servers in {0} ask the DNS servers, set by hand: those must know {1}', name, known)
      : t('Servers in {0} ask the DNS servers {1}, set by hand: those must know {2}', name, at, known);
    default: return at === undefined
      ? t('Servers in {0} ask DNS servers of a kind that is not known here: those must know {1}', name, known)
      : t('Servers in {0} ask DNS servers {1} of a kind that is not known here: those must know {2}', name, at, known);
  }
}

/** The private names, as many as fit. A wildcard is told by the name that it stands below. */
function namesInWords(names: readonly string[]): string {
  const bases = [...new Set(names.map((name) => name.replace(/^\*\./, '')))];
  const more = bases.length - mostNamed;
  const hasBelow = names.some((name) => name.startsWith('*.'));
  const named = bases.slice(0, mostNamed).join(', ');
  if (bases.length === 0) {
    return t('the private names');
  }
  if (more > 0) {
    return hasBelow ? t('the private names {0} and {1} more and all below', named, more) : t('the private names {0} and {1} more', named, more);
  }
  return hasBelow ? t('the private names {0} and all below', named) : t('the private names {0}', named);
}
