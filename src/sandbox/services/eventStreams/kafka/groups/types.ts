/** A way of sharing partitions that a member offers, with what it wants to tell the leader. */
export interface Protocol {
  readonly name: string;
  readonly metadata: Buffer;
}

export interface JoinRequest {
  /** Empty for a newcomer. */
  readonly memberId: string;
  /** Fixed by the client, so that a restarted client takes its old place. */
  readonly instanceId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  readonly protocolType: string;
  readonly protocols: readonly Protocol[];
  /** A newcomer is first given its id, and must come again with it (KIP-394). */
  readonly idFirst: boolean;
}

export interface JoinAnswer {
  readonly code: number;
  readonly generation: number;
  readonly protocol: string;
  readonly leader: string;
  readonly memberId: string;
  /** All members for the leader, nobody for the others. */
  readonly members: readonly { readonly id: string; readonly instanceId: string | null; readonly metadata: Buffer }[];
}

export interface SyncAnswer {
  readonly code: number;
  readonly assignment: Buffer;
}

export interface Member {
  readonly id: string;
  request: JoinRequest;
  assignment: Buffer;
  expiry: NodeJS.Timeout | undefined;
  /** Set while the member waits for the others. */
  answerJoin: ((answer: JoinAnswer) => void) | undefined;
  /** Set while the member waits for the leader's assignment. */
  answerSync: ((answer: SyncAnswer) => void) | undefined;
}

export interface CommittedOffset {
  readonly offset: number;
  readonly leaderEpoch: number;
  readonly metadata: string | null;
}
