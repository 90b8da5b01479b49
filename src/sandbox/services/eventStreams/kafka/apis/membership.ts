import { neverFlexible, type Api, type Request } from '../api';
import { errorCode } from '../errorCodes';
import type { JoinAnswer, JoinRequest } from '../groups/types';
import type { Reader } from '../wire/reader';
import { groupRefusal } from './groupRefusal';

/** Enters a group, or a new generation of it. */
export const joinGroup: Api = {
  key: 11,
  min: 0,
  max: 5,
  flexibleFrom: neverFlexible,
  async handle(request, body, answer) {
    const { version } = request;
    const groupId = body.string();
    const result = await join(request, groupId, readJoin(request, body));
    answer
      .when(version >= 2, (writer) => writer.int32(0))
      .int16(result.code).int32(result.generation).string(result.protocol).string(result.leader).string(result.memberId)
      .array(result.members, (writer, member) => writer
        .string(member.id)
        .when(version >= 5, () => writer.string(member.instanceId))
        .bytes(member.metadata));
    return undefined;
  },
};

function readJoin({ version, clientId, clientHost }: Request, body: Reader): JoinRequest {
  const sessionTimeoutMs = body.int32();
  const rebalanceTimeoutMs = version >= 1 ? body.int32() : sessionTimeoutMs;
  const memberId = body.string();
  const instanceId = version >= 5 ? body.nullableString() : null;
  const protocolType = body.string();
  const protocols = body.array(() => ({ name: body.string(), metadata: Buffer.from(body.bytes()) }));
  return { memberId, instanceId, clientId, clientHost, sessionTimeoutMs, rebalanceTimeoutMs, protocolType, protocols, idFirst: version >= 4 };
}

async function join(request: Request, groupId: string, wish: JoinRequest): Promise<JoinAnswer> {
  const refusal = groupRefusal(request, groupId);
  const group = refusal === errorCode.none ? request.cluster.groups.open(groupId) : undefined;
  if (group === undefined) {
    const code = refusal === errorCode.none ? errorCode.groupMaxSizeReached : refusal;
    return { code, generation: -1, protocol: '', leader: '', memberId: wish.memberId, members: [] };
  }
  return group.join(wish);
}

/** Hands in the leader's assignment and takes one's own. */
export const syncGroup: Api = {
  key: 14,
  min: 0,
  max: 3,
  flexibleFrom: neverFlexible,
  async handle(request, body, answer) {
    const { groupId, generation, memberId } = readMember(body, request.version >= 3);
    const assignments = new Map(body.array(() => [body.string(), Buffer.from(body.bytes())]));
    const refusal = groupRefusal(request, groupId);
    const group = request.cluster.groups.get(groupId);
    const result = refusal === errorCode.none && group !== undefined
      ? await group.sync(memberId, generation, assignments)
      : { code: refusal === errorCode.none ? errorCode.unknownMemberId : refusal, assignment: Buffer.alloc(0) };
    answer.when(request.version >= 1, (writer) => writer.int32(0)).int16(result.code).bytes(result.assignment);
    return undefined;
  },
};

/** Says that the member lives, and hears whether to join again. */
export const heartbeat: Api = {
  key: 12,
  min: 0,
  max: 3,
  flexibleFrom: neverFlexible,
  handle(request, body, answer) {
    const { groupId, generation, memberId } = readMember(body, request.version >= 3);
    const refusal = groupRefusal(request, groupId);
    const code = refusal === errorCode.none
      ? (request.cluster.groups.get(groupId)?.heartbeat(memberId, generation) ?? errorCode.unknownMemberId)
      : refusal;
    return answer.when(request.version >= 1, (writer) => writer.int32(0)).int16(code);
  },
};

/** Goes at once instead of being missed. */
export const leaveGroup: Api = {
  key: 13,
  min: 0,
  max: 3,
  flexibleFrom: neverFlexible,
  handle(request, body, answer) {
    const { version, cluster } = request;
    const groupId = body.string();
    const leaving = version >= 3
      ? body.array(() => ({ memberId: body.string(), instanceId: body.nullableString() }))
      : [{ memberId: body.string(), instanceId: null }];
    const refusal = groupRefusal(request, groupId);
    const results = leaving.map((member) => ({
      ...member,
      code: refusal === errorCode.none
        ? (cluster.groups.get(groupId)?.leave(member.memberId, member.instanceId) ?? errorCode.unknownMemberId)
        : refusal,
    }));
    return answer
      .when(version >= 1, (writer) => writer.int32(0))
      .int16(version >= 3 ? refusal : (results[0]?.code ?? errorCode.none))
      .when(version >= 3, (writer) => writer.array(results, (_, result) => writer.string(result.memberId).string(result.instanceId).int16(result.code)));
  },
};

function readMember(body: Reader, withInstance: boolean): { groupId: string; generation: number; memberId: string } {
  const member = { groupId: body.string(), generation: body.int32(), memberId: body.string() };
  if (withInstance) {
    body.nullableString();
  }
  return member;
}
