import type { Prompter } from '../prompts/answers';

/** What is asked before something is lost, and the name that is typed to agree. */
export interface Loss {
  readonly title: string;
  /** What goes, or stays behind, in a sentence. */
  readonly what: string;
  readonly name: string;
}

/** Whether it was agreed to. */
export async function typedConfirmation(prompter: Prompter, { title, what, name }: Loss): Promise<boolean> {
  const answer = await prompter.text({
    title,
    prompt: `${what} Type "${name}" to confirm`,
    placeholder: name,
    check: (text) => text.trim() === name ? undefined : `Type "${name}" to confirm.`,
  });
  return answer.kind === 'value';
}
