import { Failure } from '../../model/failure';
import { parseCrn } from '../../model/crn';
import type { DnsServicesInstance } from '../../model/dnsServices';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import { askEnabling } from '../office/enabling';
import { forwardingFrom, forwardingProblem, forwardingText } from '../office/forwarding';
import type { PickItem, Question } from '../prompts/answers';
import type { Session } from '../session/session';
import { counted, describe } from '../tree/node';
import type { Named } from './named';
import type { PartAnswers } from './partAnswers';
import type { PartTools } from './questions';
import type { NamedInstance, NamedResolver } from './siteVpnAnswers';
import { withSite } from './siteVpnQuestions';

type Ask = Question<PartAnswers>;

/** The cloud's limit. Source: https://cloud.ibm.com/docs/dns-svcs?topic=dns-svcs-custom-resolver */
const mostLocations = 3;

export function askDnsInstance({ prompter, session }: PartTools): Ask {
  return async (answers, position) => withSite(answers, await prompter.pick<NamedInstance>({
    position, placeholder: t('In which DNS Services instance?'),
    items: async (signal) => {
      const instances = await activeInstances(session, signal);
      if (instances.length === 0) {
        throw new Failure({
          code: 'ui.no-dns-services', what: t('There is no DNS Services instance'), why: t('The account shows none that is active.'),
          next: t('Use Create DNS Services Instance… first.'),
        });
      }
      return instances.map(({ crn, name }): PickItem<NamedInstance> => ({ label: visible(name, 80), icon: 'globe', value: { crn, name } }));
    },
    isCurrent: ({ crn }) => crn === answers.site?.instance?.crn,
  }), (instance) => ({ instance }));
}

/** A location in each; two go on when one is lost. */
export function askResolverSubnets({ prompter, session }: PartTools): Ask {
  return async (answers, position) => {
    const answer = await prompter.pickMany<Named>({
      position, placeholder: t('In which subnets should it answer? Each is a location, and is charged; {0} are the most', mostLocations),
      items: async (signal) => {
        const { subnets } = await session.landscape.region(answers.region ?? '', signal);
        return subnets.filter(({ vpc }) => vpc.id === answers.vpc?.id).map(({ id, name, zone, cidr }): PickItem<Named> => ({
          label: visible(name, 63), icon: 'type-hierarchy-sub', value: { id, name }, description: describe(zone, cidr),
        }));
      },
      isCurrent: ({ id }) => answers.site?.subnets?.some((subnet) => subnet.id === id) ?? false,
    });
    // Nothing chosen is nothing to make.
    return answer.kind === 'value' && answer.value.length === 0 ? { kind: 'cancelled' }
      : withSite(answers, answer, (subnets) => ({ subnets: subnets.slice(0, mostLocations) }));
  };
}

/** Those of the account, with the VPC that each answers for; where `wantsDisabled`, one that is enabled is only there to be read. */
export function askResolver({ prompter, session }: PartTools, wantsDisabled: boolean): Ask {
  return async (answers, position) => withSite(answers, await prompter.pick<NamedResolver>({
    position, placeholder: t('Which custom resolver?'),
    items: async (signal) => {
      const all = (await Promise.all((await activeInstances(session, signal)).map((instance) => resolversIn(session, answers, instance, signal)))).flat();
      if (all.length === 0) {
        throw new Failure({
          code: 'ui.no-resolver', what: t('There is no custom resolver'), why: t('No DNS Services instance that the account shows has one in this region.'),
          next: t('Choose another region, or use Create Custom Resolver… first.'),
        });
      }
      return all.map((item) => wantsDisabled && item.value.isEnabled ? { ...item, isOnlyRead: true, detail: t('It is enabled already.') } : item);
    },
    isCurrent: ({ resolver: { id } }) => id === answers.site?.resolver?.resolver.id,
  }), (resolver) => ({ resolver }));
}

async function resolversIn(
  { cloud, landscape }: Session, { region = '' }: PartAnswers, instance: DnsServicesInstance, signal: AbortSignal,
): Promise<readonly PickItem<NamedResolver>[]> {
  const [resolvers, { subnets }] = await Promise.all([cloud.dnsServices.open(instance).listResolvers(signal), landscape.region(region, signal)]);
  return resolvers.flatMap(({ id, name, enabled, health, locations }): readonly PickItem<NamedResolver>[] => {
    const ids = locations.map(({ subnetCrn }) => parseCrn(subnetCrn)?.resource);
    const vpc = subnets.find((subnet) => ids.includes(subnet.id))?.vpc;
    return vpc === undefined ? [] : [{
      label: visible(name, 63), icon: 'globe', group: visible(instance.name, 63),
      description: describe(t('of {0}', visible(vpc.name, 40)), health.toLowerCase(), counted(locations.length, t('location'), t('locations'))),
      value: { instance: { crn: instance.crn, name: instance.name }, resolver: { id, name }, vpcName: vpc.name, isEnabled: enabled },
    }];
  });
}

async function activeInstances({ cloud }: Session, signal: AbortSignal): Promise<readonly DnsServicesInstance[]> {
  return (await cloud.dnsServices.list(signal)).filter(({ state }) => state === 'active');
}

/** Explained, and agreed to by name. */
export function askAgreement({ prompter }: PartTools): Ask {
  return async (answers, position) => {
    const { resolver, isAgreed } = answers.site ?? {};
    const answer = await askEnabling(prompter, position, { vpcName: resolver?.vpcName ?? '', isNewVpc: false, before: isAgreed });
    // Whoever leaves it disabled wants nothing done.
    return answer.kind === 'value' && !answer.value ? { kind: 'cancelled' } : withSite(answers, answer, (agreed) => ({ isAgreed: agreed }));
  };
}

export function askForwarding({ prompter }: PartTools): Ask {
  return async (answers, position) => {
    const { forwarding } = answers.site ?? {};
    return withSite(answers, await prompter.text({
      position, prompt: t('A domain, and the name servers that answer for it: the resolver must be enabled, and reach them'),
      placeholder: t('corp.example 10.1.0.53'), value: forwarding === undefined ? undefined : forwardingText([forwarding]),
      check: (text) => forwardingProblem(text) ?? (forwardingFrom(text)?.length === 1 ? undefined : t('Type one domain with its name servers.')),
    }), (text) => ({ forwarding: forwardingFrom(text)?.[0] }));
  };
}
