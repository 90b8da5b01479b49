import type { Cost, RunView, StepView } from '../model/plan';
import { visibleInMarkdown } from '../model/text';
import { money } from '../model/words';
import type { Opening, Path } from '../model/path';
import { networkPicture } from './networkPicture';

/** A plan, or a run, as a Markdown document. A pure function; whatever the cloud named stays text. */
export function planAsMarkdown(view: RunView, { path, openings }: { readonly path: Path; readonly openings: readonly Opening[] }): string {
  return [
    `# ${visibleInMarkdown(view.title)}`,
    opening(view),
    totals(view),
    '## Steps',
    stepTable(view.steps),
    '## The network as it will be',
    ['```text', networkPicture(path), '```'].join('\n'),
    '## Who will be able to reach what',
    openingsTable(openings),
    '## How to undo it',
    undoing(view),
  ].join('\n\n') + '\n';
}

function opening({ state, steps }: RunView): string {
  if (state !== 'plan') {
    return `This plan was run: its state is **${state}**.`;
  }
  const blocked = steps.filter((step) => step.state === 'blocked').length;
  return blocked === 0
    ? 'Nothing of this is made until you choose **Run**.'
    : `**It cannot be run yet: ${blocked === 1 ? 'one step is' : `${blocked} steps are`} blocked.** What to do stands beside each.`;
}

function stepTable(steps: readonly StepView[]): string {
  const rows = steps.map((step, index) => [
    String(index + 1), visibleInMarkdown(step.title), visibleInMarkdown(step.why), breakable(step.detail), costText(step.cost),
  ]);
  return table(['#', 'What', 'Why', 'Exists or made', 'Cost a month'], rows);
}

/** A long path breaks at its separators; otherwise it would take the other columns' room. */
function breakable(text: string): string {
  return visibleInMarkdown(text).replaceAll('/', '/<wbr>');
}

function costText(cost: Cost): string {
  switch (cost.kind) {
    case 'none':
      return 'none';
    case 'priced':
      return `${visibleInMarkdown(money(cost.monthly, cost.currency))} (${visibleInMarkdown(cost.basis)})`;
    case 'unpublished':
      return 'no price published';
  }
}

function totals({ total }: RunView): string {
  const sum = `Together **${visibleInMarkdown(money(total.monthly, total.currency))} a month** at the published list prices, for what this plan makes.`;
  return total.unpublished.length === 0
    ? sum
    : `${sum} Not in it, since no price is published: ${total.unpublished.map((title) => visibleInMarkdown(title)).join(', ')}.`;
}

function openingsTable(openings: readonly Opening[]): string {
  return table(['From', 'To', 'Port', 'Allowed by'], openings.map(({ from, to, port, allowedBy }) =>
    [from, to, port, allowedBy].map((text) => visibleInMarkdown(text))));
}

function undoing({ steps }: RunView): string {
  const item = ({ title }: StepView): string => `- ${visibleInMarkdown(title)}`;
  const ours = steps.filter(({ isCheck, state }) => isCheck !== true && ['to-make', 'running', 'made', 'cancelled', 'failed'].includes(state));
  const made = ours.filter(({ extendsExisting }) => extendsExisting === undefined).map(item);
  const existing = [
    ...steps.filter(({ state }) => state === 'exists').map(item),
    ...ours.flatMap((step) => (step.extendsExisting === undefined ? [] : [`${item(step)}, ${step.extendsExisting}`])),
  ];
  return [
    '*Undo* on this connection deletes, in the reverse order, what the run made, and waits until each is gone.',
    ...(made.length === 0 ? [] : [made.join('\n')]),
    ...(existing.length === 0 ? [] : ['It leaves alone what was there before:', existing.join('\n')]),
  ].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
