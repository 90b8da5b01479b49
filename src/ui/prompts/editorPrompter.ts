import type { Prompter } from './answers';
import { askText } from './inputBox';
import { askLoss } from './lossBox';
import { askPick } from './quickPick';

/** The editor's quick picks and input boxes. */
export const editorPrompter: Prompter = {
  async pick(question) {
    const answer = await askPick(question, false);
    if (answer.kind !== 'value') {
      return answer;
    }
    const [value] = answer.value;
    return value === undefined ? { kind: 'cancelled' } : { kind: 'value', value };
  },
  pickMany: (question) => askPick(question, true),
  text: askText,
  agree: askLoss,
};
