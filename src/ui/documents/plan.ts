import * as vscode from 'vscode';
import type { Connection } from '../../model/connection';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { documentScheme } from '../ids';
import type { Session } from '../session/session';
import { planName } from './planName';

/** The address of a plan's document. */
export function planUri(connection: Connection): vscode.Uri {
  const query = new URLSearchParams({ connection: connection.id }).toString();
  return vscode.Uri.from({ scheme: documentScheme, authority: 'plan', path: `/${planName(connection)}`, query });
}

/** A plan, or the run of it, as Markdown. */
export function planText(uri: vscode.Uri, session: Session): string {
  const id = new URLSearchParams(uri.query).get('connection');
  if (id === null || session.setup.views().every(({ connectionId }) => connectionId !== id)) {
    throw new Failure({ code: 'ui.no-plan', what: t('Could not show the plan'), why: t('It was discarded or forgotten.'), next: t('Close this document.') });
  }
  return session.setup.document(id);
}
