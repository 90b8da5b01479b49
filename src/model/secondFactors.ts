import type { Secret } from './secret';

/** One thing that a server wants to know beside the key, in its own words: data, to be bounded and made visible where it is shown. */
export interface ServerPrompt {
  readonly text: string;
  /** What is typed must not be seen. */
  readonly isSecret: boolean;
}

/** A server's questions at one time (RFC 4256). */
export interface ServerQuestion {
  /** What a person calls the server. */
  readonly server: string;
  readonly instructions: string;
  readonly prompts: readonly ServerPrompt[];
}

/** Who answers what a server asks beside the key: a person. What is answered is used once and kept nowhere. */
export interface SecondFactors {
  /** In the order of the prompts. Undefined where nobody answers. */
  answer(question: ServerQuestion, signal: AbortSignal): Promise<readonly Secret[] | undefined>;
}

/** For where there is nobody to ask. */
export const noSecondFactors: SecondFactors = { answer: () => Promise.resolve(undefined) };
