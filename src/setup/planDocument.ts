import type { Cost, RunView, StepView, Total } from '../model/plan';
import { visibleInMarkdown } from '../model/text';
import { money } from '../model/words';
import type { Opening, Path } from '../model/path';
import { networkPicture } from './networkPicture';

/** A plan, or what became of it, as a Markdown document. A pure function; whatever the cloud named stays text. */
export function planAsMarkdown(view: RunView, { path, openings }: { readonly path: Path; readonly openings: readonly Opening[] }): string {
  const tense = tenseOf(view.state);
  return [
    `# ${visibleInMarkdown(view.title)}`,
    opening(view),
    ...(tense === 'was' ? [] : [totals(view)]),
    '## Steps',
    stepTable(view.steps),
    ...(path.length === 0 ? [] : networkAsMarkdown(tense, asItIs(path, view), asNeeded(openings, view))),
    ...(tense === 'was' ? [] : ['## How to undo it', undoing(view)]),
  ].join('\n\n') + '\n';
}

function networkAsMarkdown(tense: Tense, path: Path, openings: readonly Opening[]): readonly string[] {
  return [
    `## The network as it ${tense}`,
    `From top to bottom: ${path.map(({ name }) => visibleInMarkdown(name)).join(', ')}.`,
    ['```text', networkPicture(path), '```'].join('\n'),
    `## Who ${reaching[tense]} reach what`,
    openingsTable(openings),
  ];
}

/** What is there already under its own name, with the addresses that it has. */
function asItIs(path: Path, { steps }: RunView): Path {
  return path.map((place) => {
    const there = steps.find(({ id }) => id === place.step)?.there;
    const details = there?.address === undefined ? place.details : [`at ${there.address}`];
    return there === undefined ? place : { ...place, name: `${place.kind.replaceAll('-', ' ')} ${there.name}`, details };
  });
}

/** A rule that need not be made is there under somebody else's name. */
function asNeeded(openings: readonly Opening[], { steps }: RunView): readonly Opening[] {
  return openings.map((opening) => steps.find(({ id }) => id === opening.step)?.notNeeded === true
    ? { ...opening, allowedBy: 'rules that are there' } : opening);
}

type Tense = 'will be' | 'is' | 'was';

const reaching: Readonly<Record<Tense, string>> = { 'will be': 'will be able to', 'is': 'can', 'was': 'could' };

/** Half made is neither: what the steps say counts there. */
function tenseOf(state: RunView['state']): Tense {
  switch (state) {
    case 'done': return 'is';
    case 'undoing':
    case 'undone': return 'was';
    default: return 'will be';
  }
}

function opening({ state, goal, steps, elsewhere, undoable, onlyHolds }: RunView): string {
  const blocked = steps.filter((step) => step.state === 'blocked').length;
  const where = elsewhere === undefined ? '' : ` in ${visibleInMarkdown(elsewhere)}`;
  switch (state) {
    case 'plan': return blocked === 0
      ? 'Nothing of this is made until you choose **Run**.'
      : `**It cannot be run yet: ${blocked === 1 ? 'one step is' : `${blocked} steps are`} blocked.** `
        + 'What to do stands beside each; *Plan Again* looks anew.';
    case 'running': return `This is being made${where}: what stands and what does not yet is beside each step.`;
    case 'done': return onlyHolds === true ? foundOnly : 'This was run and is there. *Plan Again* holds it against the account as it is now.';
    case 'undoing': return `This is being undone${where}: what is deleted and what is not yet is beside each step.`;
    case 'undone': return undoable === 0
      ? '**This was undone:** nothing that it made is there any more. *Plan Again* plans it anew.'
      : '**This was undone** but for what others use, which stands beside each step. *Undo* clears that away once they do not.';
    default: return goal === 'undo'
      ? `**Its undoing ${ended[state] ?? 'has ended'}:** what is left stands beside each step. *Retry From Here* goes on with it.`
      : `**Its run ${ended[state] ?? 'has ended'}:** beside each step is what stands. *Retry From Here* goes on, *Undo* takes it back.`;
  }
}

const foundOnly = 'This was found in the account by our tag or by its name. **Nothing is known here of the connection that made it: another machine or another '
  + 'person may be using it.** *Undo* deletes it, *Keep It and Forget…* leaves it alone.';

const ended: Readonly<Partial<Record<RunView['state'], string>>> = {
  failed: 'failed', cancelled: 'was cancelled', interrupted: 'was cut off',
};

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

function totals({ total, standing, goal }: RunView): string {
  const left = goal === 'undo' ? standing?.unpublished ?? [] : total.unpublished;
  const unpublished = left.map((title) =>
    `${visibleInMarkdown(title)}${standing === undefined || standing.unpublished.includes(title) ? '' : ' (not made yet)'}`);
  return unpublished.length === 0
    ? sums(total, standing, goal)
    : `${sums(total, standing, goal)} Not in it, since no price is published: ${unpublished.join(', ')}.`;
}

/** In the middle, only what is there costs anything. */
function sums(total: Total, standing: Total | undefined, goal: RunView['goal']): string {
  const monthly = (sum: number): string => `**${visibleInMarkdown(money(sum, total.currency))} a month**`;
  if (standing === undefined) {
    return `Together ${monthly(total.monthly)} at the published list prices, for what this plan makes.`;
  }
  return goal === 'undo'
    ? `What is left of it costs ${monthly(standing.monthly)} at the published list prices.`
    : `What of it is made costs ${monthly(standing.monthly)} now, at the published list prices; `
      + `the rest would add ${monthly(total.monthly - standing.monthly)}.`;
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
    ...steps.filter(({ state, notNeeded }) => state === 'exists' && notNeeded !== true).map(item),
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
