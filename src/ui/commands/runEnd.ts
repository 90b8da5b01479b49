import type { Connection } from '../../model/connection';
import { t } from '../../model/l10n';
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
    void notices.done(t('"{0}" is {1}.', visible(title, 160), state));
  } else if (state === 'done') {
    const next = { title: t('Check Connectivity'), run: () => editor.run('privateConnect.checkConnectivity', { kind: 'connection', connection }) };
    void notices.done(t('"{0}" is connected: {1} is done.', name, visible(title, 160)), next);
  } else if (state === 'undone') {
    void notices.done(t('The connection to "{0}" is undone: what it made is deleted.', name));
  }
}
