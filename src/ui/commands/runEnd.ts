import type { Connection } from '../../model/connection';
import type { RunView } from '../../model/plan';
import { visible } from '../../model/text';
import type { Services } from './services';

/** A run takes minutes, and people turn to other things: its good end is told, with what comes next, where nobody looks at the view. */
export function tellEnd({ trees, notices, editor }: Services, connection: Connection, { state, title, leadsNowhere }: RunView): void {
  if (trees.activity.isSeen()) {
    return;
  }
  const name = visible(connection.instance.name, 60);
  if (leadsNowhere === true) {
    void notices.done(`"${visible(title, 160)}" is ${state}.`);
  } else if (state === 'done') {
    const next = { title: 'Check Connectivity', run: () => editor.run('privateConnect.checkConnectivity', { kind: 'connection', connection }) };
    void notices.done(`"${name}" is connected: ${visible(title, 160)} is done.`, next);
  } else if (state === 'undone') {
    void notices.done(`The connection to "${name}" is undone: what it made is deleted.`);
  }
}
