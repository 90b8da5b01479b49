import { t } from '../../model/l10n';
import type { NamedRange } from '../../model/poolNeighbours';
import { closedToInternet } from '../../model/range';
import { judgeOfficeRange, type OfficeNeighbours } from '../../setup/office/ranges';
import { rangeFrom } from '../../setup/ranges';
import { askInPlace, taken, takenFrom, type RowOutcome } from '../prompts/askInPlace';
import { mapped, type Answer, type PickItem, type Position, type Prompter } from '../prompts/answers';
import { describe } from '../tree/node';

/** What an office's ranges must keep clear of, and what of them is known. */
export interface Around extends Omit<OfficeNeighbours, 'others'> {
  /** Networks that this machine is in or has a route to, to propose. */
  readonly ownNetworks: readonly NamedRange[];
  /** Of a connection that is there. */
  readonly existing: readonly string[];
}

/** A connection has no more. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-quotas */
const mostRanges = 15;

/** Ranges as they are typed, with commas or spaces; undefined where one of them is none. */
export function officeRangesFrom(text: string): readonly string[] | undefined {
  const ranges = text.split(/[,;\s]+/).filter((part) => part !== '').map(rangeFrom);
  const known = ranges.flatMap((range) => range ?? []);
  return known.length === ranges.length ? known : undefined;
}

/** What is wrong with an office's ranges, or undefined. What the connection has already stays, whatever is said of it. */
export function officeRangesProblem(text: string, around: Omit<Around, 'ownNetworks'>): string | undefined {
  const ranges = officeRangesFrom(text);
  if (ranges === undefined || ranges.length === 0) {
    return t('Type the ranges of the office with commas, such as 192.168.10.0/24; one address is 192.168.10.4/32.');
  }
  if (ranges.length > mostRanges) {
    return t('A connection has {0} ranges on a side at most; these are {1}.', mostRanges, ranges.length);
  }
  const { existing, ...neighbours } = around;
  const missing = existing.find((range) => !ranges.includes(range));
  const added = ranges.filter((range, at) => !existing.includes(range) || ranges.indexOf(range) !== at);
  if (missing !== undefined) {
    return t('{0} is of the connection already, and stays: type it too.', missing);
  }
  const problems = added.map((range, at) => judgeOfficeRange(range, { ...neighbours, others: [...existing, ...added.slice(0, at)] }));
  return problems.find((problem) => problem !== undefined);
}

type Row = readonly string[] | 'type';

/** Asks which addresses the office has: those of this machine's own networks are proposed, and what is typed is judged as it is typed. */
export function askRanges(
  prompter: Prompter, position: Position, before: readonly string[] | undefined, around: (signal: AbortSignal) => Promise<Around>,
): Promise<Answer<readonly string[]>> {
  let known: Around | undefined;
  const neighbourhood = async (signal: AbortSignal): Promise<Around> => known ??= await around(signal);
  return askInPlace<readonly string[], Row>(
    before ?? [],
    () => prompter.pick<Row>({
      position, placeholder: t('Which addresses does the office have?'),
      items: async (signal) => rangeItems(await neighbourhood(signal), before),
      isCurrent: (row) => typeof row === 'object' && row.join() === before?.join(),
    }),
    async (row, state): Promise<RowOutcome<readonly string[]>> => typeof row === 'object' ? taken(row)
      : takenFrom(await typeRanges(prompter, position, state, await neighbourhood(new AbortController().signal))),
  );
}

function rangeItems(around: Around, before: readonly string[] | undefined): readonly PickItem<Row>[] {
  const { existing, ownNetworks } = around;
  const fits = (ranges: readonly string[]): boolean => officeRangesProblem(ranges.join(', '), around) === undefined;
  const former = before !== undefined && fits(before) && before.join() !== existing.join() ? [before] : [];
  const own = ownNetworks.filter(({ range }) => closedToInternet(range) && fits([...existing, range]));
  const offered: readonly (readonly [readonly string[], string, string])[] = [
    ...former.map((ranges) => [ranges, t('as it was'), 'check'] as const),
    ...existing.length > 0 ? [[existing, t('as the connection has them'), 'check'] as const] : [],
    ...own.map(({ range, name }) => [[...existing, range], t('this machine’s own network ({0})', name.slice(0, 20)), 'device-desktop'] as const),
  ];
  return [
    ...offered.map(([value, description, icon]): PickItem<Row> => {
      const text = value.join(', ');
      return { label: text.slice(0, 44), description, icon, group: t('Proposed'), value, detail: text.length > 44 ? text.slice(0, 84) : undefined };
    }),
    {
      label: t('Ranges that I type'), icon: 'edit', group: t('Others'), value: 'type',
      detail: describe(t('Judged as you type'), t('one range is safest: some gateways narrow several')),
    },
  ];
}

async function typeRanges(prompter: Prompter, position: Position, state: readonly string[], around: Around): Promise<Answer<readonly string[]>> {
  const proposed = state.length > 0 ? state : around.existing;
  return mapped(await prompter.text({
    position: { ...position, back: true }, prompt: t('The office’s ranges, with commas: exactly as its gateway will have them'),
    placeholder: '192.168.10.0/24',
    value: proposed.length === 0 ? undefined : proposed.join(', '), check: (text) => officeRangesProblem(text, around),
  }), (text) => officeRangesFrom(text) ?? []);
}
