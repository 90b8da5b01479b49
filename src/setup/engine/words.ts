import type { LostIntent, Phase, RecordedResource } from '../journal/history';
import type { FailureText } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import { duration } from '../../model/words';

/** States of a step in words, as the activity view shows them. Text from the cloud is made safe here. */
export const inWords = {
  working: (state: 'running' | 'undoing', note: string): string =>
    note === '' ? (state === 'running' ? t('working') : t('deleting')) : visible(note),
  exists: (detail: string | undefined): string => joined(t('exists'), detail),
  missing: (detail: string | undefined, isCheck: boolean): string => joined(isCheck ? t('to do') : t('to make'), detail),
  toExtend: (detail: string | undefined): string => joined(t('exists, will be changed'), detail),
  notNeeded: (why: string): string => joined(t('not needed'), why),
  leftOut: (why: string): string => joined(t('left out'), why),
  blocked: (why: string, remedy: string): string => joined(t('blocked: {0}', visible(why)), remedy),
  extended: (added: string, { detail, elapsedMs }: { detail: string; elapsedMs: number }): string =>
    joined(t('exists, {0}', added), after(detail, elapsedMs)),
  finished: (made: boolean, { detail, elapsedMs }: { detail: string; elapsedMs: number }): string =>
    made ? joined(t('made'), after(detail, elapsedMs)) : joined(t('exists'), detail),
  kept: (usedBy: string): string => t('kept: used by {0}', visible(usedBy)),
  checked: ({ detail, elapsedMs }: { detail: string; elapsedMs: number }): string => after(detail, elapsedMs),
  failed: ({ code, why, trace }: FailureText): string =>
    joined(`${visible(code)}: ${visible(why)}`, trace === undefined ? undefined : t('trace {0}', visible(trace))),
  cancelled: (resources: readonly RecordedResource[], lost: readonly LostIntent[], how = t('cancelled')): string =>
    notFinished(how, [...resources, ...lost]),
  /** Of what was ready before and stays. */
  changeLeft: (lost: readonly LostIntent[], phase: Phase): string => notFinished(changeEnded[phase] ?? t('its change is to go on'), lost),
};

const changeEnded: Readonly<Partial<Record<Phase, string>>> = {
  running: t('its change was cut off and is to go on'), cancelled: t('its change was cancelled and is to go on'),
};

function notFinished(how: string, things: readonly { readonly name: string }[]): string {
  return things.length === 0 ? how : t('{0} · not finished: {1}', how, things.map(({ name }) => visible(name)).join(', '));
}

/** "stable after 41 s"; a time that nobody had to wait is not worth a word. */
function after(detail: string, elapsedMs: number): string {
  return detail === '' || elapsedMs < 1_000 ? detail : t('{0} after {1}', detail, duration(Math.round(elapsedMs / 1_000) * 1_000));
}

function joined(state: string, detail: string | undefined): string {
  return detail === undefined || detail === '' ? state : `${state} · ${visible(detail)}`;
}
