import type { Cost, RunView, StepView } from '../model/plan';
import { visible, visibleInMarkdown } from '../model/text';
import type { Connection } from '../model/connection';
import { namesOf } from './names';
import { networkPicture } from './networkPicture';

/** A plan, or a run, as a Markdown document. A pure function; whatever the cloud named stays text. */
export function planAsMarkdown(view: RunView, connection: Connection): string {
  return [
    `# ${visibleInMarkdown(view.title)}`,
    opening(view),
    totals(view),
    '## Steps',
    stepTable(view.steps),
    '## The network as it will be',
    ['```text', networkPicture(connection), '```'].join('\n'),
    '## Who will be able to reach what',
    reachTable(connection),
    '## How to undo it',
    undoing(view),
  ].join('\n\n') + '\n';
}

/** "$37.12", "12.00 CHF": as people of the currency's country write it in English. */
export function money(amount: number, currency: string): string {
  try {
    return new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(amount);
  } catch (error) {
    if (error instanceof RangeError) {
      return `${amount.toFixed(2)} ${visible(currency, 10)}`;
    }
    throw error;
  }
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

// It looks at things and makes none.
const checkStep = 'verified';

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

function reachTable({ id, choices, instance }: Connection): string {
  const names = namesOf(id);
  const ssh = choices.sshFrom === undefined
    ? ['whoever your own rules let in: none is made here', visibleInMarkdown(choices.server.name), 'TCP 22', 'your security groups']
    : [visibleInMarkdown(choices.sshFrom), visibleInMarkdown(choices.server.name), 'TCP 22', visibleInMarkdown(names.serverGroup)];
  return table(['From', 'To', 'Port', 'Allowed by'], [
    ssh,
    [`members of ${visibleInMarkdown(names.serverGroup)}`, `the endpoint gateway of ${visibleInMarkdown(instance.name)}`, 'TCP 9093', visibleInMarkdown(names.gatewayGroup)],
    [visibleInMarkdown(choices.server.name), 'IBM Cloud’s resolvers (161.26.0.0/16)', 'UDP and TCP 53', visibleInMarkdown(names.serverGroup)],
  ]);
}

function undoing({ steps }: RunView): string {
  const item = ({ title }: StepView): string => `- ${visibleInMarkdown(title)}`;
  const ours = steps.filter(({ id, state }) => id !== checkStep && ['to-make', 'running', 'made', 'cancelled', 'failed'].includes(state));
  const made = ours.filter(({ extendsExisting }) => extendsExisting !== true).map(item);
  const existing = [
    ...steps.filter(({ state }) => state === 'exists').map(item),
    ...ours.filter(({ extendsExisting }) => extendsExisting === true).map((step) => `${item(step)}, without the security group that the run puts on it`),
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
