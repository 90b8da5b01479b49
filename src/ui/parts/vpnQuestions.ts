import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { unfitPersonName } from '../../model/personName';
import type { SecretsManagerInstance } from '../../model/secretsManager';
import { visible } from '../../model/text';
import { orUnpublished } from '../../setup/catalogPrice';
import { isOver } from '../../setup/makers/inSecretsManager';
import { secondTrial } from '../../setup/steps/secretsManager';
import { mapped, type Answer, type PickItem, type Question } from '../prompts/answers';
import { describe } from '../tree/node';
import type { Named } from './named';
import type { PartAnswers } from './partAnswers';
import { priceWords, type PartTools } from './questions';
import type { VpnAnswers } from './vpnAnswers';

type Ask = Question<PartAnswers>;

/** What costs least first: a Trial that can be had. */
export function askPlan({ prompter, session: { cloud } }: PartTools): Ask {
  return async (answers, position) => withVpn(answers, await prompter.pick<'standard' | 'trial'>({
    position, placeholder: t('On which plan?'),
    items: async (signal) => {
      const [price, all] = await Promise.all([
        orUnpublished(cloud.catalog.monthlyPrice({ kind: 'secrets-manager' }, answers.region ?? '', signal)), cloud.secretsManagers.list(signal),
      ]);
      const used = secondTrial(all);
      const standard: PickItem<'standard' | 'trial'> = {
        label: t('Standard'), icon: 'key', value: 'standard', description: priceWords(price),
        detail: t('Each secret in it has a price a month besides. It takes 5 to 15 minutes to be made.'),
      };
      const trial: PickItem<'standard' | 'trial'> = {
        label: t('Trial'), icon: used === undefined ? 'clock' : 'warning', value: 'trial', description: t('costs nothing, and ends after 30 days'),
        isOnlyRead: used !== undefined,
        detail: used?.why
          ?? t('Access to its secrets ends then, and a VPN that reads them stops for everybody, unless it was changed to Standard before. One an account.'),
      };
      return used === undefined ? [trial, standard] : [standard, trial];
    },
    isCurrent: (plan) => plan === answers.vpn?.plan,
  }), (plan) => ({ plan }));
}

/**
 * Those of the region. Where it is `isRead` from here, one that cannot be reached is shown with the reason, which the plan refuses it for too.
 */
export function askSecretsManager({ prompter, session }: PartTools, isRead = true): Ask {
  return async (answers, position) => withVpn(answers, await prompter.pick<Pick<SecretsManagerInstance, 'crn' | 'name'>>({
    position, placeholder: t('In which Secrets Manager instance?'),
    items: async (signal) => instanceItems(
      (await session.cloud.secretsManagers.list(signal)).filter((instance) => instance.region === answers.region && !isOver(instance)),
      answers.region ?? '', isRead,
    ),
    isCurrent: ({ crn }) => crn === answers.vpn?.secretsManager?.crn,
  }), ({ crn, name }) => ({
    secretsManager: { crn, name }, ...crn === answers.vpn?.secretsManager?.crn ? {} : { certificate: undefined, authority: undefined },
  }));
}

function instanceItems(
  instances: readonly SecretsManagerInstance[], region: string, isRead: boolean,
): readonly PickItem<Pick<SecretsManagerInstance, 'crn' | 'name'>>[] {
  if (instances.length === 0) {
    throw new Failure({
      code: 'ui.no-secrets-manager', what: t('There is no Secrets Manager'), why: t('No instance of it is in {0}.', region),
      next: t('Use Create Secrets Manager… first, or choose another region.'),
    });
  }
  const items = instances.map(({ crn, name, access, plan, planTitle, state }): PickItem<Pick<SecretsManagerInstance, 'crn' | 'name'>> => ({
    label: visible(name, 80), icon: access === 'private' ? 'lock' : 'key', value: { crn, name },
    description: describe(planTitle ?? plan, state === 'active' ? undefined : state),
    detail: isRead && access === 'private' ? t('It has only a private endpoint: nothing on this machine gets to what it holds.') : undefined,
  }));
  return [...items.filter(({ detail }) => detail === undefined), ...items.filter(({ detail }) => detail !== undefined)];
}

export function askWay({ prompter }: PartTools): Ask {
  return async (answers, position) => withVpn(answers, await prompter.pick<NonNullable<VpnAnswers['way']>>({
    position, placeholder: t('Who signs the certificates?'),
    items: [
      {
        label: t('An authority that is made on this machine'), icon: 'device-desktop', value: 'kept',
        description: t('its key is kept in VS Code’s secret storage'),
        detail: t('It signs the certificates of further people, and the list of those who are shut out.'),
      },
      {
        label: t('The same, and its key is thrown away'), icon: 'trash', value: 'thrown-away',
        detail: t('No further client certificate and no revocation list from then on.'),
      },
      {
        label: t('Authorities of Secrets Manager'), icon: 'key', value: 'private', description: t('private certificates'),
        detail: t('Their keys never leave it. Each certificate has a price a month on the Standard plan.'),
      },
    ],
    isCurrent: (way) => way === answers.vpn?.way,
  }), (way) => ({ way }));
}

export function askPerson({ prompter, session: { account } }: PartTools): Ask {
  return async (answers, position) => {
    const proposed = answers.vpn?.person ?? /^[^@\s]+(?=@)/.exec(account.label)?.[0] ?? 'me';
    return withVpn(answers, await prompter.text({
      position, prompt: t('The first person who gets a certificate: the name by which the cloud lists who is connected'), placeholder: proposed,
      value: proposed,
      check: unfitPersonName,
    }), (text) => ({ person: text.trim() }));
  };
}

export function askSubnets({ prompter, session }: PartTools): Ask {
  return async (answers, position) => {
    const answer = await prompter.pickMany<Named>({
      position, placeholder: t('Which subnets do clients reach? Their routing tables will accept routes of VPN servers'),
      items: async (signal) => {
        const region = answers.region ?? '';
        const [{ subnets }, tables] = await Promise.all([
          session.landscape.region(region, signal), session.cloud.vpc(region).listRoutingTables(answers.vpc?.id ?? '', signal),
        ]);
        const tableOf = (id: string) => tables.find((table) => table.subnets.some((subnet) => subnet.id === id));
        return subnets.filter(({ vpc }) => vpc.id === answers.vpc?.id).map(({ id, name, zone, cidr }): PickItem<Named> => {
          const table = tableOf(id);
          return {
            label: visible(name, 80), icon: 'type-hierarchy-sub', value: { id, name }, description: describe(zone, cidr),
            detail: table === undefined ? undefined : table.acceptsRoutesFrom.includes('vpn_server')
              ? t('{0} accepts them already', visible(table.name, 63)) : t('{0} does not accept them', visible(table.name, 63)),
          };
        });
      },
      isCurrent: ({ id }) => answers.vpn?.subnets?.some((subnet) => subnet.id === id) ?? true,
    });
    // Nothing chosen is nothing to do.
    return answer.kind === 'value' && answer.value.length === 0 ? { kind: 'cancelled' } : withVpn(answers, answer, (subnets) => ({ subnets }));
  };
}

export function withVpn<Value>(answers: PartAnswers, answer: Answer<Value>, of: (value: Value) => VpnAnswers): Answer<PartAnswers> {
  return mapped(answer, (value) => ({ ...answers, vpn: { ...answers.vpn, ...of(value) } }));
}
