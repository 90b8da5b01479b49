import * as vscode from 'vscode';
import type { Editor } from './editor';

export const vscodeEditor: Editor = {
  async copy(text) {
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage('$(check) Copied', 3000);
  },
  async progress(work) {
    return await vscode.window.withProgress({ location: { viewId: 'privateConnect.activity' } }, work);
  },
  async run(command, subject) {
    await vscode.commands.executeCommand(command, subject);
  },
  async openText(text, language) {
    const document = await vscode.workspace.openTextDocument({ language, content: text });
    await vscode.window.showTextDocument(document, { preview: false });
  },
  async openDetails(resource) {
    const { detailsUri } = await import('../documents/details');
    const document = await vscode.workspace.openTextDocument(detailsUri(resource));
    await vscode.window.showTextDocument(document, { preview: true });
  },
  async openPage(url) {
    await vscode.env.openExternal(vscode.Uri.parse(url, true));
  },
  async openPlan(connection) {
    const { planUri } = await import('../documents/plan');
    await vscode.commands.executeCommand('markdown.showPreview', planUri(connection));
  },
  openSsh(name, sshArguments) {
    vscode.window.createTerminal({ name, shellPath: 'ssh', shellArgs: [...sshArguments], iconPath: new vscode.ThemeIcon('vm') }).show();
  },
};
