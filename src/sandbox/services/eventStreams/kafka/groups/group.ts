import { randomUUID } from 'node:crypto';
import { errorCode } from '../errorCodes';
import { CommittedOffsets } from './offsets';
import type { JoinAnswer, JoinRequest, Member, SyncAnswer } from './types';

export type GroupState = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable';

const mostMembers = 250;
const shortestSessionMs = 6_000;
const longestSessionMs = 1_800_000;

/**
 * A consumer group as Kafka's classic protocol has it: members join, one of them (the leader) shares out the
 * partitions, all get their share, and who stops sending heartbeats is dropped; each change makes a new generation.
 */
export class Group {
  readonly id: string;
  readonly offsets = new CommittedOffsets();
  #state: GroupState = 'Empty';
  #generation = 0;
  #protocolType = '';
  #protocol = '';
  #leader = '';
  #rebalance: NodeJS.Timeout | undefined;
  readonly #members = new Map<string, Member>();
  /** Ids that were given to newcomers who have not come again yet. */
  readonly #invited = new Set<string>();

  constructor(id: string) {
    this.id = id;
  }

  get state(): GroupState {
    return this.#state;
  }

  get protocolType(): string {
    return this.#protocolType;
  }

  get protocol(): string {
    return this.#state === 'Stable' ? this.#protocol : '';
  }

  members(): readonly Member[] {
    return [...this.#members.values()];
  }

  /** Resolves when all members have joined, or when those that did not are dropped. */
  async join(request: JoinRequest): Promise<JoinAnswer> {
    const code = this.#joinRefusal(request);
    if (code !== errorCode.none) {
      return joinRefused(code, request.memberId);
    }
    if (request.memberId === '' && request.idFirst && request.instanceId === null) {
      return joinRefused(errorCode.memberIdRequired, this.#invite(request.clientId));
    }
    const member = this.#admit(request);
    const answer = new Promise<JoinAnswer>((resolve) => {
      member.answerJoin?.(joinRefused(errorCode.rebalanceInProgress, member.id));
      member.answerJoin = resolve;
    });
    clearTimeout(member.expiry);
    this.#protocolType = request.protocolType;
    this.#prepareRebalance();
    this.#completeIfAllJoined();
    return answer;
  }

  /** Resolves when the leader has shared out the partitions. */
  async sync(memberId: string, generation: number, assignments: ReadonlyMap<string, Buffer>): Promise<SyncAnswer> {
    const member = this.#members.get(memberId);
    const code = this.memberRefusal(memberId, generation);
    if (member === undefined || code !== errorCode.none) {
      return { code, assignment: Buffer.alloc(0) };
    }
    if (this.#state === 'PreparingRebalance') {
      return { code: errorCode.rebalanceInProgress, assignment: Buffer.alloc(0) };
    }
    if (this.#state === 'CompletingRebalance' && memberId === this.#leader) {
      this.#share(assignments);
    }
    if (this.#state === 'Stable') {
      return { code: errorCode.none, assignment: member.assignment };
    }
    return new Promise<SyncAnswer>((resolve) => {
      member.answerSync?.({ code: errorCode.rebalanceInProgress, assignment: Buffer.alloc(0) });
      member.answerSync = resolve;
    });
  }

  /** The code of Kafka's answer: 27 calls the member to join again. */
  heartbeat(memberId: string, generation: number): number {
    const code = this.memberRefusal(memberId, generation);
    return code === errorCode.none && this.#state === 'PreparingRebalance' ? errorCode.rebalanceInProgress : code;
  }

  leave(memberId: string, instanceId: string | null): number {
    const member = this.#members.get(memberId) ?? this.#byInstance(instanceId);
    if (member === undefined) {
      return this.#invited.delete(memberId) ? errorCode.none : errorCode.unknownMemberId;
    }
    this.#drop(member, errorCode.unknownMemberId);
    this.#afterDrop();
    return errorCode.none;
  }

  /** Whether this member may commit in this generation; a client without membership may while nobody is in. */
  commitRefusal(memberId: string, generation: number): number {
    if (generation < 0 && memberId === '') {
      return this.#state === 'Empty' ? errorCode.none : errorCode.unknownMemberId;
    }
    const code = this.memberRefusal(memberId, generation);
    return code === errorCode.none && this.#state === 'CompletingRebalance' ? errorCode.rebalanceInProgress : code;
  }

  /** 0 for a member of the current generation, whose session this prolongs. */
  memberRefusal(memberId: string, generation: number): number {
    const member = this.#members.get(memberId);
    if (member === undefined) {
      return errorCode.unknownMemberId;
    }
    if (generation !== this.#generation) {
      return errorCode.illegalGeneration;
    }
    this.#prolong(member);
    return errorCode.none;
  }

  /** Ends all timers and answers all that wait. */
  stop(): void {
    clearTimeout(this.#rebalance);
    this.members().forEach((member) => this.#drop(member, errorCode.notCoordinator));
    this.#state = 'Empty';
  }

  #joinRefusal(request: JoinRequest): number {
    if (request.sessionTimeoutMs < shortestSessionMs || request.sessionTimeoutMs > longestSessionMs) {
      return errorCode.invalidSessionTimeout;
    }
    const others = this.members().filter((member) => member.id !== request.memberId);
    const shared = request.protocols.some(({ name }) => others.every((member) => offers(member, name)));
    if (!shared || (others.length > 0 && request.protocolType !== this.#protocolType)) {
      return errorCode.inconsistentGroupProtocol;
    }
    if (request.memberId !== '' && !this.#members.has(request.memberId) && !this.#invited.has(request.memberId)) {
      return errorCode.unknownMemberId;
    }
    return this.#members.size >= mostMembers && !this.#members.has(request.memberId) ? errorCode.groupMaxSizeReached : errorCode.none;
  }

  #invite(clientId: string): string {
    const id = newMemberId(clientId);
    this.#invited.add(id);
    const [oldest] = this.#invited;
    if (this.#invited.size > mostMembers && oldest !== undefined) {
      this.#invited.delete(oldest);
    }
    return id;
  }

  #admit(request: JoinRequest): Member {
    const known = this.#members.get(request.memberId);
    if (known !== undefined) {
      known.request = request;
      return known;
    }
    const predecessor = this.#byInstance(request.instanceId);
    if (predecessor !== undefined) {
      this.#drop(predecessor, errorCode.fencedInstanceId);
    }
    this.#invited.delete(request.memberId);
    const id = request.memberId === '' ? newMemberId(request.clientId) : request.memberId;
    const member: Member = { id, request, assignment: Buffer.alloc(0), expiry: undefined, answerJoin: undefined, answerSync: undefined };
    this.#members.set(id, member);
    return member;
  }

  #byInstance(instanceId: string | null): Member | undefined {
    return instanceId === null ? undefined : this.members().find((member) => member.request.instanceId === instanceId);
  }

  #prepareRebalance(): void {
    if (this.#state === 'PreparingRebalance') {
      return;
    }
    this.#state = 'PreparingRebalance';
    for (const member of this.members()) {
      member.answerSync?.({ code: errorCode.rebalanceInProgress, assignment: Buffer.alloc(0) });
      member.answerSync = undefined;
    }
    const longest = Math.max(...this.members().map((member) => member.request.rebalanceTimeoutMs));
    clearTimeout(this.#rebalance);
    this.#rebalance = setTimeout(() => this.#completeRebalance(), Math.min(longest, longestSessionMs));
  }

  #completeIfAllJoined(): void {
    if (this.members().every((member) => member.answerJoin !== undefined)) {
      this.#completeRebalance();
    }
  }

  /** Whoever has not joined by now is out. */
  #completeRebalance(): void {
    clearTimeout(this.#rebalance);
    this.members().filter((member) => member.answerJoin === undefined).forEach((member) => this.#drop(member, errorCode.unknownMemberId));
    const members = this.members();
    this.#generation += 1;
    this.#state = members.length === 0 ? 'Empty' : 'CompletingRebalance';
    this.#leader = this.#members.has(this.#leader) ? this.#leader : (members[0]?.id ?? '');
    this.#protocol = chooseProtocol(members);
    const all = members.map((member) => ({
      id: member.id,
      instanceId: member.request.instanceId,
      metadata: member.request.protocols.find(({ name }) => name === this.#protocol)?.metadata ?? Buffer.alloc(0),
    }));
    for (const member of members) {
      const { answerJoin } = member;
      member.answerJoin = undefined;
      this.#prolong(member);
      answerJoin?.({
        code: errorCode.none, generation: this.#generation, protocol: this.#protocol, leader: this.#leader, memberId: member.id,
        members: member.id === this.#leader ? all : [],
      });
    }
  }

  #share(assignments: ReadonlyMap<string, Buffer>): void {
    this.#state = 'Stable';
    for (const member of this.members()) {
      member.assignment = assignments.get(member.id) ?? Buffer.alloc(0);
      member.answerSync?.({ code: errorCode.none, assignment: member.assignment });
      member.answerSync = undefined;
    }
  }

  /** A member that waits to be answered is alive as long as its connection; the rebalance has its own limit. */
  #prolong(member: Member): void {
    clearTimeout(member.expiry);
    member.expiry = setTimeout(() => {
      this.#drop(member, errorCode.unknownMemberId);
      this.#afterDrop();
    }, member.request.sessionTimeoutMs);
  }

  #drop(member: Member, code: number): void {
    clearTimeout(member.expiry);
    this.#members.delete(member.id);
    member.answerJoin?.(joinRefused(code, member.id));
    member.answerSync?.({ code, assignment: Buffer.alloc(0) });
  }

  #afterDrop(): void {
    if (this.#members.size > 0) {
      this.#prepareRebalance();
    }
    this.#completeIfAllJoined();
  }
}

function newMemberId(clientId: string): string {
  return `${clientId.slice(0, 200)}-${randomUUID()}`;
}

function offers(member: Member, protocol: string): boolean {
  return member.request.protocols.some(({ name }) => name === protocol);
}

/** The first that all offer, in the order of the first member's wishes. */
function chooseProtocol(members: readonly Member[]): string {
  const wishes = members[0]?.request.protocols ?? [];
  return wishes.find(({ name }) => members.every((member) => offers(member, name)))?.name ?? '';
}

function joinRefused(code: number, memberId: string): JoinAnswer {
  return { code, generation: -1, protocol: '', leader: '', memberId, members: [] };
}
