import { readdir, readFile } from 'node:fs/promises';
import { homedir, release } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { AccountStore } from '../auth/accountStore';
import type { KeptSecrets } from '../auth/keptSecrets';
import type { SettingValues } from '../settingValues';
import { secretsIn } from './redact';
import type { SupportSource } from './source';

const longestLog = 400_000;

/** What the editor and the vault tell. */
export function editorSource(
  { extension, logUri }: Pick<vscode.ExtensionContext, 'extension' | 'logUri'>,
  settings: SettingValues, secrets: Pick<KeptSecrets, 'keys' | 'getIfReadable'>, store: Pick<AccountStore, 'list'>,
): SupportSource {
  return {
    about: () => ({
      product: textOf(extension.packageJSON, 'version') ?? 'of an unknown version',
      editor: `${vscode.version} (${vscode.env.appName}, ${vscode.env.uiKind === vscode.UIKind.Web ? 'web' : 'desktop'})`,
      system: `${process.platform} ${process.arch} ${release()}, Node ${process.versions.node}`,
      place: vscode.env.remoteName === undefined ? 'on the machine of the window' : `in a window to another machine (${vscode.env.remoteName})`,
    }),
    settings: () => ({
      regions: settings.regions(), credentialRole: settings.credentialRole(), checkTimeoutMs: settings.checkTimeoutMs(), sandboxPace: settings.sandboxPace(),
    }),
    log: () => logOf(logUri.fsPath),
    secrets: async () => (await Promise.all((await secrets.keys()).map((key) => secrets.getIfReadable(key)))).flatMap((kept) => secretsIn(kept ?? '')),
    accounts: async () => (await store.list()).filter(({ kind }) => kind === 'cloud')
      .flatMap(({ id, accountId, iamId, label }) => [id, accountId, iamId, label]),
    homeFolder: homedir(),
    takesIssues: textOf(extension.packageJSON, 'bugs') !== undefined,
  };
}

/** A text of the manifest; of a place, its address. */
function textOf(manifest: unknown, name: string): string | undefined {
  const value = isRecord(manifest) ? manifest[name] : undefined;
  const text = isRecord(value) ? value['url'] : value;
  return typeof text === 'string' ? text : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

async function logOf(folder: string): Promise<string> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.log')).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8').catch(() => '')));
  return texts.join('\n').slice(-longestLog);
}
