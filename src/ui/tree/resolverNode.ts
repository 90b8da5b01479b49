import type { PlacedResolver, ResolverLocation } from '../../model/dnsServices';
import { t } from '../../model/l10n';
import type { Health } from './health';
import { row } from './itemNodes';
import type { TreeNode } from './node';
import { describe } from './node';

/** A custom resolver: whether the hosts of its VPC ask it, whether it answers, and where. */
export function resolverNode(resolver: PlacedResolver, region: string): TreeNode {
  const { id, name, instance, enabled, health, locations } = resolver;
  const addresses = locations.flatMap(({ address }) => address ?? []);
  // As the journals call it.
  const key = `${instance.crn}/${id}`;
  return row(name, {
    id: key,
    kind: t('custom resolver'),
    tags: ['customResolver'],
    icon: 'book',
    state: describe(enabled ? t('enabled') : t('disabled'), answerWords(health), addresses.join(', ') || t('no address yet')),
    health: healthOfResolver(resolver),
    more: [
      enabled ? t('The hosts of the VPC ask it for names') : t('The hosts of the VPC do not ask it for names'),
      ...locations.map(locationLine),
      t('Each location is charged, whether the resolver is enabled or not'),
      t('In the DNS Services instance {0}', instance.name),
    ],
  }, { kind: 'resource', name, crn: '', id: key, href: '', region });
}

function answerWords(health: string): string {
  switch (health) {
    case 'HEALTHY': return t('healthy');
    case 'DEGRADED': return t('some locations do not answer');
    case 'CRITICAL': return t('no location answers');
    default: return health;
  }
}

/** One that is disabled harms nobody. */
function healthOfResolver({ enabled, health }: PlacedResolver): Health | undefined {
  if (!enabled) {
    return undefined;
  }
  return health === 'CRITICAL' ? 'broken' : health === 'DEGRADED' ? 'partly' : undefined;
}

function locationLine({ address, enabled, healthy }: ResolverLocation): string {
  const state = describe(enabled ? undefined : t('disabled'), healthy ? t('answers') : t('does not answer'));
  return t('Location {0}: {1}', address ?? t('without an address'), state);
}
