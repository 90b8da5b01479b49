import type { FailureText } from './failure';

/** A month's cost of one thing. Never a guess: where Global Catalog has no price, it says so. */
export type Cost =
  | { readonly kind: 'none' }
  | { readonly kind: 'priced'; readonly monthly: number; readonly currency: string; readonly basis: string }
  | { readonly kind: 'unpublished' };

/** What a step made or found, as kept in the journal. */
export interface MadeResource {
  /** The cloud's id, or a path for what is on this machine. */
  readonly id: string;
  readonly name: string;
  readonly crn?: string | undefined;
  /** Whether we made it (and may delete it) or found it (and never do). */
  readonly origin: 'made' | 'adopted';
}

export type StepState =
  | 'exists' | 'to-make' | 'blocked'
  | 'waiting' | 'running' | 'made' | 'failed' | 'cancelled' | 'undoing' | 'undone';

/** One step of a plan or of a run, as plain data for the activity view and the plan document. */
export interface StepView {
  readonly id: string;
  /** What it is and its name: "Security group orders-pc-gateway". */
  readonly title: string;
  /** Why it is needed, in one sentence. */
  readonly why: string;
  readonly state: StepState;
  /** State in words: "exists", "made, stable after 41 s", "blocked: ..." */
  readonly detail: string;
  readonly cost: Cost;
  readonly elapsedMs?: number | undefined;
  readonly resource?: MadeResource | undefined;
  readonly failure?: FailureText | undefined;
  /** Of what is to make: the thing itself is there, and is changed. */
  readonly changesExisting?: true | undefined;
  /** The thing itself was there before and stays; what an undo leaves it without: "without the security group that the run puts on it". */
  readonly extendsExisting?: string | undefined;
  /** It looks at things and makes none. */
  readonly isCheck?: true | undefined;
  /** Nothing of it is made or used. */
  readonly notNeeded?: true | undefined;
  /** The name of what it was on, which another run deleted. */
  readonly goneWith?: string | undefined;
  /** What is used instead of a new one; the title names it. */
  readonly there?: { readonly name: string; readonly address?: string | undefined } | undefined;
}

/** `damaged`: what is saved cannot be read, or is not understood by this version. It is shown, and neither run nor lost. */
export type RunState = 'plan' | 'running' | 'done' | 'failed' | 'cancelled' | 'undoing' | 'undone' | 'interrupted' | 'damaged';

/** What a connection is being brought to; what was broken off goes on with it. */
export type Goal = 'run' | 'undo';

/** A plan, or the run of it, as one picture: the activity view and the document are pure functions of it. */
export interface RunView {
  readonly connectionId: string;
  readonly title: string;
  readonly state: RunState;
  /** Whether it is the run or the undo that is in this state. */
  readonly goal: Goal;
  readonly steps: readonly StepView[];
  /** How many things an undo would delete, or look for. */
  readonly undoable: number;
  readonly total: Total;
  /** Of one that has begun and is not done: what of the total is there and costs now, or may. */
  readonly standing?: Total | undefined;
  readonly startedAt?: string | undefined;
  readonly elapsedMs?: number | undefined;
  /** Of a run that ended before its end: it was planned anew since, and its steps say what going on does. */
  readonly plannedSince?: true | undefined;
  /** Of one that moves: who works at it, where that is not this window. It cannot be cancelled here. */
  readonly elsewhere?: string | undefined;
  /** Of a plan: it changes what was done to its end, which stands as it did until the plan is run. */
  readonly changesWhatStands?: true | undefined;
  /** This machine dials a VPN on the way. */
  readonly dialsVpn?: true | undefined;
  /** An office's gateway is at the other end of the way, and is set up for it. */
  readonly hasOffice?: true | undefined;
  /** It is no way to an instance: there is nothing to check. */
  readonly leadsNowhere?: true | undefined;
  /** It holds what was left behind, to be looked at and deleted: there is nothing to plan or to run. */
  readonly onlyHolds?: true | undefined;
  /** Of a damaged one: what is wrong with it, and what to do. */
  readonly problem?: FailureText | undefined;
}

export interface Total {
  /** Sum of the priced items that the plan makes. */
  readonly monthly: number;
  readonly currency: string;
  /** Titles of steps whose price is not published. */
  readonly unpublished: readonly string[];
}
