import type { Goal } from '../../model/plan';
import type { Entry } from './entry';
import { recordOf, type History, type LostIntent, type SentIntent, type StepRecord } from './history';

/** What the journal says after one more entry. Pure: a replay of the same lines gives the same history. */
export function append(history: History, entry: Entry): History {
  const next = { ...history, lastAt: entry.at };
  switch (entry.type) {
    case 'run':
      return { ...begun(history, 'run', entry.at), phase: 'running', costs: entry.costs };
    case 'undo':
      return { ...begun({ ...history, steps: forgetChanges(history.steps) }, 'undo', entry.at), phase: 'undoing' };
    case 'done':
      // Older versions did not write down that what was ready before is so again.
      return { ...next, phase: 'done', steps: forgetChanges(next.steps) };
    case 'undone':
      return { ...next, phase: 'undone', steps: forgetAdopted(next.steps) };
    case 'cancelled':
      return entry.step === undefined
        ? { ...next, phase: 'cancelled' }
        : withStep({ ...next, phase: 'cancelled' }, entry.step, (record) => ({ ...record, cancelled: true }));
    case 'left':
      return withStep(next, entry.step, (record) => ({ ...record, failure: record.failure ?? entry.failure }));
    case 'failed':
      return withStep({ ...next, phase: 'failed' }, entry.step, (record) => ({ ...record, failure: entry.failure }));
    default:
      return withStep(next, entry.step, (record) => change(record, entry));
  }
}

/** A leg of a run or of an undo; after a leg that was broken off on the way to the same goal its time is added to that one's. */
function begun(history: History, goal: Goal, at: string): History {
  const goesOn = history.goal === goal && ['running', 'undoing', 'failed', 'cancelled'].includes(history.phase);
  const spentMs = goesOn ? history.spentMs + between(history.startedAt, history.lastAt) : 0;
  return { ...history, goal, startedAt: at, lastAt: at, spentMs, steps: forgetEndings(history.steps) };
}

/** Milliseconds; none where a clock went back. */
function between(from: string | undefined, to: string | undefined): number {
  const passed = Date.parse(to ?? '') - Date.parse(from ?? '');
  return passed > 0 ? passed : 0;
}

type StepEntry = Extract<Entry, { type: 'intent' | 'withdrawn' | 'made' | 'adopted' | 'ready' | 'removing' | 'removed' | 'kept' }>;

function change(record: StepRecord, entry: StepEntry): StepRecord {
  switch (entry.type) {
    case 'intent':
      return {
        ...record, removed: false, ...(record.ready === undefined ? {} : { changing: true }),
        lost: [...without(record.lost, entry), { kind: entry.kind, name: entry.name, at: entry.at }],
      };
    case 'withdrawn':
      return { ...record, lost: without(record.lost, entry) };
    case 'made':
    case 'adopted': {
      const { kind, id, name, crn, address } = entry;
      // A second one of the same name takes the place of one that is gone: someone else deleted it.
      const resource = { kind, id, name, crn, address, origin: entry.type };
      const stay = record.resources.filter((other) => other.kind !== kind || (other.id !== id && other.name !== name));
      // What is used instead of another that was there before: nothing of the step reads that one any more.
      const others = entry.type === 'made' ? stay : stay.filter((other) => other.kind !== kind || other.origin === 'made' || areParts(other.id, id));
      return { ...record, removed: false, lost: without(record.lost, entry), resources: [...others, resource] };
    }
    case 'ready':
      return { ...record, ready: { detail: entry.detail, elapsedMs: entry.elapsedMs }, changing: undefined };
    case 'removing':
      return { ...record, ready: undefined, changing: undefined };
    case 'removed': {
      const resources = record.resources.filter((other) => other.kind !== entry.kind || other.id !== entry.id);
      const leftAsItWas = resources.some(({ origin }) => origin === 'adopted');
      const handedOver = entry.keptFor === undefined ? record.handedOver : [...record.handedOver ?? [], entry.id];
      const { keptFor, goneWith } = entry;
      return {
        ...record, removed: true, removedKind: entry.kind, ready: undefined, changing: undefined, resources, keptFor, goneWith, handedOver, leftAsItWas,
      };
    }
    case 'kept':
      return { ...record, resources: record.resources.map((other) =>
        other.kind === entry.kind && other.id === entry.id ? { ...other, usedBy: entry.usedBy } : other) };
  }
}

/** Parts of one thing, as routes of one VPN server, are used beside each other: their ids begin with the thing's. In a CRN the slash is the account's. */
function areParts(one: string, other: string): boolean {
  const [whole = '', ...part] = one.split('/');
  return !whole.startsWith('crn:') && whole !== '' && part.length === 1 && other.split('/').length === 2 && other.startsWith(`${whole}/`);
}

function without(lost: readonly SentIntent[], { kind, name }: LostIntent): readonly SentIntent[] {
  return lost.filter((other) => other.kind !== kind || other.name !== name);
}

function withStep(history: History, step: string, update: (record: StepRecord) => StepRecord): History {
  return { ...history, steps: { ...history.steps, [step]: update(recordOf(history, step)) } };
}

function forgetEndings(steps: History['steps']): History['steps'] {
  return mapSteps(steps, (record) => ({
    ...record, failure: undefined, cancelled: undefined,
    resources: record.resources.map((resource) => resource.usedBy === undefined ? resource : { ...resource, usedBy: undefined }),
  }));
}

function forgetChanges(steps: History['steps']): History['steps'] {
  return mapSteps(steps, (record) => record.changing === undefined ? record : { ...record, changing: undefined });
}

function forgetAdopted(steps: History['steps']): History['steps'] {
  return mapSteps(steps, (record) => ({
    ...record, ready: undefined, resources: record.resources.filter(({ origin }) => origin === 'made'),
  }));
}

function mapSteps(steps: History['steps'], update: (record: StepRecord) => StepRecord): History['steps'] {
  return Object.fromEntries(Object.entries(steps).map(([id, record]) => [id, update(record)]));
}
