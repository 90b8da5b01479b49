import type { Connection } from '../../model/connection';
import { Failure } from '../../model/failure';
import type { EventStreamsInstance } from '../../model/instance';
import { connectable } from '../../model/instance';
import type { RunView } from '../../model/plan';
import { visible } from '../../model/text';
import type { Prompter } from '../prompts/answers';
import type { Session } from '../session/session';
import { regionLabel } from '../tree/regionNames';
import { throughName } from '../tree/reach';

/** The instances that can be connected first, with what speaks against the others. */
export async function askInstance(session: Session, prompter: Prompter, placeholder: string): Promise<EventStreamsInstance | undefined> {
  const answer = await prompter.pick<EventStreamsInstance>({ placeholder, items: (signal) => instanceItems(session, signal) });
  return answer.kind === 'value' ? answer.value : undefined;
}

/** Items for picking an instance; shared with the first question of Connect Privately. */
export async function instanceItems(session: Session, signal: AbortSignal): Promise<readonly { label: string; description: string; detail?: string; icon: string; group: string; value: EventStreamsInstance }[]> {
  const all = await session.landscape.instances(signal);
  const items = all.map((instance) => {
    const answer = connectable(instance);
    return {
      label: visible(instance.name, 120),
      description: regionLabel(instance.region),
      icon: 'broadcast',
      value: instance,
      ...(answer.possible ? { group: 'Private' } : { group: 'Public only', detail: answer.why }),
    };
  });
  return [...items.filter(({ group }) => group === 'Private'), ...items.filter(({ group }) => group !== 'Private')];
}

/** A connection to do something with: the only fitting one without asking. Fails where there is none. */
export async function askConnection(
  session: Session, prompter: Prompter, placeholder: string, fits: (run: RunView) => boolean, nothing: string,
): Promise<Connection | undefined> {
  const fitting = session.setup.connections().filter(({ id }) => session.setup.views().some((run) => run.connectionId === id && fits(run)));
  const [only] = fitting;
  if (only === undefined) {
    throw new Failure({ code: 'ui.nothing-to-choose', what: nothing, why: 'No connection is in a state for it.', next: 'Look at the Activity view.' });
  }
  if (fitting.length === 1) {
    return only;
  }
  const answer = await prompter.pick<Connection>({
    placeholder,
    items: fitting.map((connection) => ({
      label: visible(connection.instance.name, 120),
      description: `through ${visible(throughName(connection), 80)}`,
      detail: regionLabel(connection.instance.region),
      icon: 'link',
      value: connection,
    })),
  });
  return answer.kind === 'value' ? answer.value : undefined;
}
