import type { Connection } from '../../model/connection';
import type { Cost } from '../../model/plan';
import type { EndpointGateway, FloatingIp, Reference, SecurityGroup, SshKey, Subnet, VirtualServer } from '../../model/landscape';
import type { EventStreamsInstance } from '../../model/instance';
import type { LostIntent, RecordedResource } from '../journal/history';
import type { Names } from '../names';
import type { ServiceKey } from '../../cloud/resourceService';
import type { SetupDependencies } from '../dependencies';
import type { VpcService } from '../../cloud/vpcService';

/** What the steps have found or made so far; a later step reads what an earlier one left. */
export interface Facts {
  instance?: EventStreamsInstance | undefined;
  vpc?: Reference | undefined;
  readonly subnets: Map<string, Subnet>;
  serverGroup?: SecurityGroup | undefined;
  gatewayGroup?: SecurityGroup | undefined;
  key?: SshKey | undefined;
  server?: VirtualServer | undefined;
  floatingIp?: FloatingIp | undefined;
  gateway?: EndpointGateway | undefined;
  credential?: ServiceKey | undefined;
}

/** How a step stands against the account. */
export type Standing =
  | { readonly kind: 'exists'; readonly resource: Found; readonly detail?: string | undefined }
  /** `detail` adds what the name does not say: "allows 9093 from orders-pc-server". */
  | {
    readonly kind: 'missing'; readonly detail?: string | undefined;
    /** The thing itself is there and stays; only something of ours on it is missing. */
    readonly extends?: true;
  }
  | { readonly kind: 'not-needed'; readonly why: string }
  | { readonly kind: 'blocked'; readonly why: string; readonly remedy: string };

/** A resource as a step names it for the journal; `kind` says how it is deleted. */
export interface Found {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly crn?: string | undefined;
  readonly address?: string | undefined;
}

/** What a step may look at. */
export interface StepContext {
  readonly connection: Connection;
  readonly names: Names;
  readonly dependencies: SetupDependencies;
  /** The VPC API of the connection's region. */
  readonly vpc: VpcService;
  readonly facts: Facts;
  readonly signal: AbortSignal;
  /** What the journal knows of this step. */
  recorded(kind: string): RecordedResource | undefined;
  /** A request for it was sent, or about to be, and its answer was lost. */
  lost(kind: string): LostIntent | undefined;
}

/** One thing to make, with how to find it again after a lost answer. */
export interface Change<T> {
  readonly kind: string;
  readonly name: string;
  readonly make: () => Promise<T>;
  /** Looks for it by what the request gave it: its name, its target ... */
  readonly find: () => Promise<T | undefined>;
  readonly describe: (made: T) => Found;
}

/** Something to wait for, by reading it again and again. */
export interface Wait<T> {
  readonly read: () => Promise<T>;
  /** Says what is still missing. Throws a Failure when it will never be ready. */
  readonly check: (value: T) => 'ready' | { readonly waitingFor: string };
  readonly everyMs: number;
  readonly limitMs: number;
  /** "the endpoint gateway orders-pc", for the failure when the limit is reached. */
  readonly what: string;
}

/** What a step may do while it runs. */
export interface RunContext extends StepContext {
  /** Makes something: journal, request, retries, look-up after a lost answer, journal. */
  change<T>(change: Change<T>): Promise<T>;
  /** Says in the journal that a thing was there before, and is used. */
  adopt(found: Found): Promise<void>;
  /** Sends a write that is safe to repeat, with the same retries, and without a trace in the journal. */
  send<T>(request: () => Promise<T>): Promise<T>;
  /** Reads with the same retries; reads wait for no one. */
  read<T>(request: () => Promise<T>): Promise<T>;
  until<T>(wait: Wait<T>): Promise<T>;
  sleep(milliseconds: number): Promise<void>;
  /** Shows what the step is doing. */
  note(text: string): void;
}

/** One thing that a connection needs. */
export interface Step {
  readonly id: string;
  /** What it is and its name: "Security group orders-pc-gateway". */
  readonly title: string;
  /** Why it is needed, in one sentence. */
  readonly why: string;
  /** It looks at things and makes none. */
  readonly isCheck?: true;
  /** Only reads. Leaves what it finds in the facts. */
  find(context: StepContext): Promise<Standing>;
  /** Makes what `find` said is missing, and leaves it in the facts. */
  create(context: RunContext): Promise<void>;
  /** Resolves when a fresh read says that it is ready, with that in words: "stable"; empty when there is nothing to add. */
  ready(context: RunContext): Promise<string>;
  /** Finds what a lost answer left of a kind that `find` does not tell of. */
  readonly recover?: (context: StepContext, lost: LostIntent) => Promise<Found | undefined>;
  /** Deletes one resource that `create` made; resolves when it is gone. */
  undo(context: RunContext, made: RecordedResource): Promise<void>;
  price(context: StepContext): Promise<Cost>;
}

/** Costs nothing. */
export function free(): Promise<Cost> {
  return Promise.resolve({ kind: 'none' });
}

/** Ready as soon as it exists. */
export function atOnce(): Promise<string> {
  return Promise.resolve('');
}
