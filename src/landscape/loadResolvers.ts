import type { DnsServices } from '../cloud/dnsServicesService';
import { isForbidden } from '../cloud/errors';
import type { DnsServicesInstance, PlacedResolver } from '../model/dnsServices';
import { t } from '../model/l10n';
import type { DeniedList, ResolverList, UnreadableItem } from '../model/landscape';
import type { OnUnreadable } from '../model/unreadable';

type Source = Pick<DnsServices, 'list' | 'open'>;

/**
 * The custom resolvers of an account: DNS Services is in no region, so this is asked once for all. An instance that the account may not look into is left
 * out and named, as is what cannot be read; any other failure fails the whole, since a VPC without its resolver would be taken for one that has none.
 */
export async function loadResolvers(source: Source, signal: AbortSignal, now: () => Date): Promise<ResolverList> {
  const denied: DeniedList[] = [];
  const unreadable: UnreadableItem[] = [];
  const told = (what: string): OnUnreadable => (item) => unreadable.push({ what, ...item });
  const instances = await source.list(signal, told(t('DNS Services instance')));
  const lists = await Promise.all(instances.filter(({ state }) => state === 'active').map((instance) =>
    resolversOf(source, instance, signal, told(t('custom resolver'))).catch((error: unknown) => {
      if (!isForbidden(error)) {
        throw error;
      }
      denied.push({ what: instance.name, failure: error });
      return [];
    })));
  return { items: lists.flat(), denied, unreadable, loadedAt: now().toISOString() };
}

async function resolversOf(
  source: Source, instance: DnsServicesInstance, signal: AbortSignal, tell: OnUnreadable,
): Promise<readonly PlacedResolver[]> {
  return (await source.open(instance).listResolvers(signal, tell)).map((resolver) => ({ ...resolver, instance }));
}
