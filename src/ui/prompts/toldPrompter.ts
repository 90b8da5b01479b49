import type { Answer, Prompter } from './answers';

/** The same prompter, which tells what was asked and whether it was answered; never the answer, which may be a secret. */
export function toldPrompter(prompter: Prompter, tell: (line: string) => void): Prompter {
  const told = async <Value>(question: string, answer: Promise<Answer<Value>>): Promise<Answer<Value>> => {
    const given = await answer;
    tell(`Asked: ${question} · ${endings[given.kind]}`);
    return given;
  };
  return {
    pick: (question) => told(question.placeholder, prompter.pick(question)),
    pickMany: (question) => told(question.placeholder, prompter.pickMany(question)),
    text: (question) => told(question.title ?? question.prompt, prompter.text(question)),
    agree: (question) => told(question.title, prompter.agree(question)),
  };
}

const endings: Readonly<Record<Answer<unknown>['kind'], string>> = { value: 'answered', back: 'back', cancelled: 'cancelled' };
