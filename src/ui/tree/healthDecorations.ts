import * as vscode from 'vscode';
import type { Health } from './health';
import { healthLooks, isHealth } from './health';

const scheme = 'private-connect-health';

/** The address by which the editor asks how a row is decorated; it says all that there is to know. */
export function healthUri(health: Health, id: string): vscode.Uri {
  return vscode.Uri.from({ scheme, authority: health, path: `/${encodeURIComponent(id)}` });
}

/** Colours the rows of what is broken, works in part or is being deleted. */
export class HealthDecorations implements vscode.FileDecorationProvider {
  provideFileDecoration({ scheme: of, authority }: vscode.Uri): vscode.FileDecoration | undefined {
    if (of !== scheme || !isHealth(authority)) {
      return undefined;
    }
    const { badge, color, tooltip } = healthLooks[authority];
    return new vscode.FileDecoration(badge, tooltip, new vscode.ThemeColor(color));
  }
}
