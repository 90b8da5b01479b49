import { t } from '../../../model/l10n';
import { askInPlace, taken } from '../../prompts/askInPlace';
import { mapped, type Answer, type PickItem, type Position, type Prompter } from '../../prompts/answers';
import { describe } from '../../tree/node';
import type { TunnelAnswer } from './answers';
import { idleInWords, proposedTunnel, tunnelSettings, type Setting } from './tunnelSettings';
import { extraRoutesFrom, extraRoutesProblem, extraRoutesText } from './extraRoutes';

export interface TunnelQuestion {
  /** How it is: as proposed, as chosen before, or as a server that is there has it. */
  readonly before: TunnelAnswer;
  /** Of the clients: what they reach besides must not overlap it. */
  readonly pool: string | undefined;
  /** Of a server that is there only what is not its own can be changed. */
  readonly isExisting: boolean;
}

type Row = 'take' | Setting | 'routes';

/** Asks how the tunnel is: all of it at once, or one thing after the other and then all of it. */
export function askTunnel(prompter: Prompter, position: Position, { before, pool, isExisting }: TunnelQuestion): Promise<Answer<TunnelAnswer>> {
  return askInPlace<TunnelAnswer, Row>(
    before,
    (state) => prompter.pick<Row>({
      position, placeholder: t('How should the tunnel be?'), items: tunnelItems(state, isExisting), isCurrent: (row) => row === 'take',
    }),
    async (row, state) => row === 'take' ? taken(state)
      : row === 'routes' ? await typeRoutes(prompter, position, state, pool) : await change(prompter, position, row, state),
  );
}

export function tunnelItems(state: TunnelAnswer, isExisting: boolean): readonly PickItem<Row>[] {
  const { extraRoutes } = state;
  const isProposed = !isExisting && JSON.stringify(state) === JSON.stringify(proposedTunnel);
  const group = t('Change');
  const settings = (Object.keys(tunnelSettings) as Setting[]).filter((name) => !isExisting || !tunnelSettings[name].isServers);
  return [
    {
      label: isProposed ? t('As proposed') : isExisting ? t('As the VPN server is') : t('As chosen below'), icon: 'check', value: 'take',
      group: t('The tunnel'),
      detail: describe(
        state.tunnel === 'split' ? t('split tunnel') : t('full tunnel'), `${state.protocol.toUpperCase()} ${state.port}`, idleInWords(state.idleTimeout),
        state.toGateway === 'deliver' ? t('clients keep their address') : t('clients come with the server’s address'),
        extraRoutes.length === 0 ? undefined : extraRoutesText(extraRoutes).slice(0, 40),
      ),
    },
    ...settings.map((name): PickItem<Row> => ({
      label: tunnelSettings[name].title, description: tunnelSettings[name].now(state), icon: 'edit', group, value: name,
    })),
    {
      label: t('What clients reach besides'), description: extraRoutes.length === 0 ? t('nothing') : extraRoutesText(extraRoutes).slice(0, 60),
      icon: 'edit', group, value: 'routes',
    },
  ];
}

async function change(prompter: Prompter, position: Position, name: Setting, state: TunnelAnswer): Promise<Answer<TunnelAnswer>> {
  const { question, items, typed } = tunnelSettings[name];
  const answer = await prompter.pick<Partial<TunnelAnswer> | 'type'>({
    position: { ...position, back: true }, placeholder: question, items,
    isCurrent: (value) => typeof value === 'object' && JSON.stringify({ ...state, ...value }) === JSON.stringify(state),
  });
  if (answer.kind !== 'value' || answer.value !== 'type') {
    return mapped(answer, (value) => typeof value === 'object' ? { ...state, ...value } : state);
  }
  if (typed === undefined) {
    throw new TypeError('Nothing can be typed here.');
  }
  return mapped(await prompter.text({
    position: { ...position, back: true }, prompt: typed.prompt, placeholder: typed.placeholder, check: (text) => typed.problem(text.trim()),
  }), (text) => ({ ...state, ...typed.value(text.trim()) }));
}

async function typeRoutes(prompter: Prompter, position: Position, state: TunnelAnswer, pool: string | undefined): Promise<Answer<TunnelAnswer>> {
  return mapped(await prompter.text({
    position: { ...position, back: true },
    prompt: t('Ranges that clients reach besides, with commas. Behind one, "translate" puts the server’s address in the client’s place, '
      + 'and "drop" lets nothing pass'),
    placeholder: t('10.20.0.0/16, 10.30.0.0/16 translate'), value: extraRoutesText(state.extraRoutes),
    check: (text) => extraRoutesProblem(text, { pool, tunnel: state.tunnel }),
  }), (text) => ({ ...state, extraRoutes: [...extraRoutesFrom(text) ?? []] }));
}
