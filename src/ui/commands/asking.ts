import type { Connection } from '../../model/connection';
import { Failure } from '../../model/failure';
import type { Instance } from '../../model/instance';
import { t } from '../../model/l10n';
import type { RunView } from '../../model/plan';
import { visible } from '../../model/text';
import type { PickItem, Prompter } from '../prompts/answers';
import type { Session } from '../session/session';
import type { Subject } from '../tree/node';
import { regionLabel } from '../tree/regionNames';

/** The instances that can be connected first, with what speaks against the others. */
export async function askInstance(session: Session, prompter: Prompter, placeholder: string): Promise<Instance | undefined> {
  const answer = await prompter.pick<Instance>({ placeholder, items: (signal) => instanceItems(session, signal) });
  return answer.kind === 'value' ? answer.value : undefined;
}

/** Items for picking an instance; shared with the first question of Connect Privately. */
export async function instanceItems({ landscape, kinds }: Session, signal: AbortSignal): Promise<readonly PickItem<Instance>[]> {
  const icons = new Map(kinds.services.map(({ id, icon }) => [id, icon]));
  const first = t('Private');
  const items = (await landscape.instances(signal)).map((instance) => ({
    label: visible(instance.name, 120),
    description: regionLabel(instance.region),
    icon: icons.get(instance.service),
    value: instance,
    ...(instance.connectable.possible ? { group: first } : { group: isPublic(instance) ? t('Public only') : t('Not ready'), detail: instance.connectable.why }),
  }));
  return [...items.filter(({ group }) => group === first), ...items.filter(({ group }) => group !== first)];
}

/** What is being made, or was deleted, may be private all the same. */
function isPublic({ access, state }: Instance): boolean {
  return access === 'public' && state === 'active';
}

/** Which connections fit, how a person is asked for one of several, and what is said where there is none. */
export interface Wanted {
  readonly fits: (run: RunView) => boolean;
  /** "Which plan should be run?" */
  readonly placeholder: string;
  /** "There is no plan to run". */
  readonly nothing: string;
}

/** The connection that a command was started on, else one that is asked for: the only fitting one without asking. */
export async function chosenConnection(
  session: Session, prompter: Prompter, subject: Subject | undefined, wanted: Wanted,
): Promise<Connection | undefined> {
  return givenConnection(session, subject) ?? await askConnection(session, prompter, wanted);
}

/** For a command that must not be given a connection in any other state: a row or a panel may be older than what it is about. */
export function refuseUnfit({ setup }: Session, { id, instance }: Connection, { fits, nothing }: Wanted): void {
  const run = setup.views().find(({ connectionId }) => connectionId === id);
  if (run === undefined || !fits(run)) {
    throw new Failure({
      code: 'ui.not-in-state', what: nothing,
      why: t('The connection to "{0}" is not set up: its state is "{1}".', visible(instance.name, 80), run?.state ?? 'new'),
      next: t('Run its plan to the end first.'),
    });
  }
}

/** The connection that a node is about; fails where it is damaged or gone, so that nothing is done to another one instead. */
export function givenConnection({ setup }: Session, subject: Subject | undefined): Connection | undefined {
  const id = connectionIdOf(subject);
  const given = setup.connections().find((connection) => connection.id === id);
  if (given === undefined && id !== undefined) {
    // It has none: this says why.
    setup.way(id);
  }
  return given;
}

function connectionIdOf(subject: Subject | undefined): string | undefined {
  switch (subject?.kind) {
    case 'run':
    case 'step': return subject.run.connectionId;
    case 'connection': return subject.connection.id;
    case 'target': return subject.target.connectionId;
    default: return undefined;
  }
}

async function askConnection({ setup }: Session, prompter: Prompter, { fits, placeholder, nothing }: Wanted): Promise<Connection | undefined> {
  const states = new Map(setup.views().filter(fits).map(({ connectionId, state }) => [connectionId, state]));
  const connections = setup.connections().filter(({ id }) => states.has(id));
  const [only] = connections;
  if (only === undefined) {
    throw setup.connections().length + setup.damaged().length === 0 ? noConnection(nothing) : notInState(nothing);
  }
  if (connections.length === 1) {
    return only;
  }
  const answer = await prompter.pick<Connection>({ placeholder, items: connectionItems(setup, connections, states) });
  return answer.kind === 'value' ? answer.value : undefined;
}

/** What works first. Two of one instance through one server differ in their id alone, which is how what they made is called. */
function connectionItems(
  setup: Pick<Session['setup'], 'way'>, connections: readonly Connection[], states: ReadonlyMap<string, RunView['state']>,
): readonly PickItem<Connection>[] {
  const items = connections.map((connection) => ({
    label: visible(connection.instance.name, 120),
    description: t('through {0}', visible(setup.way(connection.id).words.through, 80)),
    detail: [regionLabel(connection.instance.region), states.get(connection.id)].filter((part) => part !== undefined).join(' · '),
    icon: 'link',
    value: connection,
  }));
  const looks = (item: PickItem<Connection>): string => JSON.stringify([item.label, item.description, item.detail]);
  const told = items.map((item) => items.filter((other) => looks(other) === looks(item)).length === 1
    ? item : { ...item, detail: `${item.detail} · ${visible(item.value.id, 80)}` });
  const isDone = ({ value }: PickItem<Connection>): boolean => states.get(value.id) === 'done';
  return [...told.filter(isDone), ...told.filter((item) => !isDone(item))];
}

function noConnection(what: string): Failure {
  return new Failure({ code: 'ui.no-connection', what, why: t('There is no connection yet.'), next: t('Connect an instance privately first.') });
}

function notInState(what: string): Failure {
  return new Failure({ code: 'ui.nothing-to-choose', what, why: t('No connection is in a state for it.'), next: t('Look at the Activity view.') });
}
