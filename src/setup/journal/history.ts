import type { Cost, Goal, MadeResource } from '../../model/plan';
import type { Entry } from './entry';
import type { FailureText } from '../../model/failure';

/** A resource with what kind it is, which says how it is deleted. */
export interface RecordedResource extends MadeResource {
  readonly kind: string;
  /** Where it is reached, for a floating IP. */
  readonly address?: string | undefined;
  /** Who kept it from being deleted by the last undo, in words. */
  readonly usedBy?: string | undefined;
}

/** A request that was about to be sent, and of whose answer nothing is known. */
export interface LostIntent {
  readonly kind: string;
  readonly name: string;
}

/** The same with when it was sent, for the last time. */
export interface SentIntent extends LostIntent {
  readonly at: string;
}

/** What is known of one step. */
export interface StepRecord {
  readonly resources: readonly RecordedResource[];
  readonly lost: readonly SentIntent[];
  readonly ready?: { readonly detail: string; readonly elapsedMs: number } | undefined;
  /** Something more was asked for after it was ready, and it was not ready since: another rule for the one before. */
  readonly changing?: true | undefined;
  readonly failure?: FailureText | undefined;
  readonly cancelled?: boolean | undefined;
  /** Something of it was deleted by an undo, or left to another connection. */
  readonly removed?: boolean | undefined;
  readonly keptFor?: string | undefined;
  /** The name of what it was on, which another run deleted. */
  readonly goneWith?: string | undefined;
  /** The ids of what was left to other connections. */
  readonly handedOver?: readonly string[] | undefined;
  /** The kind of what was deleted last. */
  readonly removedKind?: string | undefined;
  /** What is left of it after an undo was there before, without what we had put on it. */
  readonly leftAsItWas?: boolean | undefined;
}

export type Phase = 'new' | 'running' | 'done' | 'failed' | 'cancelled' | 'undoing' | 'undone';

/** All that a journal says. */
export interface History {
  readonly phase: Phase;
  /** Which of the two began last. */
  readonly goal: Goal;
  readonly steps: Readonly<Record<string, StepRecord>>;
  readonly costs: Readonly<Record<string, Cost>>;
  readonly startedAt?: string | undefined;
  /** What the legs before took that were broken off and gone on with, in milliseconds. */
  readonly spentMs: number;
  readonly lastAt?: string | undefined;
}

export const noHistory: History = { phase: 'new', goal: 'run', steps: {}, costs: {}, spentMs: 0 };
const noRecord: StepRecord = { resources: [], lost: [] };

/** The record of a step, empty for one that has none. */
export function recordOf(history: History, step: string): StepRecord {
  return Object.hasOwn(history.steps, step) ? history.steps[step] ?? noRecord : noRecord;
}

/** The request that gave a thing its name and whose answer was lost, if there is one: such a thing is ours. */
export function lostIntent({ lost }: StepRecord, { kind, name }: LostIntent): SentIntent | undefined {
  return lost.find((intent) => intent.kind === kind && intent.name === name);
}

/** The one of a kind that a step uses now: what came last took the place of what came before. */
export function latest({ resources }: StepRecord, kind: string): RecordedResource | undefined {
  return resources.filter((resource) => resource.kind === kind).at(-1);
}

/** Whether it is known of a thing: it is there by its id, or was asked for by that name and not answered for. */
export function isRecorded({ steps }: History, { kind, id, name }: LostIntent & { readonly id: string }): boolean {
  return Object.values(steps).some(({ resources, lost, handedOver }) => resources.some((each) => each.id === id)
    || lost.some((each) => each.kind === kind && each.name === name) || handedOver?.includes(id) === true);
}

/** Everything that is recorded, whatever step it belongs to. */
export function resourcesOf(history: History): readonly RecordedResource[] {
  return Object.values(history.steps).flatMap(({ resources }) => resources);
}

/** Whose the thing of that id is; undefined for one that the connection has nothing to do with. */
export function originOf(history: History, id: string): 'made' | 'adopted' | 'handed-over' | undefined {
  const known = resourcesOf(history).find((resource) => resource.id === id)?.origin;
  return known ?? (Object.values(history.steps).some(({ handedOver }) => handedOver?.includes(id) === true) ? 'handed-over' : undefined);
}

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
