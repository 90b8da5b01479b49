import * as vscode from 'vscode';
import type { Connection } from '../../model/connection';
import { Failure } from '../../model/failure';
import type { Session } from '../session/session';
import { documentScheme } from './scheme';

/** The address of a plan's document. */
export function planUri(connection: Connection): vscode.Uri {
  const name = `Plan for ${connection.instance.name}`.replaceAll('/', '_');
  return vscode.Uri.from({ scheme: documentScheme, authority: 'plan', path: `/${name}.md`, query: new URLSearchParams({ connection: connection.id }).toString() });
}

/** A plan, or the run of it, as Markdown. */
export async function planText(uri: vscode.Uri, session: Session): Promise<string> {
  const id = new URLSearchParams(uri.query).get('connection');
  const connection = session.setup.connections().find((each) => each.id === id);
  const view = session.setup.views().find(({ connectionId }) => connectionId === id);
  if (connection === undefined || view === undefined) {
    throw new Failure({ code: 'ui.no-plan', what: 'Could not show the plan', why: 'It was discarded.', next: 'Close this document.' });
  }
  const { planAsMarkdown } = await import('../../setup/planDocument');
  return planAsMarkdown(view, connection);
}
