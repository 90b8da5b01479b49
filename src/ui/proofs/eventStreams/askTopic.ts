import { t } from '../../../model/l10n';
import { visible } from '../../../model/text';
import type { PickItem, Prompter } from '../../prompts/answers';
import type { ProofGrounds } from '../proof';

/** Where a message goes; undefined stands for a scratch topic, which is deleted again. */
export interface Destination {
  readonly topic: string | undefined;
}

type Choice = Destination | 'named';

const scratch: PickItem<Choice> = {
  label: t('A scratch topic'), icon: 'beaker', detail: t('Made for the message and deleted again.'), value: { topic: undefined },
};

const named: PickItem<Choice> = {
  label: t('A topic that I name'), icon: 'edit', detail: t('One message is added to it; its consumers will see it.'), alwaysShown: true, value: 'named',
};

/** A scratch topic is offered to a key that may make one, topics where a check has seen some. Undefined: changed their mind. */
export async function askTopic(prompter: Prompter, { role, held }: ProofGrounds): Promise<Destination | undefined> {
  const makesOne = role === 'Manager';
  const choice = makesOne || held.length > 0 ? await choose(prompter, [...(makesOne ? [scratch] : []), named, ...held.map(seen)]) : 'named';
  return choice === 'named' ? askName(prompter) : choice;
}

function seen(topic: string): PickItem<Choice> {
  const group = t('Seen by the last check: one message is added, its consumers will see it');
  return { label: visible(topic, 250), icon: 'list-flat', group, value: { topic } };
}

async function choose(prompter: Prompter, items: readonly PickItem<Choice>[]): Promise<Choice | undefined> {
  const answer = await prompter.pick<Choice>({ placeholder: t('To which topic should the message go?'), staysOpen: true, items });
  return answer.kind === 'value' ? answer.value : undefined;
}

async function askName(prompter: Prompter): Promise<Destination | undefined> {
  const answer = await prompter.text({
    title: t('Send a Test Message'),
    prompt: t('Name of an existing topic: one message is added to it, and its consumers will see it'),
    placeholder: 'orders',
    check: (text) => /^[A-Za-z0-9._-]{1,200}$/.test(text.trim())
      ? undefined
      : t('A topic name has at most 200 letters, digits, dots, underscores and hyphens.'),
  });
  return answer.kind === 'value' ? { topic: answer.value.trim() } : undefined;
}
