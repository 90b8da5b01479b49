import type { BroughtFile } from '../../certificates/brought';
import type { Purpose } from '../../certificates/finding';
import { judge, type Judged } from '../../certificates/judge';
import { t } from '../../model/l10n';
import { Secret } from '../../model/secret';
import type { Prompter } from './answers';

/**
 * What files of certificates are good for. A key may be encrypted: its passphrase is asked for, and neither is kept but in the set. Undefined where
 * nobody types it.
 */
export async function judgedWithPassphrase(prompter: Prompter, title: string, files: readonly BroughtFile[], purpose: Purpose): Promise<Judged | undefined> {
  const judged = await judge(files, purpose);
  const locked = judged.findings.find(({ code }) => code === 'key.protected');
  if (judged.kind === 'usable' || locked === undefined) {
    return judged;
  }
  let opened: Judged = judged;
  const answer = await prompter.text({
    title, prompt: locked.why, placeholder: t('The passphrase of the key'), secret: true,
    accept: async (text) => {
      opened = await judge(files, purpose, { passphrase: new Secret(text) });
      const wrong = opened.findings.find(({ code }) => code === 'key.wrong-passphrase' || code === 'key.protected');
      return wrong === undefined ? undefined : `${wrong.why} ${wrong.next}`;
    },
  });
  return answer.kind === 'value' ? opened : undefined;
}
