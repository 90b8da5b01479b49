import type { BroughtFile } from '../../certificates/brought';
import type { Editor } from '../editor/editor';

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

/** "2028-12-31". */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
