import { t } from '../model/l10n';
import type { Cost, RunView, StepView, Total } from '../model/plan';
import { visible, visibleInMarkdown } from '../model/text';
import { money } from '../model/words';
import { kindInWords, type Opening, type Path } from '../model/path';
import { networkPicture } from './networkPicture';

/** A plan, or what became of it, as a Markdown document. A pure function; whatever the cloud named stays text. */
export function planAsMarkdown(view: RunView, { path, openings }: { readonly path: Path; readonly openings: readonly Opening[] }): string {
  const tense = tenseOf(view.state);
  return [
    `# ${visibleInMarkdown(view.title)}`,
    opening(view),
    ...(tense === 'was' ? [] : [totals(view)]),
    `## ${t('Steps')}`,
    stepTable(view.steps),
    ...(path.length === 0 ? [] : networkAsMarkdown(tense, asItIs(path, view), asNeeded(openings, view))),
    ...(tense === 'was' ? [] : [`## ${t('How to undo it')}`, undoing(view)]),
  ].join('\n\n') + '\n';
}

function networkAsMarkdown(tense: Tense, path: Path, openings: readonly Opening[]): readonly string[] {
  return [
    `## ${headings[tense].network}`,
    t('From top to bottom: {0}.', path.map(({ name }) => visibleInMarkdown(name)).join(', ')),
    ['```text', networkPicture(path), '```'].join('\n'),
    `## ${headings[tense].reach}`,
    openingsTable(openings),
  ];
}

/** What is there already under its own name, with the addresses that it has. */
function asItIs(path: Path, { steps }: RunView): Path {
  return path.map((place) => {
    const there = steps.find(({ id }) => id === place.step)?.there;
    const details = there?.address === undefined ? place.details : [t('at {0}', there.address)];
    return there === undefined ? place : { ...place, name: `${kindInWords(place.kind)} ${there.name}`, details };
  });
}

/** A rule that need not be made is there under somebody else's name. */
function asNeeded(openings: readonly Opening[], { steps }: RunView): readonly Opening[] {
  return openings.map((opening) => steps.find(({ id }) => id === opening.step)?.notNeeded === true
    ? { ...opening, allowedBy: t('rules that are there') } : opening);
}

type Tense = 'will-be' | 'is' | 'was';

const headings: Readonly<Record<Tense, { readonly network: string; readonly reach: string }>> = {
  'will-be': { network: t('The network as it will be'), reach: t('Who will be able to reach what') },
  'is': { network: t('The network as it is'), reach: t('Who can reach what') },
  'was': { network: t('The network as it was'), reach: t('Who could reach what') },
};

/** Half made is neither: what the steps say counts there. */
function tenseOf(state: RunView['state']): Tense {
  switch (state) {
    case 'done': return 'is';
    case 'undoing':
    case 'undone': return 'was';
    default: return 'will-be';
  }
}

function opening(view: RunView): string {
  const { state, goal, steps, elsewhere, undoable, onlyHolds } = view;
  const where = elsewhere === undefined ? '' : t(' in {0}', visibleInMarkdown(elsewhere));
  switch (state) {
    case 'plan': return blocked(steps) ?? t('Nothing of this is made until you choose **Run**.');
    case 'running': return t('This is being made{0}: what stands and what does not yet is beside each step.', where);
    case 'done': return onlyHolds === true ? foundOnly : t('This was run and is there. *Plan Again* holds it against the account as it is now.');
    case 'undoing': return t('This is being undone{0}: what is deleted and what is not yet is beside each step.', where);
    case 'undone': return undoable === 0
      ? t('**This was undone:** nothing that it made is there any more. *Plan Again* plans it anew.')
      : t('**This was undone** but for what others use, which stands beside each step. *Undo* clears that away once they do not.');
    default: return view.plannedSince === true ? plannedSince(view) : goal === 'undo'
      ? t('**Its undoing {0}:** what is left stands beside each step. *Retry From Here* goes on with it.', ended[state] ?? t('has ended'))
      : t('**Its run {0}:** beside each step is what stands. *Retry From Here* goes on, *Undo* takes it back.', ended[state] ?? t('has ended'));
  }
}

/** What is planned now, and no more where it stopped. */
function plannedSince({ state, steps }: RunView): string {
  return blocked(steps) ?? t('**Its run {0}, and it was planned anew since:** beside each step is what *Retry From Here* makes or changes. '
    + 'Until then nothing is changed; *Undo* takes back what was made.', ended[state] ?? t('has ended'));
}

function blocked(steps: readonly StepView[]): string | undefined {
  const count = steps.filter((step) => step.state === 'blocked').length;
  return count === 0 ? undefined : count === 1
    ? t('**It cannot be run yet: one step is blocked.** What to do stands beside it; *Plan Again* looks anew.')
    : t('**It cannot be run yet: {0} steps are blocked.** What to do stands beside each; *Plan Again* looks anew.', count);
}

const foundOnly = t('This was found in the account by our tag or by its name. **Nothing is known here of the connection that made it: '
  + 'another machine or another person may be using it.** *Undo* deletes it, *Keep It and Forget…* leaves it alone.');

const ended: Readonly<Partial<Record<RunView['state'], string>>> = {
  failed: t('failed'), cancelled: t('was cancelled'), interrupted: t('was cut off'),
};

function stepTable(steps: readonly StepView[]): string {
  const rows = steps.map((step, index) => [
    String(index + 1), visibleInMarkdown(step.title), visibleInMarkdown(step.why), breakable(step.detail), costText(step.cost),
  ]);
  return table(['#', t('What'), t('Why'), t('Exists or made'), t('Cost a month')], rows);
}

/** A long path breaks at its separators, a fingerprint anywhere; otherwise it would take the other columns' room. */
function breakable(text: string): string {
  const pieces = visible(text).split(/([^\s/-]{24,})/u);
  return pieces.map((piece, index) => (index % 2 === 0 ? visibleInMarkdown(piece).replaceAll('/', '/<wbr>') : inParts(piece))).join('');
}

function inParts(long: string): string {
  return (long.match(/.{1,12}/gsu) ?? []).map((part) => visibleInMarkdown(part)).join('<wbr>');
}

function costText(cost: Cost): string {
  switch (cost.kind) {
    case 'none':
      return t('none');
    case 'priced':
      return `${visibleInMarkdown(money(cost.monthly, cost.currency))} (${visibleInMarkdown(cost.basis)})`;
    case 'unpublished':
      return t('no price published');
  }
}

function totals({ total, standing, goal, onlyHolds }: RunView): string {
  const left = goal === 'undo' ? standing?.unpublished ?? [] : total.unpublished;
  const unpublished = left.map((title) =>
    `${visibleInMarkdown(title)}${standing === undefined || standing.unpublished.includes(title) ? '' : t(' (not made yet)')}`);
  const sum = onlyHolds === true ? t('All of it costs {0} at the published list prices.', monthly(total, total.monthly)) : sums(total, standing, goal);
  return unpublished.length === 0 ? sum : t('{0} Not in it, since no price is published: {1}.', sum, unpublished.join(', '));
}

/** In the middle, only what is there costs anything. */
function sums(total: Total, standing: Total | undefined, goal: RunView['goal']): string {
  if (standing === undefined) {
    return t('Together {0} at the published list prices, for what this plan makes.', monthly(total, total.monthly));
  }
  return goal === 'undo'
    ? t('What is left of it costs {0} at the published list prices.', monthly(total, standing.monthly))
    : t('What of it is made costs {0} now, at the published list prices; '
      + 'the rest would add {1}.', monthly(total, standing.monthly), monthly(total, total.monthly - standing.monthly));
}

function monthly({ currency }: Total, sum: number): string {
  return t('**{0} a month**', visibleInMarkdown(money(sum, currency)));
}

function openingsTable(openings: readonly Opening[]): string {
  return table([t('From'), t('To'), t('Port'), t('Allowed by')], openings.map(({ from, to, port, allowedBy }) =>
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
    t('*Undo* deletes, in the reverse order, what the run made, and waits until each is gone.'),
    ...(made.length === 0 ? [] : [made.join('\n')]),
    ...(existing.length === 0 ? [] : [t('It leaves alone what was there before:'), existing.join('\n')]),
  ].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
