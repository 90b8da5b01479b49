import * as vscode from 'vscode';

/** Brings panels back after a reload of the window; the panels themselves are loaded only then. */
export function restorePanels(panels: () => Promise<vscode.WebviewPanelSerializer>): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer('privateConnect.connectivity', {
    deserializeWebviewPanel: async (panel, state) => (await panels()).deserializeWebviewPanel(panel, state),
  });
}
