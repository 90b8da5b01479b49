import type { Prompter } from '../../prompts/answers';

/** Where a message goes; undefined stands for a scratch topic, which is deleted again. */
export interface Destination {
  readonly topic: string | undefined;
}

/** A scratch topic is offered to a key that may make one. Undefined: changed their mind. */
export async function askTopic(prompter: Prompter, role: string): Promise<Destination | undefined> {
  const kind = role === 'Manager' ? await askKind(prompter) : 'named';
  return kind === 'named' ? askName(prompter) : kind === 'scratch' ? { topic: undefined } : undefined;
}

async function askKind(prompter: Prompter): Promise<'scratch' | 'named' | undefined> {
  const answer = await prompter.pick<'scratch' | 'named'>({
    placeholder: 'To which topic should the message go?',
    staysOpen: true,
    items: [
      { label: 'A scratch topic', icon: 'beaker', detail: 'Made for the message and deleted again.', value: 'scratch' },
      { label: 'A topic that I name', icon: 'edit', detail: 'One message is added to it; its consumers will see it.', value: 'named' },
    ],
  });
  return answer.kind === 'value' ? answer.value : undefined;
}

async function askName(prompter: Prompter): Promise<Destination | undefined> {
  const named = await prompter.text({
    title: 'Send a Test Message',
    prompt: 'Name of an existing topic: one message is added to it, and its consumers will see it',
    placeholder: 'orders',
    check: (text) => /^[A-Za-z0-9._-]{1,200}$/.test(text.trim()) ? undefined : 'A topic name has at most 200 letters, digits, dots, underscores and hyphens.',
  });
  return named.kind === 'value' ? { topic: named.value.trim() } : undefined;
}
