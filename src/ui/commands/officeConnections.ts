import type { Connection } from '../../model/connection';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { OfficeSite } from '../../setup/office/site';
import { officeAtEnd } from '../activity/runNode';
import type { Session } from '../session/session';
import { chosenConnection, refuseUnfit, type Wanted } from './asking';
import type { Invocation } from './handler';
import { instanceOf } from './vpnConnections';

export interface OfficeConnection {
  readonly session: Session;
  readonly connection: Connection;
  readonly site: OfficeSite;
}

/** The connection to an office that a command is about: of its row, of its instance's, else one that is asked for. */
export async function officeConnection({ services: { sessions, prompter }, subject }: Invocation): Promise<OfficeConnection | undefined> {
  const session = await sessions.required();
  const { setup } = session;
  const instance = instanceOf(subject);
  const leading = instance === undefined ? undefined : setup.connections().filter((each) => each.instance.crn === instance.crn).map(({ id }) => id);
  const wanted: Wanted = {
    fits: (run) => officeAtEnd(run) && leading?.includes(run.connectionId) !== false,
    placeholder: t('Which connection of an office?'), nothing: t('There is no office to set up'),
  };
  if (instance !== undefined && !setup.views().some(wanted.fits)) {
    throw noOffice(t('No connection to "{0}" that is set up leads to an office.', visible(instance.name, 80)));
  }
  const connection = await chosenConnection(session, prompter, instance === undefined ? subject : undefined, wanted);
  if (connection === undefined) {
    return undefined;
  }
  const { site } = setup.way(connection.id);
  if (site === undefined) {
    throw noOffice(t('The connection to "{0}" does not lead to an office.', visible(connection.instance.name, 80)));
  }
  refuseUnfit(session, connection, wanted);
  return { session, connection, site };
}

function noOffice(why: string): Failure {
  return new Failure({
    code: 'ui.no-office', what: t('There is no office to set up'), why, next: t('Connect the instance privately through a site-to-site VPN.'),
  });
}
