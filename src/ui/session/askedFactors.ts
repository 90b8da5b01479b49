import { t } from '../../model/l10n';
import type { SecondFactors, ServerQuestion } from '../../model/secondFactors';
import { Secret } from '../../model/secret';
import { visible } from '../../model/text';
import type { Prompter } from '../prompts/answers';

/** Asks a person in input boxes, one server after another: a box that opens closes the one before. Nothing of it is kept. */
export class AskedFactors implements SecondFactors {
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly prompter: Pick<Prompter, 'text'>) {}

  answer(question: ServerQuestion, signal: AbortSignal): Promise<readonly Secret[] | undefined> {
    const turn = this.#turn.then(() => this.#ask(question, signal));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #ask({ server, instructions, prompts }: ServerQuestion, signal: AbortSignal): Promise<readonly Secret[] | undefined> {
    const answers: Secret[] = [];
    for (const { text, isSecret } of prompts) {
      const answer = signal.aborted ? undefined : await this.prompter.text({
        // The log has the title, which is ours; the rest is the server's own words.
        title: t('Signing In to {0}', visible(server, 120)),
        prompt: [instructions, text].filter((words) => words.trim() !== '').join(' · ') || t('The server asks for something without saying what'),
        placeholder: t('The server\'s question, answered once and kept nowhere'),
        secret: isSecret,
        signal,
      });
      if (answer?.kind !== 'value') {
        return undefined;
      }
      answers.push(new Secret(answer.value));
    }
    return answers;
  }
}
