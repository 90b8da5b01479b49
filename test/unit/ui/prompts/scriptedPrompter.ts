import assert from 'node:assert/strict';
import type { Answer, LossQuestion, PickItem, PickQuestion, Position, Prompter, TextQuestion } from '../../../../src/ui/prompts/answers';
import { headOf, stageOf } from '../../../../src/ui/prompts/loss';

/** What a person does with one prompt: takes a row by its label, types, goes back, closes it, or takes what is marked. */
export type Act = { readonly take: string | RegExp } | { readonly type: string } | 'back' | 'escape' | 'enter';

/** What is there already is the default: whoever wants something made says so. */
export const newServer: Act = { take: /^New virtual server/ };

/** Takes the way through a new virtual server, up to who may SSH in: the range is typed next. */
export const bySsh: readonly Act[] = [{ take: 'Through a virtual server' }, 'enter', newServer, { take: /range that I type/ }];

/** What was asked, as a person saw it. */
export interface Seen {
  readonly position: Position | undefined;
  readonly placeholder: string;
  readonly labels: readonly string[];
  readonly descriptions: readonly (string | undefined)[];
  readonly details?: readonly (string | undefined)[];
  /** The row that was marked, or the text that stood in the box. */
  readonly current: string | undefined;
}

/** Answers prompts from a list, and remembers what was asked. */
export class ScriptedPrompter implements Prompter {
  readonly seen: Seen[] = [];
  /** What each box asked for. */
  readonly prompts: string[] = [];
  /** What a box said was wrong with what was typed. */
  readonly refused: string[] = [];
  /** What was about to be lost. */
  readonly losses: LossQuestion[] = [];
  readonly #acts: Act[];

  constructor(...acts: Act[]) {
    this.#acts = acts;
  }

  get left(): number {
    return this.#acts.length;
  }

  async pick<Value>(question: PickQuestion<Value>): Promise<Answer<Value>> {
    const items = await itemsOf(question);
    const choosable = items.filter(({ isOnlyRead }) => isOnlyRead !== true);
    const current = choosable.find(({ value }) => question.isCurrent?.(value) === true) ?? choosable[0];
    const [labels, descriptions] = [items.map(({ label }) => label), items.map(({ description }) => description)];
    this.seen.push({ position: question.position, placeholder: question.placeholder, labels, descriptions, details: items.map(({ detail }) => detail), current: current?.label });
    const act = this.#next();
    if (act === 'back' || act === 'escape') {
      return { kind: act === 'back' ? 'back' : 'cancelled' };
    }
    const chosen = typeof act === 'object' && 'take' in act ? choosable.find(({ label }) => fits(label, act.take)) : current;
    assert.ok(chosen !== undefined, `no row ${JSON.stringify(act)} among ${items.map(({ label }) => label).join(', ')}`);
    return { kind: 'value', value: chosen.value };
  }

  async pickMany<Value>(question: PickQuestion<Value>): Promise<Answer<readonly Value[]>> {
    const answer = await this.pick(question);
    return answer.kind === 'value' ? { kind: 'value', value: [answer.value] } : answer;
  }

  async text(question: TextQuestion): Promise<Answer<string>> {
    const more = await question.more?.(new AbortController().signal);
    this.prompts.push(more === undefined ? question.prompt : `${question.prompt} · ${more}`);
    this.seen.push({ position: question.position, placeholder: question.placeholder, labels: [], descriptions: [], current: question.value });
    for (;;) {
      const act = this.#next();
      if (act === 'back' || act === 'escape') {
        return { kind: act === 'back' ? 'back' : 'cancelled' };
      }
      const text = typeof act === 'object' && 'type' in act ? act.type : question.value ?? '';
      const wrong = question.check?.(text) ?? await tried(question, text);
      if (wrong === undefined) {
        return { kind: 'value', value: text };
      }
      this.refused.push(wrong);
    }
  }

  async agree(question: LossQuestion): Promise<Answer<string>> {
    this.losses.push(question);
    const { name, title } = question;
    return await this.text({
      title, prompt: headOf(question, 'asked').label, placeholder: name,
      check: (text) => (stageOf(question, text) === 'agreed' ? undefined : headOf(question, 'refused').label),
    });
  }

  #next(): Act {
    const act = this.#acts.shift();
    assert.ok(act !== undefined, `asked more than was expected: ${this.seen.at(-1)?.placeholder ?? ''}`);
    return act;
  }
}

function fits(label: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? label === wanted : wanted.test(label);
}

async function itemsOf<Value>({ items }: PickQuestion<Value>): Promise<readonly PickItem<Value>[]> {
  return typeof items === 'function' ? items(new AbortController().signal) : items;
}

async function tried(question: TextQuestion, text: string): Promise<string | undefined> {
  try {
    return await question.accept?.(text, new AbortController().signal);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
