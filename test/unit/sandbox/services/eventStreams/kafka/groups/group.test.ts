import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Group } from '../../../../../../../src/sandbox/services/eventStreams/kafka/groups/group';
import type { JoinAnswer, JoinRequest } from '../../../../../../../src/sandbox/services/eventStreams/kafka/groups/types';

describe('a consumer group', () => {
  let group: Group;
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    group = new Group('readers');
  });
  afterEach(() => {
    group.stop();
    mock.timers.reset();
  });

  it('gives a newcomer an id first, and takes it in when it comes again', async () => {
    const invited = await group.join(wish({ idFirst: true }));
    assert.equal(invited.code, 79);
    assert.match(invited.memberId, /^client-/);
    const joined = await group.join(wish({ idFirst: true, memberId: invited.memberId }));
    assert.deepEqual([joined.code, joined.generation, joined.leader], [0, 1, invited.memberId]);
    assert.equal(group.state, 'CompletingRebalance');
  });

  it('shares out what the leader says, and gives everybody its own share', async () => {
    const [one, two] = await pair();
    const shares = new Map([[one.memberId, Buffer.from('1')], [two.memberId, Buffer.from('2')]]);
    const waiting = group.sync(two.memberId, two.generation, new Map());
    assert.equal((await group.sync(one.memberId, one.generation, shares)).assignment.toString(), '1');
    assert.equal((await waiting).assignment.toString(), '2');
    assert.equal(group.state, 'Stable');
    assert.equal((await group.sync(two.memberId, two.generation, new Map())).assignment.toString(), '2', 'asked again');
  });

  it('tells the leader alone who is in', async () => {
    const [one, two] = await pair();
    assert.equal(one.leader, one.memberId);
    assert.deepEqual(one.members.map(({ id }) => id).sort(), [one.memberId, two.memberId].sort());
    assert.deepEqual(two.members, []);
  });

  it('calls its members to join again when somebody comes', async () => {
    const one = await group.join(wish());
    await group.sync(one.memberId, one.generation, new Map());
    assert.equal(group.heartbeat(one.memberId, one.generation), 0);
    const other = group.join(wish());
    assert.equal(group.heartbeat(one.memberId, one.generation), 27);
    assert.equal((await group.sync(one.memberId, one.generation, new Map())).code, 27);
    const [again, joined] = await Promise.all([group.join(wish({ memberId: one.memberId })), other]);
    assert.deepEqual([again.generation, joined.generation], [2, 2]);
  });

  it('does not wait longer for those who do not join again than they said they need', async () => {
    const one = await group.join(wish({ rebalanceTimeoutMs: 20_000, sessionTimeoutMs: 100_000 }));
    const other = group.join(wish({ rebalanceTimeoutMs: 20_000, sessionTimeoutMs: 100_000 }));
    mock.timers.tick(20_000);
    const joined = await other;
    assert.deepEqual([joined.code, joined.leader], [0, joined.memberId]);
    assert.equal(group.heartbeat(one.memberId, 1), 25);
  });

  it('keeps a member that waits for the others, though it sends no heartbeats', async () => {
    const patient = { rebalanceTimeoutMs: 20_000, sessionTimeoutMs: 6_000 };
    const one = await group.join(wish(patient));
    const slow = group.join(wish({ rebalanceTimeoutMs: 20_000, sessionTimeoutMs: 100_000 }));
    const two = await Promise.all([group.join(wish({ ...patient, memberId: one.memberId })), slow]);
    const waiting = group.join(wish({ ...patient, memberId: one.memberId }));
    mock.timers.tick(19_000);
    const again = await Promise.all([waiting, group.join(wish({ memberId: two[1].memberId }))]);
    assert.deepEqual(again.map(({ code, generation }) => [code, generation]), [[0, 3], [0, 3]]);
  });

  it('drops a member whose heartbeats stop, and no other', async () => {
    const [one, two] = await pair();
    await group.sync(one.memberId, one.generation, new Map());
    mock.timers.tick(5_000);
    assert.equal(group.heartbeat(two.memberId, two.generation), 0);
    mock.timers.tick(2_000);
    assert.equal(group.heartbeat(one.memberId, one.generation), 25);
    assert.equal(group.heartbeat(two.memberId, two.generation), 27);
  });

  it('is empty when the last one leaves, and a second farewell is an error', async () => {
    const one = await group.join(wish());
    assert.equal(group.leave(one.memberId, null), 0);
    assert.equal(group.state, 'Empty');
    assert.equal(group.leave(one.memberId, null), 25);
  });

  it('hands the lead on when the leader leaves while others wait for it', async () => {
    const [one, two] = await pair();
    const waiting = group.sync(two.memberId, two.generation, new Map());
    group.leave(one.memberId, null);
    assert.equal((await waiting).code, 27);
    const again = await group.join(wish({ memberId: two.memberId }));
    assert.deepEqual([again.code, again.leader], [0, two.memberId]);
  });

  it('gives the place of a client with a fixed id to its successor', async () => {
    const one = await group.join(wish({ instanceId: 'fixed' }));
    const two = await group.join(wish({ instanceId: 'fixed' }));
    assert.equal(two.code, 0);
    assert.equal(group.heartbeat(one.memberId, two.generation), 25);
    assert.equal(group.leave('', 'fixed'), 0);
    assert.equal(group.state, 'Empty');
  });

  it('chooses a protocol that all have, and refuses who has none of them', async () => {
    const one = group.join(wish({ protocols: protocols('range', 'sticky') }));
    await one;
    const two = group.join(wish({ protocols: protocols('sticky') }));
    const again = await group.join(wish({ memberId: (await one).memberId, protocols: protocols('range', 'sticky') }));
    assert.deepEqual([again.protocol, (await two).protocol], ['sticky', 'sticky']);
    assert.equal((await group.join(wish({ protocols: protocols('roundrobin') }))).code, 23);
    assert.equal((await group.join(wish({ protocols: [] }))).code, 23);
    assert.equal((await group.join(wish({ protocolType: 'connect', protocols: protocols('sticky') }))).code, 23);
  });

  it('refuses sessions that are too short or too long, and members it does not know', async () => {
    assert.equal((await group.join(wish({ sessionTimeoutMs: 5_999 }))).code, 26);
    assert.equal((await group.join(wish({ sessionTimeoutMs: 1_800_001 }))).code, 26);
    assert.equal((await group.join(wish({ memberId: 'made up' }))).code, 25);
    assert.equal((await group.sync('made up', 1, new Map())).code, 25);
  });

  it('takes commits of its members in this generation, and of strangers while nobody is in', async () => {
    assert.equal(group.commitRefusal('', -1), 0);
    const one = await group.join(wish());
    assert.equal(group.commitRefusal(one.memberId, 1), 27, 'the shares are not given yet');
    await group.sync(one.memberId, 1, new Map());
    assert.deepEqual([group.commitRefusal(one.memberId, 1), group.commitRefusal(one.memberId, 0), group.commitRefusal('', -1)], [0, 22, 25]);
  });

  it('has room for a bounded number of members, and of invitations that nobody takes', async () => {
    const first = await group.join(wish({ idFirst: true }));
    for (let count = 0; count < 250; count += 1) {
      await group.join(wish({ idFirst: true }));
    }
    assert.equal((await group.join(wish({ memberId: first.memberId }))).code, 25, 'the oldest invitation is forgotten');
    const joins = Array.from({ length: 251 }, () => group.join(wish()));
    await joins[0];
    group.stop();
    const codes = (await Promise.all(joins)).map(({ code }) => code);
    assert.deepEqual([codes[0], codes.at(-1)], [0, 81]);
  });

  it('answers all that wait when it ends', async () => {
    const [, two] = await pair();
    const waiting = group.sync(two.memberId, two.generation, new Map());
    group.stop();
    assert.equal((await waiting).code, 16);
  });

  /** Two members of generation 2, the leader first. */
  async function pair(): Promise<readonly [JoinAnswer, JoinAnswer]> {
    const first = await group.join(wish());
    const second = group.join(wish());
    const again = await group.join(wish({ memberId: first.memberId }));
    return [again, await second];
  }
});

function wish(change: Partial<JoinRequest> = {}): JoinRequest {
  return {
    memberId: '', instanceId: null, clientId: 'client', clientHost: '/127.0.0.1', sessionTimeoutMs: 6_000, rebalanceTimeoutMs: 60_000,
    protocolType: 'consumer', protocols: protocols('range'), idFirst: false, ...change,
  };
}

function protocols(...names: string[]): JoinRequest['protocols'] {
  return names.map((name) => ({ name, metadata: Buffer.from(name) }));
}
