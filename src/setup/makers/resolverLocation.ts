import type { DnsServicesInstance, ResolverLocation } from '../../model/dnsServices';
import { t } from '../../model/l10n';
import type { Maker, Specification } from '../context';
import { openedResolver, partOfResolver, untilFree } from './inDnsServices';
import { idIn } from './inSecretsManager';

export interface ResolverLocationSpecification extends Specification {
  readonly instance: DnsServicesInstance;
  readonly resolverId: string;
  readonly subnetCrn: string;
}

const kind = 'resolver-location';
const limitMs = 10 * 60_000;

/** As many as a resolver may have. Source: https://cloud.ibm.com/docs/dns-svcs?topic=dns-svcs-custom-resolver */
export const mostLocations = 3;

/** A location more on a custom resolver of someone else's: it is what we made, and all that is taken off again. Its id begins with the resolver's. */
export const resolverLocationMaker = {
  kind,
  make: ({ dependencies: { cloud }, signal }, { instance, resolverId, subnetCrn }) =>
    cloud.dnsServices.open(instance).addLocation(resolverId, { subnetCrn, enabled: true }, signal),
  find: async ({ dependencies: { cloud }, signal }, { instance, resolverId, subnetCrn }) =>
    locationIn(await cloud.dnsServices.open(instance).getResolver(resolverId, signal), subnetCrn),
  describe: (made, { name, instance, resolverId }) => ({ kind, id: idIn(idIn(instance.crn, resolverId), made.id), name }),
  // The name in the journal is made of the subnet's CRN and the resolver's id.
  recover: async (context, { name }) => {
    const [subnetCrn = '', resolver = ''] = name.split(' ');
    const opened = await openedResolver(context, resolver);
    const location = opened === undefined ? undefined : locationIn(opened.resolver, subnetCrn);
    return location === undefined ? undefined : { kind, id: idIn(resolver, location.id), name };
  },
  // The others may have been taken away meanwhile: without the last one the hosts of the VPC would have nobody to ask.
  usedBy: async (context, { id: journalId }) => {
    const { resolver: of, id } = partOfResolver(journalId);
    const resolver = (await openedResolver(context, of))?.resolver;
    const isLast = resolver?.enabled === true && resolver.locations.every((location) => location.id === id || !location.enabled);
    return isLast ? t('the hosts of the VPC: it is the only location by now of the custom resolver {0}, which they ask for names', resolver.name) : undefined;
  },
  // One that is asked cannot be deleted: it is switched off before.
  remove: async (context, { id: journalId }) => {
    const { resolver: of, id } = partOfResolver(journalId);
    const { signal } = context;
    const opened = await context.read(() => openedResolver(context, of));
    const location = opened?.resolver.locations.find((other) => other.id === id);
    if (opened === undefined || location === undefined) {
      return;
    }
    const { api, resolver } = opened;
    if (resolver.enabled && location.enabled) {
      await context.discard(async () => { await api.updateLocation(resolver.id, id, { enabled: false }, signal); });
    }
    await context.discard(() => api.deleteLocation(resolver.id, id, signal));
    await context.until({
      what: t('a location of the custom resolver {0}', resolver.name), everyMs: 5_000, limitMs, read: () => openedResolver(context, of),
      check: (now) => now?.resolver.locations.some((other) => other.id === id) === true ? { waitingFor: t('its deletion') } : 'ready',
    });
    await untilFree(context, [location]);
  },
  inUndo: (title) => t('our location on: {0}', title),
  addition: {
    added: t('with our location added'), takenOff: t('our location taken off it'), without: t('without the location that the run adds to it'),
  },
} satisfies Maker<ResolverLocationSpecification, ResolverLocation>;

export function resolverLocation(instance: DnsServicesInstance, resolverId: string, subnetCrn: string): ResolverLocationSpecification {
  return { name: `${subnetCrn} ${idIn(instance.crn, resolverId)}`, instance, resolverId, subnetCrn };
}

/** The one in that subnet that answers. */
export function locationIn({ locations }: { readonly locations: readonly ResolverLocation[] }, subnetCrn: string): ResolverLocation | undefined {
  return locations.find((location) => location.enabled && location.subnetCrn === subnetCrn);
}
