import type { BroughtFile } from '../../certificates/brought';
import type { Judged } from '../../certificates/judge';
import { t } from '../../model/l10n';
import type { Editor } from '../editor/editor';
import type { Prompter } from '../prompts/answers';
import { judgedWithPassphrase } from '../prompts/judgedFiles';

interface Asking {
  readonly editor: Pick<Editor, 'chooseFiles'>;
  readonly prompter: Prompter;
}

/** A VPN server that is changed is ready again within ten minutes; Terraform's provider waits as long. */
export const peopleLimitMs = 11 * 60_000;

/** One that holds all in one file is chosen too, so that it is refused with what turns it into PEM. */
const endings = ['pem', 'crt', 'cer', 'key', 'der', 'p7b', 'p12', 'pfx'];
/** What the judge says of larger ones needs not be read first. */
const mostBytes = 8 * 1024 * 1024;

/** Files of certificates and keys; undefined where nobody chooses any. */
export async function askFiles(editor: Pick<Editor, 'chooseFiles'>, title: string): Promise<readonly BroughtFile[] | undefined> {
  const files = await editor.chooseFiles(title, endings, mostBytes);
  return files === undefined || files.length === 0 ? undefined : files;
}

/** The files of a VPN server's new certificate, judged as at first: also where the key is encrypted. Undefined where nobody chooses any. */
export async function askJudgedServer({ editor, prompter }: Asking): Promise<Judged | undefined> {
  const title = t('New certificate, chain and key of the VPN server');
  const files = await askFiles(editor, title);
  return files === undefined ? undefined : await judgedWithPassphrase(prompter, title, files, 'server');
}

/** "2028-12-31". */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
