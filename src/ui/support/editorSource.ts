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
      product: versionOf(extension.packageJSON),
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
  };
}

function versionOf(manifest: unknown): string {
  const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : undefined;
  return typeof version === 'string' ? version : 'of an unknown version';
}

async function logOf(folder: string): Promise<string> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.log')).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8').catch(() => '')));
  return texts.join('\n').slice(-longestLog);
}
