import type { VpcService } from '../cloud/vpcService';
import type { Connection } from '../model/connection';
import type { Cost } from '../model/plan';
import type { Service } from '../model/service';
import type { StepDependencies } from './dependencies';
import type { Facts } from './facts';
import type { LostIntent, RecordedResource } from './journal/history';
import type { Names } from './names';

/** A thing as it is named for the journal; `kind` says by which maker it is found again and removed. */
export interface Found {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly crn?: string | undefined;
  /** Where it is reached. */
  readonly address?: string | undefined;
}

/** What is needed to look at the account. */
export interface LookContext {
  readonly dependencies: Pick<StepDependencies, 'cloud'>;
  /** The VPC API of the region. */
  readonly vpc: VpcService;
  readonly signal: AbortSignal;
}

/** What a step may look at. */
export interface StepContext extends LookContext {
  /** Its choices are read by its route alone, which gives a step what it needs of them. */
  readonly connection: Connection;
  readonly service: Service;
  readonly names: Names;
  readonly dependencies: StepDependencies;
  readonly facts: Facts;
  /** What the journal knows of this step. */
  recorded(kind: string): RecordedResource | undefined;
  /** A request for it was sent, or about to be, and its answer was lost. */
  lost(kind: string): LostIntent | undefined;
  /** What the connection's journal says of the thing of that id, whatever step it belongs to: undefined for a stranger's. */
  originOf(id: string): 'made' | 'adopted' | 'handed-over' | undefined;
}

/** What is still missing, after "waiting for" or "waiting until". */
export type Waiting = { readonly waitingFor: string } | { readonly waitingUntil: string };

/** Something to wait for, by reading it again and again. */
export interface Wait<T> {
  readonly read: () => Promise<T>;
  /** Throws a Failure when it will never be ready. Is told how long it was waited for, in milliseconds: what is late says so. */
  readonly check: (value: T, waitedMs?: number) => 'ready' | Waiting;
  readonly everyMs: number;
  readonly limitMs: number;
  /** "the endpoint gateway orders-pc", for the failure when the limit is reached. */
  readonly what: string;
}

/** What a step may do while it runs. */
export interface RunContext extends StepContext {
  /** Makes something: journal, request, retries, look-up after a lost answer, journal. */
  make<S extends Specification, Made, Priced>(maker: Maker<S, Made, Priced>, specification: S): Promise<Made>;
  /** Says in the journal that a thing was there before, and is used. */
  adopt(found: Found): Promise<void>;
  /** Says in the journal whose a thing is that was found unfinished: ours, where a lost request of ours gave its name. */
  claim(found: Found): Promise<void>;
  /** Sends a write that is safe to repeat, with the same retries, and without a trace in the journal; its signal lets a cancelled one be answered. */
  send<T>(request: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Sends a delete; a thing that is gone already is no failure. */
  discard(request: () => Promise<void>): Promise<void>;
  /** Reads with the same retries; reads wait for no one. */
  read<T>(request: () => Promise<T>): Promise<T>;
  until<T>(wait: Wait<T>): Promise<T>;
  /** Resolves when reading says 404. */
  untilGone(what: string, read: () => Promise<unknown>, limitMs?: number): Promise<void>;
  sleep(milliseconds: number): Promise<void>;
  /** Shows what the step is doing. */
  note(text: string): void;
}

/** What is asked for when a thing is made; the name is what it is found again by. */
export interface Specification {
  readonly name: string;
}

/** What the journal alone tells of a kind of thing, whatever step made one. */
export interface Kind {
  readonly kind: string;
  /** Finds what a request of that name left whose answer was lost, in any state. */
  recover(context: StepContext, lost: LostIntent): Promise<Found | undefined>;
  /** Deletes one that we made; resolves when it is gone. One that is gone already is no failure. */
  remove(context: RunContext, made: RecordedResource): Promise<void>;
  /** Who else stands on one that we made, as the cloud has it now: "the security group X". It stays then. */
  readonly usedBy?: (context: StepContext, made: RecordedResource) => Promise<string | undefined>;
  /** It is of use with the connection alone: it goes where that is forgotten with what it made. */
  readonly goesWithConnection?: true;
  /** How a list of what an undo deletes calls it, from its step's title; the title itself where it is left out. */
  readonly inUndo?: (title: string, name: string) => string;
  /** Set for what is put on a thing that was there before and stays, in words: "with our security group added". */
  readonly addition?: { readonly added: string; readonly takenOff: string; readonly without: string };
}

/**
 * One kind of thing in the cloud or on this machine: how it is asked for, found by our name, awaited, removed and priced. It knows no connection.
 * `Priced` is the part of a specification that a price depends on, which is known before the rest.
 */
export interface Maker<S extends Specification, Made, Priced = unknown> extends Kind {
  make(context: RunContext, specification: S): Promise<Made>;
  /** What carries the specification's name: after a lost answer it is what the request made. */
  readonly find: (context: RunContext, specification: S) => Promise<Made | undefined>;
  /** What serves as well and is someone else's, where the cloud takes only one of it: it is adopted then. */
  readonly findOther?: (context: RunContext, specification: S) => Promise<Made | undefined>;
  describe(made: Made, specification: S): Found;
  /** Until a fresh read says that it is ready; left out for what is ready as soon as it exists. */
  readonly wait?: (context: RunContext, made: Made) => Wait<Made>;
  /** A month's cost; left out for what costs nothing. */
  readonly price?: (context: LookContext, priced: Priced) => Promise<Cost>;
}
