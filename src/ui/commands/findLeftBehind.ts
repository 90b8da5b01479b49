import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { PricedLeftBehind } from '../../setup/leftBehind/find';
import { costWords } from '../activity/runNode';
import { inTime } from '../inTime';
import type { PickItem } from '../prompts/answers';
import { counted, describe } from '../tree/node';
import { regionLabel } from '../tree/regionNames';
import type { Invocation } from './handler';

/** It looks through the whole account, page by page. */
const limitMs = 120_000;

/**
 * Looks through the account for what connections made of which this machine knows nothing, by tag and by name. What is chosen is kept as
 * a row of the Activity view: there it is deleted, or forgotten. Nothing in the account is changed.
 */
export async function findLeftBehind({ services }: Invocation): Promise<void> {
  const { editor, notices, prompter, sessions, trees } = services;
  const { setup } = await sessions.required();
  const found = await editor.progress(() => inTime(t('Could not find what was left behind'), limitMs, (signal) => setup.findLeftBehind(signal)));
  if (found.length === 0) {
    void notices.done(t('Nothing is left behind: all that connections made in this account stands in the Activity view. '
      + 'What was made in the last minutes may not be found yet.'));
    return;
  }
  const answer = await prompter.pick<PricedLeftBehind>({
    placeholder: t('What should be taken over, to be looked at and deleted? It may be in use by whoever made it'),
    items: found.map(itemOf),
  });
  if (answer.kind === 'value') {
    const connection = await editor.progress(() => inTime(t('Could not take it over'), limitMs, (signal) => setup.takeOver(answer.value, signal)));
    trees.activity.paint();
    trees.activity.reveal();
    await editor.openPlan(connection);
  }
}

function itemOf(left: PricedLeftBehind): PickItem<PricedLeftBehind> {
  const { base, region, things, tagged, total } = left;
  return {
    label: visible(base, 80),
    description: describe(regionLabel(region), counted(things.length, t('thing'), t('things')), costWords(total)),
    detail: tagged ? t('Found by its tag: {0}', inShort(left)) : t('Found by its name alone: {0}', inShort(left)),
    icon: 'question',
    value: left,
  };
}

/** What comes after the common beginning, which the row begins with: a row is one line, and its end is cut off. */
function inShort({ base, things }: PricedLeftBehind): string {
  return visible(things.map(({ name }) => (name.startsWith(`${base}-`) ? name.slice(base.length + 1) : name)).join(', '), 110);
}
