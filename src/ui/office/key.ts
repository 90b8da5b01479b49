import { t } from '../../model/l10n';
import { Secret } from '../../model/secret';
import { isKey } from '../../onPremises/words';
import { mapped, type Answer, type PickItem, type Position, type Prompter } from '../prompts/answers';
import type { KeyAnswer } from './answers';

type Row = 'made' | 'kept' | 'paste';

/** Asks for the pre-shared key; what is pasted is shown nowhere. */
export async function askKey(prompter: Prompter, position: Position, before: KeyAnswer | undefined): Promise<Answer<KeyAnswer>> {
  for (;;) {
    const picked = await prompter.pick<Row>({
      position, placeholder: t('By which pre-shared key should the two gateways know each other?'), items: keyItems(before),
      isCurrent: (row) => row === (before === undefined || before.kind === 'made' ? 'made' : 'kept'),
    });
    if (picked.kind !== 'value') {
      return picked;
    }
    if (picked.value !== 'paste') {
      return { kind: 'value', value: picked.value === 'kept' && before !== undefined ? before : { kind: 'made' } };
    }
    const pasted = await pasteKey(prompter, { ...position, back: true });
    if (pasted.kind !== 'back') {
      return pasted;
    }
  }
}

function keyItems(before: KeyAnswer | undefined): readonly PickItem<Row>[] {
  return [
    ...before === undefined || before.kind === 'made' ? [] : [{ label: t('The one that was pasted before'), icon: 'check', value: 'kept' as const }],
    {
      label: t('A new one, made here'), icon: 'key', value: 'made', description: t('kept in VS Code’s secret storage'),
      detail: t('40 letters and digits by chance. Save On-Premises Files… gives it away.'),
    },
    {
      label: t('One that I paste'), icon: 'edit', value: 'paste',
      detail: t('Where the office has one already. It is typed unseen, and is in no file of choices.'),
    },
  ];
}

/** Unseen as it is pasted, and judged there and then. */
export async function pasteKey(prompter: Prompter, position: Position): Promise<Answer<KeyAnswer>> {
  return mapped(await prompter.text({
    position, prompt: t('The pre-shared key: 6 to 128 letters, digits and -+&!@#$%^*(),.:_'), placeholder: t('The pre-shared key'), secret: true,
    check: keyProblem,
  }), (text) => ({ kind: 'typed', key: new Secret(text) }));
}

/** What is wrong with a pre-shared key, without quoting it. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-using-vpn */
export function keyProblem(text: string): string | undefined {
  if (/^0[xs]/i.test(text)) {
    return t('It begins with 0x or 0s: strongSwan would read what follows as a number, and the cloud refuses it.');
  }
  if (text.length < 6 || text.length > 128) {
    return t('It has {0} characters: 6 to 128 are taken.', text.length);
  }
  if (/\s/.test(text)) {
    return t('There is a space or a line break in it, perhaps at an end.');
  }
  return isKey(text) ? undefined : t('It has a character that the cloud does not take: letters, digits and -+&!@#$%^*(),.:_ are.');
}
