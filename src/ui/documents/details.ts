import * as vscode from 'vscode';
import { documentScheme } from '../ids';
import { inTime } from '../inTime';
import type { Session } from '../session/session';
import { t } from '../../model/l10n';

const limitMs = 30_000;

/** The address of a resource's document: its name as a person reads it in the tab, and what is read to show it. */
export function detailsUri(resource: { readonly name: string; readonly crn: string; readonly region: string; readonly href?: string | undefined }): vscode.Uri {
  const query = new URLSearchParams({ crn: resource.crn, region: resource.region, ...(resource.href === undefined ? {} : { href: resource.href }) });
  return vscode.Uri.from({ scheme: documentScheme, authority: 'details', path: `/${resource.name.replaceAll('/', '_')}.json`, query: query.toString() });
}

/** A resource's document as the API gives it. */
export async function detailsText(uri: vscode.Uri, session: Session): Promise<string> {
  const query = new URLSearchParams(uri.query);
  const [crn, region, href] = [query.get('crn'), query.get('region'), query.get('href')];
  const raw = await inTime(t('Could not read the resource'), limitMs, (signal) => href === null
    ? session.cloud.resources.readRaw(crn ?? '', signal)
    : session.cloud.vpc(region ?? '').readRaw(href, signal));
  return `${JSON.stringify(raw, undefined, 2)}\n`;
}
