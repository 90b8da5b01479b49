import type { LostIntent, RecordedResource } from '../journal/history';
import type { FailureText } from '../../model/failure';
import { visible } from '../../model/text';
import { duration } from '../../model/words';

/** States of a step in words, as the activity view shows them. Text from the cloud is made safe here. */
export const inWords = {
  working: (state: 'running' | 'undoing', note: string): string =>
    note === '' ? (state === 'running' ? 'working' : 'deleting') : visible(note),
  exists: (detail: string | undefined): string => joined('exists', detail),
  missing: (detail: string | undefined, isCheck: boolean): string => joined(isCheck ? 'to do' : 'to make', detail),
  toExtend: (detail: string | undefined): string => joined('exists, will be changed', detail),
  notNeeded: (why: string): string => joined('not needed', why),
  leftOut: (why: string): string => joined('left out', why),
  blocked: (why: string, remedy: string): string => joined(`blocked: ${visible(why)}`, remedy),
  extended: (added: string, { detail, elapsedMs }: { detail: string; elapsedMs: number }): string =>
    joined(`exists, ${added}`, after(detail, elapsedMs)),
  finished: (made: boolean, { detail, elapsedMs }: { detail: string; elapsedMs: number }): string =>
    made ? joined('made', after(detail, elapsedMs)) : joined('exists', detail),
  kept: (usedBy: string): string => `kept: used by ${visible(usedBy)}`,
  checked: ({ detail, elapsedMs }: { detail: string; elapsedMs: number }): string => after(detail, elapsedMs),
  failed: ({ code, why, trace }: FailureText): string =>
    joined(`${visible(code)}: ${visible(why)}`, trace === undefined ? undefined : `trace ${visible(trace)}`),
  cancelled: (resources: readonly RecordedResource[], lost: readonly LostIntent[], how = 'cancelled'): string => {
    const there = [...resources, ...lost].map(({ name }) => visible(name));
    return there.length === 0 ? how : `${how} · not finished: ${there.join(', ')}`;
  },
};

/** "stable after 41 s"; a time that nobody had to wait is not worth a word. */
function after(detail: string, elapsedMs: number): string {
  return detail === '' || elapsedMs < 1_000 ? detail : `${detail} after ${duration(Math.round(elapsedMs / 1_000) * 1_000)}`;
}

function joined(state: string, detail: string | undefined): string {
  return detail === undefined || detail === '' ? state : `${state} · ${visible(detail)}`;
}
