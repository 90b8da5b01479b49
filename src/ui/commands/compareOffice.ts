import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { checkOffice } from '../../onPremises/checkOffice';
import { sideBySide } from '../../onPremises/said/sideBySide';
import type { Editor } from '../editor/editor';
import type { Prompter } from '../prompts/answers';
import type { Invocation } from './handler';
import { chosenOffice } from './officeSides';

const mostBytes = 500_000;

/** What the office's gateway says of itself, held against what the cloud has: the first difference, and all parameters beside each other. */
export async function compareOffice(invocation: Invocation): Promise<void> {
  const { services: { editor, prompter } } = invocation;
  const chosen = await chosenOffice(invocation);
  const said = chosen === undefined ? undefined : await askSaid(prompter, editor);
  if (chosen === undefined || said === undefined) {
    return;
  }
  const text = sideBySide(checkOffice(chosen.office), said);
  if (text === undefined) {
    throw new Failure({
      code: 'office.nothing-said', what: t('Could not compare the two sides'), why: t('Nothing in that text is what strongSwan says of its connections.'),
      next: t('Run "swanctl --list-conns; swanctl --list-sas" or "ipsec statusall" on the office’s gateway, and copy all that it writes.'),
    });
  }
  await editor.openText(text, 'markdown');
}

async function askSaid(prompter: Prompter, editor: Pick<Editor, 'pasted' | 'chooseText'>): Promise<string | undefined> {
  const answer = await prompter.pick<'clipboard' | 'file'>({
    placeholder: t('Where is what "swanctl --list-conns; swanctl --list-sas" or "ipsec statusall" wrote?'),
    items: [
      { label: t('On the clipboard'), icon: 'clippy', value: 'clipboard', detail: t('Copied from a terminal on the office’s gateway. It is sent nowhere.') },
      { label: t('In a file'), icon: 'file', value: 'file', detail: t('A text that somebody sent.') },
    ],
  });
  if (answer.kind !== 'value') {
    return undefined;
  }
  return answer.value === 'clipboard' ? await editor.pasted() : (await editor.chooseText(t('What the Office’s Gateway Says'), ['txt', 'log'], mostBytes))?.text;
}
