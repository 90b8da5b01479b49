import { judgePool, poolFor } from '../../../model/clientPool';
import { Failure } from '../../../model/failure';
import { t } from '../../../model/l10n';
import type { PoolNeighbours } from '../../../model/poolNeighbours';
import { askInPlace, taken, takenFrom, type RowOutcome } from '../../prompts/askInPlace';
import { mapped, type Answer, type PickItem, type Position, type Prompter } from '../../prompts/answers';
import { counted, describe } from '../../tree/node';
import type { PoolAnswer } from './answers';
import { rangesFrom, rangesProblem } from './ranges';

/** What a pool is held against, and what of it could not be read. */
export interface Neighbourhood {
  readonly neighbours: Omit<PoolNeighbours, 'userRanges'>;
  readonly problem?: string | undefined;
}

type Row = { readonly pool: string } | 'type' | 'name-ranges';

/** Asks which addresses clients are given: the proposed ones, others that are judged as they are typed, and which ranges they must keep clear of. */
export function askPool(
  prompter: Prompter, position: Position, before: PoolAnswer | undefined, around: (signal: AbortSignal) => Promise<Neighbourhood>,
): Promise<Answer<PoolAnswer>> {
  let known: Neighbourhood | undefined;
  const neighbourhood = async (signal: AbortSignal): Promise<Neighbourhood> => known ??= await around(signal);
  return askInPlace<PoolAnswer, Row>(
    before ?? { pool: undefined, userRanges: [] },
    (state) => prompter.pick<Row>({
      position, placeholder: t('Which addresses should the VPN’s clients be given?'),
      items: async (signal) => poolItems(await neighbourhood(signal), state),
      isCurrent: (row) => typeof row === 'object' && row.pool === state.pool,
    }),
    async (row, state): Promise<RowOutcome<PoolAnswer>> => {
      if (typeof row === 'object') {
        return taken({ ...state, pool: row.pool });
      }
      return row === 'type' ? takenFrom(await typePool(prompter, position, state, await neighbourhood(new AbortController().signal)))
        : await nameRanges(prompter, position, state);
    },
  );
}

/** A pool that was chosen before stays on the list as long as nothing speaks against it. */
function poolItems({ neighbours, problem }: Neighbourhood, { pool, userRanges }: PoolAnswer): readonly PickItem<Row>[] {
  const against = { ...neighbours, userRanges };
  const proposed = poolFor(against);
  const former = pool === undefined || pool === proposed || judgePool(pool, against) !== undefined ? undefined : pool;
  if (proposed === undefined && former === undefined) {
    throw new Failure({
      code: 'ui.no-pool', what: t('Could not propose addresses for the clients'), why: t('No private range of that size is free beside those in use.'),
      next: t('Go back and name fewer ranges, or choose another VPC.'),
    });
  }
  const group = t('A client pool');
  const free = (range: string, description: string): PickItem<Row> => ({
    label: range, description, detail: problem ?? clearOf(against), icon: 'check', group, value: { pool: range },
  });
  return [
    ...proposed === undefined ? [] : [free(proposed, t('as proposed'))],
    ...former === undefined ? [] : [free(former, t('as it was'))],
    { label: t('A pool that I type'), detail: t('It is judged as you type, with the reason where it will not do.'), icon: 'edit', group, value: 'type' },
    {
      label: t('Name ranges that are in use'), description: userRanges.join(', ').slice(0, 60), icon: 'list-unordered', group: t('What it keeps clear of'),
      detail: t('Your office, another VPN, VPCs behind a transit gateway: not seen from here.'), value: 'name-ranges',
    },
  ];
}

/** "Clear of 3 ranges of the VPC · 2 networks here". */
function clearOf({ vpcPrefixes, ownNetworks, otherPools, userRanges }: PoolNeighbours): string {
  const some = ({ length }: readonly unknown[], one: string, many: string): string | undefined => length === 0 ? undefined : counted(length, one, many);
  return t('Clear of {0}', describe(
    some(vpcPrefixes, t('range of the VPC'), t('ranges of the VPC')), some(ownNetworks, t('network here'), t('networks here')),
    some(otherPools, t('other pool'), t('other pools')), some(userRanges, t('range of yours'), t('ranges of yours')),
  ));
}

async function typePool(prompter: Prompter, position: Position, state: PoolAnswer, { neighbours }: Neighbourhood): Promise<Answer<PoolAnswer>> {
  return mapped(await prompter.text({
    position: { ...position, back: true }, prompt: t('The pool: a private range from /9 to /22, beginning with its first address'),
    placeholder: '10.208.0.0/22', value: state.pool, check: (text) => judgePool(text, { ...neighbours, userRanges: state.userRanges }),
  }), (text) => ({ ...state, pool: text.trim() }));
}

async function nameRanges(prompter: Prompter, position: Position, state: PoolAnswer): Promise<Answer<PoolAnswer>> {
  return mapped(await prompter.text({
    position: { ...position, back: true }, prompt: t('Ranges that are in use elsewhere, with commas; nothing for none'),
    placeholder: '10.20.0.0/16, 192.168.7.0/24', value: state.userRanges.join(', '), check: (text) => text.trim() === '' ? undefined : rangesProblem(text),
  }), (text) => ({ pool: undefined, userRanges: rangesFrom(text) ?? [] }));
}
