import { t } from '../../../model/l10n';
import { askInPlace, taken, type RowOutcome } from '../../prompts/askInPlace';
import { mapped, type Answer, type Position, type Prompter } from '../../prompts/answers';
import type { NamesAnswer } from './answers';
import { forwardingFrom, forwardingProblem, forwardingText } from './forwarding';
import { nameItems, type NamesContext, type NamesRow, type SoFar } from './nameItems';

const none: NamesAnswer['resolver'] = { kind: 'none' };

/** Asks how the office resolves the instance's names, and what the VPC asks the office for. */
export async function askNames(
  prompter: Prompter, position: Position, before: NamesAnswer | undefined, context: (signal: AbortSignal) => Promise<NamesContext>,
): Promise<Answer<NamesAnswer>> {
  return mapped(await askInPlace<SoFar, NamesRow>(
    before ?? { forwarding: [] },
    (state) => prompter.pick<NamesRow>({
      position, placeholder: t('How should the office resolve the instance’s names?'), items: async (signal) => nameItems(await context(signal), state),
      isCurrent: (row) => typeof row === 'object' && JSON.stringify(row.resolver) === JSON.stringify(state.resolver),
    }),
    async (row, state): Promise<RowOutcome<SoFar>> =>
      typeof row === 'object' ? taken({ ...state, ...row }) : await typeForwarding(prompter, position, state),
  ), ({ resolver = none, isEnabled = false, forwarding }) => ({ resolver, isEnabled, forwarding: resolver.kind === 'none' ? [] : forwarding }));
}

async function typeForwarding(prompter: Prompter, position: Position, state: SoFar): Promise<Answer<SoFar>> {
  return mapped(await prompter.text({
    position: { ...position, back: true }, prompt: t('Domains of the office with their name servers there, with semicolons; nothing for none'),
    placeholder: t('corp.example 10.1.0.53'), value: forwardingText(state.forwarding), check: (text) => forwardingProblem(text),
  }), (text) => ({ ...state, forwarding: [...forwardingFrom(text) ?? []] }));
}

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
      const agreed = await typeName(prompter, position, vpcName);
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

function typeName(prompter: Prompter, position: Position, name: string): Promise<Answer<string>> {
  return prompter.text({
    position: { ...position, back: true },
    prompt: t('All hosts of {0} change their name servers, and it answers what they ask from then on. Type "{0}" to agree', name),
    placeholder: name, check: (text) => text.trim() === name ? undefined : t('Type "{0}", or go back.', name),
  });
}
