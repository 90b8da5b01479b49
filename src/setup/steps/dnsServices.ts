import type { DnsServicesInstance } from '../../model/dnsServices';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { StepContext } from '../context';
import type { Fact } from '../facts';
import { dnsInstances, dnsServicesKind, dnsServicesMaker, foundDnsServices } from '../makers/dnsServices';
import { blocked, missing, remembered, type Standing } from '../standing';
import { existing, making, type Step } from './step';

export type DnsServicesChoice =
  | { readonly kind: 'existing'; readonly crn: string; readonly name: string }
  | { readonly kind: 'new'; readonly name: string };

export interface DnsServicesStep {
  readonly choice: DnsServicesChoice;
  readonly resourceGroupId: string;
  readonly into: Fact<DnsServicesInstance>;
}

/** An instance of DNS Services: one that is there, or a new one. */
export function dnsServicesStep({ choice, resourceGroupId, into }: DnsServicesStep): Step {
  return making({
    id: 'dns-services',
    title: t('DNS Services instance {0}', visible(choice.name)),
    why: t('It holds the custom resolver. It costs nothing by itself: each location of a resolver in it does, and zones and queries beyond the free ones.'),
    maker: dnsServicesMaker,
    into,
    find: (context) => choice.kind === 'existing' ? chosen(context, choice.crn, into) : own(context, choice.name, into),
    specification: () => ({ name: choice.name, resourceGroupId }),
    inWords: ({ state }) => state,
  });
}

async function chosen(context: StepContext, crn: string, into: Fact<DnsServicesInstance>): Promise<Standing> {
  const instance = (await dnsInstances(context)).find((other) => other.crn === crn);
  return instance === undefined
    ? blocked(t('The chosen DNS Services instance is not there any more.'), t('Choose another instance, or let a new one be made.'))
    : existing(context, into, instance, foundDnsServices(instance));
}

/** One of that name that this connection did not make is someone else's. */
async function own(context: StepContext, name: string, into: Fact<DnsServicesInstance>): Promise<Standing> {
  const all = await dnsInstances(context);
  const mine = remembered(context, dnsServicesKind, all.map((instance) => ({ ...instance, id: instance.crn })));
  if (mine !== undefined) {
    return existing(context, into, mine, foundDnsServices(mine));
  }
  context.facts.set(into, undefined);
  return all.some((instance) => instance.name === name)
    ? blocked(t('A DNS Services instance named "{0}" exists already.', name), t('Choose it as the existing instance, or give the new one another name.'))
    : missing(t('Standard DNS'));
}
