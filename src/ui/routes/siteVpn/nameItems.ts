import { t } from '../../../model/l10n';
import type { Cost } from '../../../model/plan';
import { visible } from '../../../model/text';
import { money } from '../../../model/words';
import type { OfferedResolver, SiteVpnOffer } from '../../../setup/routes/siteVpn/offer';
import { forwardingText } from '../../office/forwarding';
import type { PickItem } from '../../prompts/answers';
import { counted, describe } from '../../tree/node';
import type { NamesAnswer } from './answers';

export type NamesRow = Pick<NamesAnswer, 'resolver' | 'isEnabled'> | 'forwarding';

export interface NamesContext {
  readonly offer: SiteVpnOffer;
  /** The one of the VPC, which takes no second. */
  readonly there: OfferedResolver | undefined;
  /** Where the VPN gateways stand: in policy mode nothing else is reached from the office. */
  readonly zones: readonly string[];
  readonly connectionId: string;
}

/** While nothing is chosen, what the VPC asks is kept. */
export type SoFar = Pick<NamesAnswer, 'forwarding'> & Partial<NamesAnswer>;

/** How the office gets to the instance's names, and what the VPC asks it for in turn. */
export function nameItems(context: NamesContext, { forwarding, resolver }: SoFar): readonly PickItem<NamesRow>[] {
  const { there } = context;
  return [
    ...there === undefined ? newItems(context) : [existingItem(there)],
    {
      label: t('None: a hosts block'), icon: 'list-flat', group: t('Without'), value: { resolver: { kind: 'none' }, isEnabled: false },
      description: t('costs nothing'), detail: t('The office writes the addresses down itself, and again whenever they change.'),
    },
    ...resolver?.kind === 'none' ? [] : [{
      label: t('What the VPC asks the office for'), icon: 'edit', group: t('The other way'), value: 'forwarding' as const,
      description: forwarding.length === 0 ? t('nothing') : forwardingText(forwarding).slice(0, 40),
      detail: t('Names of the office that servers of the VPC should know. Choose it to change it.'),
    }],
  ];
}

function existingItem({ instance, resolver: { id, name, enabled, locations, health } }: OfferedResolver): PickItem<NamesRow> {
  return {
    label: visible(name, 40), icon: 'globe', group: t('The VPC’s own: it takes no second one'),
    value: { resolver: { kind: 'existing', id, name, instance: { crn: instance.crn, name: instance.name } }, isEnabled: enabled },
    description: describe(enabled ? t('enabled') : t('disabled'), counted(locations.length, t('location'), t('locations'))),
    detail: describe(t('In {0}', visible(instance.name, 30)), health.toLowerCase(), t('only a location that is missing is added')),
  };
}

/** Two locations in what the office reaches, in the instance that is there first; then one, which is lost with its zone. */
function newItems({ offer: { dnsInstances, prices }, zones, connectionId }: NamesContext): readonly PickItem<NamesRow>[] {
  const name = `${connectionId}-resolver`;
  const fresh = { kind: 'new' as const, name: `${connectionId}-dns` };
  const instances = [...dnsInstances.map(({ crn, name: of }) => ({ kind: 'existing' as const, crn, name: of })), fresh];
  const item = (instance: (typeof instances)[number], count: number): PickItem<NamesRow> => ({
    label: count === 1 ? t('New custom resolver, one location') : t('New custom resolver, {0} locations', count), icon: 'add', group: t('New'),
    description: priceOf(prices.resolverLocation, count),
    value: { resolver: { kind: 'new', name, instance, zones: spread(zones, count) }, isEnabled: false },
    detail: describe(
      instance.kind === 'new' ? t('In a new DNS Services instance') : t('In {0}', visible(instance.name, 30)),
      count === 1 ? t('nobody answers while it is maintained') : t('charged enabled or not'),
    ),
  });
  return [...instances.map((instance) => item(instance, 2)), ...instances.slice(0, 1).map((instance) => item(instance, 1))];
}

/** As many as wanted, over the zones in turn. */
export function spread(zones: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, at) => zones[at % Math.max(zones.length, 1)] ?? '');
}

function priceOf(price: Cost, count: number): string {
  return price.kind === 'priced' ? t('{0} a month', money(count * price.monthly, price.currency)) : t('no price published');
}
