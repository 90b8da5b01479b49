import { visible } from '../../model/text';
import type { LossQuestion, LossRow, Prompter } from '../prompts/answers';

/** Asks before something is lost; the name is typed to agree. Whether it was. */
export async function typedConfirmation(prompter: Prompter, question: LossQuestion): Promise<boolean> {
  return (await prompter.agree(question)).kind === 'value';
}

export function goes(what: string, detail?: string): LossRow {
  return { text: visible(what, 200), detail: detail === undefined ? undefined : visible(detail, 200), icon: 'trash' };
}

export function stays(what: string, why?: string): LossRow {
  return { text: visible(what, 300), ...(why === undefined ? {} : { detail: visible(why, 300) }), icon: 'pinned' };
}
