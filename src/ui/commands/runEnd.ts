import type { Connection } from '../../model/connection';
import { t } from '../../model/l10n';
import type { RunView } from '../../model/plan';
import { visible } from '../../model/text';
import type { NoticeAction } from '../remedies';
import type { Session } from '../session/session';
import type { Services } from './services';

interface Ended {
  readonly session: Pick<Session, 'setup'>;
  readonly connection: Connection;
}

/** A run takes minutes, and people turn to other things: its good end is told, with what comes next, where nobody looks at the view. */
export function tellEnd({ trees, notices, editor }: Services, { session, connection }: Ended, { state, title, leadsNowhere }: RunView): void {
  if (trees.activity.isSeen()) {
    return;
  }
  const name = visible(connection.instance.name, 60);
  if (leadsNowhere === true) {
    void notices.done(t('"{0}" is {1}.', visible(title, 160), state));
  } else if (state === 'done') {
    const { vpn, site } = session.setup.way(connection.id);
    if (vpn !== undefined) {
      void notices.done(t('"{0}" can be reached once the VPN is dialled: {1} is done.', name, visible(title, 160)), saveProfile(editor, connection));
    } else if (site !== undefined) {
      void notices.done(t('"{0}" can be reached once the office’s gateway dials: {1} is done.', name, visible(title, 160)), saveFiles(editor, connection));
    } else {
      void notices.done(t('"{0}" is connected: {1} is done.', name, visible(title, 160)), checkConnectivity(editor, connection));
    }
  } else if (state === 'undone') {
    void notices.done(t('The connection to "{0}" is undone: what it made is deleted.', name));
  }
}

/** The next step once a client can get there. */
export function checkConnectivity(editor: Services['editor'], connection: Connection): NoticeAction {
  return { title: t('Check Connectivity'), run: () => editor.run('privateConnect.checkConnectivity', { kind: 'connection', connection }) };
}

/** The office's gateway knows nothing of the tunnel yet. */
function saveFiles(editor: Services['editor'], connection: Connection): NoticeAction {
  return { title: t('Save On-Premises Files…'), run: () => editor.run('privateConnect.onPremisesFiles', { kind: 'connection', connection }) };
}

/** Before this machine has dialled, there is nothing to check. */
function saveProfile(editor: Services['editor'], connection: Connection): NoticeAction {
  return { title: t('Save VPN Profile…'), run: () => editor.run('privateConnect.saveVpnProfile', { kind: 'connection', connection }) };
}
