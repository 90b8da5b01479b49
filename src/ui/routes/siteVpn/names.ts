import { t } from '../../../model/l10n';
import { forwardingFrom, forwardingProblem, forwardingText } from '../../office/forwarding';
import { askInPlace, taken, type RowOutcome } from '../../prompts/askInPlace';
import { mapped, type Answer, type Position, type Prompter } from '../../prompts/answers';
import type { NamesAnswer } from './answers';
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
