import type { Connection } from '../../model/connection';
import type { OwnVpn } from '../../model/dialledVpn';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { Way } from '../../setup/way';
import { leadsThrough, vpnDialled } from '../activity/runNode';
import type { Session } from '../session/session';
import type { Subject } from '../tree/node';
import { chosenConnection, refuseUnfit, type Wanted } from './asking';
import type { Invocation } from './handler';

export interface DialledConnection {
  readonly session: Session;
  readonly connection: Connection;
  readonly way: Way & { readonly vpn: OwnVpn };
}

/** The connection by a VPN that a command is about: of its row, of its instance's, else one that is asked for. */
export async function dialledConnection({ services: { sessions, prompter }, subject }: Invocation): Promise<DialledConnection | undefined> {
  const session = await sessions.required();
  const instance = instanceOf(subject);
  const leading = instance === undefined ? undefined : session.setup.connections().filter((each) => each.instance.crn === instance.crn).map(({ id }) => id);
  const wanted: Wanted = {
    fits: (run) => vpnDialled(run) && leading?.includes(run.connectionId) !== false,
    placeholder: t('Which connection by VPN?'), nothing: t('There is no VPN to dial'),
  };
  if (instance !== undefined && !session.setup.views().some(wanted.fits)) {
    throw noVpn(t('None leads to "{0}".', visible(instance.name, 80)));
  }
  const connection = await chosenConnection(session, prompter, instance === undefined ? ofVpnServer(session, subject) : undefined, wanted);
  if (connection === undefined) {
    return undefined;
  }
  const { vpn, ...way } = session.setup.way(connection.id);
  if (vpn === undefined) {
    throw noVpn(t('The connection to "{0}" leads through none.', visible(connection.instance.name, 80)));
  }
  refuseUnfit(session, connection, wanted);
  return { session, connection, way: { ...way, vpn } };
}

/** A VPN server's own row stands for what leads through it: nobody is taken to another one instead. */
function ofVpnServer({ setup }: Session, subject: Subject | undefined): Subject | undefined {
  if (subject?.kind !== 'resource') {
    return subject;
  }
  const run = setup.views().find((view) => vpnDialled(view) && leadsThrough(view, subject.crn));
  if (run === undefined) {
    throw noVpn(t('No connection that is set up leads through "{0}".', visible(subject.name, 80)));
  }
  return { kind: 'run', run };
}

function noVpn(why: string): Failure {
  return new Failure({ code: 'ui.no-vpn', what: t('There is no VPN to dial'), why, next: t('Connect the instance privately through a client VPN.') });
}

/** Where the row or the panel names no connection. */
export function instanceOf(subject: Subject | undefined): { readonly crn: string; readonly name: string } | undefined {
  if (subject?.kind === 'instance') {
    return subject.instance;
  }
  return subject?.kind === 'target' && subject.target.connectionId === undefined
    ? { crn: subject.target.instanceCrn, name: subject.target.instanceName } : undefined;
}
