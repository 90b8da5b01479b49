import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { terminalLine } from '../../ssh/commandLine';
import { isBesideKeyboard } from '../besideKeyboard';
import { planOfTab } from '../documents/planName';
import { extensionId } from '../ids';
import type { Editor } from './editor';
import { t } from '../../model/l10n';

export const vscodeEditor: Editor = {
  async copy(text) {
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage(t('$(check) Copied'), 3000);
  },
  async pasted() {
    return await vscode.env.clipboard.readText();
  },
  async confirm(question) {
    return await (await import('../auth/confirmLoss')).confirmed(question);
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
  async openFile(path) {
    await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false });
  },
  async saveText(suggestedName, text) {
    const uri = await vscode.window.showSaveDialog({ defaultUri: vscode.Uri.file(join(homedir(), suggestedName)), filters: { Markdown: ['md'] } });
    if (uri !== undefined && uri.scheme !== 'file') {
      // On the remote machine whose window it is, where nothing is written from here: the person saves it there.
      await vscodeEditor.openText(text, 'markdown');
      return undefined;
    }
    if (uri !== undefined) {
      await writeFile(uri.fsPath, text, { mode: 0o600 });
    }
    return uri?.fsPath;
  },
  async chooseNewFile(suggestedPath, title, endings) {
    return await (await import('./newFile')).newFile(suggestedPath, title, endings);
  },
  async chooseText(title, endings, mostBytes) {
    return await (await import('./chosenFiles')).chosenText(title, endings, mostBytes);
  },
  async chooseFiles(title, endings, mostBytes) {
    return await (await import('./chosenFiles')).chosenFiles(title, endings, mostBytes);
  },
  async workspace() {
    return (await import('./vscodeWorkspace')).vscodeWorkspace();
  },
  async reportIssue(text) {
    await vscode.commands.executeCommand('workbench.action.openIssueReporter', { extensionId, issueBody: text });
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
  shownPlan() {
    return planOfTab(vscode.window.tabGroups.activeTabGroup.activeTab?.label);
  },
  async openTerminal({ name, program, words, icon }) {
    if (vscode.env.remoteName === undefined || !isBesideKeyboard()) {
      vscode.window.createTerminal({ name, shellPath: program, shellArgs: [...words], iconPath: new vscode.ThemeIcon(icon) }).show();
      return;
    }
    // A terminal of ours would open on the remote machine, and the files are here: the person pastes it into one that is here too.
    await vscodeEditor.copy(terminalLine([program, ...words]));
    await vscode.commands.executeCommand('workbench.action.terminal.newLocal');
  },
  showTerminal(name) {
    const open = vscode.window.terminals.find((terminal) => terminal.name === name && terminal.exitStatus === undefined);
    open?.show();
    return open !== undefined;
  },
};
