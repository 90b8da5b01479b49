import { t } from '../../model/l10n';
import { askInPlace, taken } from '../prompts/askInPlace';
import { mapped, type Answer, type PickItem, type Position, type Prompter } from '../prompts/answers';
import { algorithmSettings, secondsProblem, type AlgorithmSetting, type Change } from './algorithmSettings';
import { espInWords, ikeInWords, isAsRecommended, recommended } from './algorithmWords';
import type { Algorithms } from './answers';

type Row = 'recommended' | 'take' | AlgorithmSetting;

/** Asks how the tunnel is protected: as recommended, or one thing after the other and then all of it. */
export function askAlgorithms(prompter: Prompter, position: Position, before: Algorithms = recommended): Promise<Answer<Algorithms>> {
  return askInPlace<Algorithms, Row>(
    before,
    (state) => prompter.pick<Row>({
      position, placeholder: t('How should the tunnel be protected?'), items: algorithmItems(state),
      isCurrent: (row) => row === (isAsRecommended(state) ? 'recommended' : 'take'),
    }),
    async (row, state) => row === 'take' ? taken(state) : row === 'recommended' ? taken(recommended) : await change(prompter, position, row, state),
  );
}

export function algorithmItems(state: Algorithms): readonly PickItem<Row>[] {
  const group = t('The algorithms');
  return [
    {
      label: t('Recommended'), description: t('{0}, PFS group {1}', ikeInWords(recommended.ike), recommended.esp.group ?? ''), icon: 'check', group,
      value: 'recommended', detail: t('What today’s gateways all know. The cloud’s own default is without PFS.'),
    },
    ...isAsRecommended(state) ? [] : [{
      label: t('As chosen below'), icon: 'settings', group, value: 'take' as const, description: ikeInWords(state.ike), detail: espInWords(state.esp),
    }],
    ...algorithmSettings.filter(({ applies }) => applies?.(state) !== false).map((setting): PickItem<Row> => ({
      label: setting.title, description: setting.now(state), icon: 'edit', group: setting.group, value: setting,
    })),
  ];
}

async function change(prompter: Prompter, position: Position, setting: AlgorithmSetting, state: Algorithms): Promise<Answer<Algorithms>> {
  const { title, seconds, items, now } = setting;
  const inPlace = { ...position, back: true };
  if (seconds === undefined) {
    return mapped(await prompter.pick<Change>({
      position: inPlace, placeholder: title, items, isCurrent: (value) => now(value(state)) === now(state),
    }), (value) => value(state));
  }
  return mapped(await prompter.text({
    position: inPlace, prompt: t('{0}: seconds until new keys are made', title), placeholder: String(seconds.least), value: String(seconds.of(state)),
    check: (text) => secondsProblem(text, seconds.least),
  }), (text) => seconds.set(Number(text.trim()))(state));
}
