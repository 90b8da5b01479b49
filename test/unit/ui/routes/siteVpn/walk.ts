import * as v from 'valibot';
import { siteVpnChoices, type SiteVpnChoices } from '../../../../../src/setup/routes/siteVpn/choices';
import { askAll, type Question } from '../../../../../src/ui/prompts/answers';
import { SiteVpnQuestions } from '../../../../../src/ui/routes/siteVpn/questions';
import type { Sources } from '../../../../../src/ui/routes/siteVpn/sources';
import { routeQuestions, type RouteQuestions } from '../../../../../src/ui/routes/routeQuestions';
import { instance } from '../../fixtures';
import { ScriptedPrompter, type Act } from '../../prompts/scriptedPrompter';
import { sourcesWith } from './offer';

export const target = { instance: instance('orders'), connectionId: 'orders-pc-1a2b' };

export interface Asked {
  readonly prompter: ScriptedPrompter;
  /** As the route reads them when they are saved. */
  readonly choices: SiteVpnChoices | undefined;
}

export async function ask(acts: readonly Act[], more: Partial<Sources> = {}): Promise<Asked> {
  const prompter = new ScriptedPrompter(...acts);
  const unanswered = routeQuestions(new SiteVpnQuestions(sourcesWith(prompter, more)), {});
  const answered = await askAll<RouteQuestions>('Title', (asked) => Promise.resolve(
    asked.questions.map((question): Question<RouteQuestions> => (_, position) => question(target, position)),
  ), unanswered);
  return { prompter, choices: answered === undefined ? undefined : v.parse(siteVpnChoices, await answered.choices(target)) };
}

export const office: readonly Act[] = ['enter', { type: '203.0.113.7' }];
export const agreed: readonly Act[] = ['enter', { type: 'payments' }];

/** Each question as proposed; those of that number are answered so. */
export function but(changed: Readonly<Record<number, readonly Act[]>> = {}): readonly Act[] {
  const usual: readonly (readonly Act[])[] = [['enter'], ['enter'], ['enter'], office, ['enter'], ['enter'], ['enter'], ['enter'], agreed];
  return usual.flatMap((acts, at) => changed[at + 1] ?? acts);
}
