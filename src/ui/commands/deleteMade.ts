import { t } from '../../model/l10n';
import { Failure } from '../../model/failure';
import { visible } from '../../model/text';
import { money } from '../../model/words';
import type { MadeThing, PricedThing } from '../../setup/madeThings';
import { isMoving } from '../activity/runNode';
import { inTime } from '../inTime';
import type { PickItem } from '../prompts/answers';
import type { Session } from '../session/session';
import { describe, type Subject } from '../tree/node';
import { regionLabel } from '../tree/regionNames';
import type { Invocation } from './handler';
import { confirmUndo, watch } from './watchedWork';

/** Of what was made the account is asked for everything, list by list. */
const limitMs = 120_000;

/**
 * Deletes what we made, and nothing else, by the undo of whoever made it: that alone knows what stands on the thing, asks the cloud who else
 * uses it, and goes on where it was broken off. A connection with a hole would be none of these.
 */
export async function deleteMade({ services, subject }: Invocation): Promise<void> {
  const session = await services.sessions.required();
  const { setup } = session;
  await setup.load();
  const thing = subject === undefined ? await askThing(services, session) : thingOf(setup.made(), subject);
  if (thing === undefined) {
    return;
  }
  // While the question stood, another window may have been at work.
  await setup.load();
  const connection = setup.connections().find(({ id }) => id === thing.connectionId);
  const isThere = setup.made().some(({ id, connectionId }) => id === thing.id && connectionId === thing.connectionId);
  if (connection === undefined || !isThere) {
    throw notOurs(thing.name);
  }
  const run = setup.views().find(({ connectionId }) => connectionId === connection.id);
  if (run !== undefined && isMoving(run)) {
    throw notNow(thing.name, 'ui.busy', t('"{0}", which made it, is being worked at.', visible(run.title, 120)), t('Wait until that ends, or cancel it.'));
  }
  const user = setup.undoList(connection.id).find(({ id }) => id === thing.id)?.keptFor;
  if (user !== undefined) {
    throw notNow(thing.name, 'ui.in-use', t('"{0}" uses it.', visible(user, 120)), t('Undo that first.'));
  }
  if (await confirmUndo(services, { session, connection }, thing)) {
    await watch(services, { session, connection }, 'undo');
  }
}

async function askThing({ editor, prompter }: Invocation['services'], { setup }: Session): Promise<MadeThing | undefined> {
  const things = await editor.progress(() => inTime(t('Could not look for what was made'), limitMs, (signal) => setup.madeAndThere(signal)));
  if (things.length === 0) {
    throw new Failure({
      code: 'ui.nothing-made', what: t('There is nothing to delete'), why: t('Nothing of what was made from here is in the account.'),
      next: t('What another machine made is found by Find What Was Left Behind.'),
    });
  }
  const titles = new Map(setup.views().map(({ connectionId, title }) => [connectionId, title]));
  const answer = await prompter.pick<MadeThing>({
    placeholder: t('What should be deleted? What goes with it is listed before anything does'),
    items: things.map((thing) => itemOf(thing, titles.get(thing.connectionId))),
  });
  return answer.kind === 'value' ? answer.value : undefined;
}

function itemOf(thing: PricedThing, title = ''): PickItem<MadeThing> {
  const { what, name, region, cost } = thing;
  return {
    label: visible(name, 80), icon: 'trash', value: thing,
    description: describe(what, regionLabel(region), cost.kind === 'priced' ? t('{0} a month', money(cost.monthly, cost.currency)) : undefined),
    detail: t('Made by "{0}"', visible(title, 120)),
  };
}

/** What the row stands for; of a step's, the last that it made. */
function thingOf(made: readonly MadeThing[], subject: Subject): MadeThing {
  const thing = subject.kind === 'resource' ? made.find(({ crn, id }) => subject.id === undefined ? crn === subject.crn : id === subject.id)
    : subject.kind === 'step' ? made.find(({ id, connectionId }) => connectionId === subject.run.connectionId && id === subject.step.resource?.id)
      : undefined;
  if (thing === undefined) {
    throw notOurs(subject.kind === 'resource' ? subject.name : subject.kind === 'step' ? subject.step.title : '');
  }
  return thing;
}

function notOurs(name: string): Failure {
  return notNow(name, 'ui.not-ours', t('It was not made from here, or is deleted already.'), t('Delete it in the IBM Cloud console, if it is yours.'));
}

function notNow(name: string, code: string, why: string, next: string): Failure {
  return new Failure({ code, what: t('Could not delete "{0}"', visible(name, 80)), why, next });
}
