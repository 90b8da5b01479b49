import { t } from '../../model/l10n';
import { askInPlace, taken, type RowOutcome } from '../prompts/askInPlace';
import { mapped, type Answer, type Position, type Prompter } from '../prompts/answers';

export interface EnablingQuestion {
  /** Of the VPC whose hosts ask it from then on. */
  readonly vpcName: string;
  /** Nobody is in it yet. */
  readonly isNewVpc: boolean;
  readonly before: boolean | undefined;
}

type Enabling = 'enable' | 'leave';

/** Asks whether the resolver may be enabled. In a VPC that is there, its name is typed to agree: all of its hosts are touched. */
export async function askEnabling(prompter: Prompter, position: Position, { vpcName, isNewVpc, before }: EnablingQuestion): Promise<Answer<boolean>> {
  return mapped(await askInPlace<boolean | undefined, Enabling>(
    before,
    () => prompter.pick<Enabling>({
      position, placeholder: t('Should the custom resolver be enabled?'), items: enablingItems(isNewVpc),
      isCurrent: (row) => (row === 'leave') === (before === false),
    }),
    async (row): Promise<RowOutcome<boolean | undefined>> => {
      if (row === 'leave' || isNewVpc) {
        return taken(row === 'enable');
      }
      const agreed = await typeVpcName(prompter, position, vpcName);
      return agreed.kind === 'value' ? taken(true) : agreed;
    },
  ), (enables) => enables === true);
}

function enablingItems(isNewVpc: boolean): readonly { readonly label: string; readonly detail: string; readonly icon: string; readonly value: Enabling }[] {
  return [
    {
      label: t('Enable it once it is healthy'), icon: 'check', value: 'enable',
      detail: isNewVpc ? t('Every host of the VPC asks it for names: in the new one there is none yet.')
        : t('Every host of the VPC asks it for all names, from its next DHCP lease on.'),
    },
    {
      label: t('Leave it disabled'), icon: 'circle-slash', value: 'leave',
      detail: t('It costs the same. Whether it answers the office then is written nowhere.'),
    },
  ];
}

/** Typed to agree: every host of the VPC is touched. */
export function typeVpcName(prompter: Prompter, position: Position, name: string): Promise<Answer<string>> {
  return prompter.text({
    position: { ...position, back: true },
    prompt: t('All hosts of {0} change their name servers, and it answers what they ask from then on. Type "{0}" to agree', name),
    placeholder: name, check: (text) => text.trim() === name ? undefined : t('Type "{0}", or go back.', name),
  });
}
