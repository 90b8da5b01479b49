import { safeParse, type BaseIssue } from 'valibot';
import type { Failure } from '../model/failure';
import { t } from '../model/l10n';
import type { OnUnreadable } from '../model/unreadable';
import type { Schema } from './checker';
import { unexpectedAnswer } from './errors';
import type { CloudAnswer, CloudRequest } from './request';

type Issue = BaseIssue<unknown>;

/**
 * A page without those items of its list that are not as documented, each of which is told. A page that is not as documented
 * itself comes back as it is: of its items nothing is known.
 */
export function withoutUnreadable(schema: Schema, page: unknown, request: CloudRequest, answer: CloudAnswer, tell: OnUnreadable): unknown {
  const spoilt = new Map<string, Map<number, Issue>>();
  for (const issue of safeParse(schema, page).issues ?? []) {
    const [list, item] = issue.path ?? [];
    if (list?.type !== 'object' || item?.type !== 'array') {
      return page;
    }
    const first = spoilt.get(list.key) ?? new Map<number, Issue>();
    spoilt.set(list.key, first);
    if (!first.has(item.key)) {
      first.set(item.key, issue);
    }
  }
  const kept = { ...(page as Readonly<Record<string, unknown>>) };
  for (const [list, issues] of spoilt) {
    kept[list] = (kept[list] as readonly unknown[]).filter((_, at) => !issues.has(at));
    issues.forEach((issue) => tell({ problem: problemOf(issue), failure: notAsDocumented(request, answer, issue) }));
  }
  return kept;
}

/** What is wrong with an answer, at which place, and in which item of which list. */
export function notAsDocumented(request: CloudRequest, answer: CloudAnswer, issue: Issue): Failure {
  const place = issue.path?.map((step) => String(step.key)).join('.') ?? '';
  const item = request.secret === true ? undefined : issue.path?.find((step) => step.type === 'array')?.value;
  return unexpectedAnswer(request, answer, { place: place === '' ? t('the document') : place, item: nameOf(item), problem: issue.message });
}

function problemOf({ path, received }: Issue): string {
  const field = (path ?? []).slice(2).map((step) => String(step.key)).join('.');
  return field === '' ? t('it is not as documented') : t('`{0}` is {1}', field, received === 'undefined' ? t('missing') : t('not as documented'));
}

/** What an item can be found by, as far as it tells that. */
function nameOf(item: unknown): string | undefined {
  return ['id', 'guid', 'crn', 'name'].map((key) => typeof item === 'object' && item !== null ? Reflect.get(item, key) as unknown : undefined)
    .find((value): value is string => typeof value === 'string' && value !== '');
}
