import type { Cost, Goal, MadeResource } from '../../model/plan';
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
