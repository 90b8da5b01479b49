import assert from 'node:assert/strict';
import { reach } from '../../../src/reach/reach';
import { allow, client, deny, gateway, ground, inbound, kafka, laptop, member, withAcl, withRules } from './grounds';

const kafkaPort = { protocol: 'tcp', destinationPortMin: 9093, destinationPortMax: 9093 } as const;
const answers = { protocol: 'tcp', sourcePortMin: 9093, sourcePortMax: 9093 } as const;

describe('network ACLs', () => {
  it('are asked where packets leave and enter a subnet, there and back', () => {
    const verdict = reach(kafka, ground);
    assert.ok(verdict.open);
    assert.deepEqual(verdict.by.filter(({ at }) => at.startsWith('acl')).map(({ at, guard }) => [at, guard]), [
      ['acl-out', 'near-acl'], ['acl-in', 'far-acl'], ['acl-answer-out', 'far-acl'], ['acl-answer-in', 'near-acl'],
    ]);
  });

  for (const [id, direction, change, at] of [
    ['near-acl', 'outbound', kafkaPort, 'acl-out'],
    ['far-acl', 'inbound', kafkaPort, 'acl-in'],
    ['far-acl', 'outbound', answers, 'acl-answer-out'],
    ['near-acl', 'inbound', answers, 'acl-answer-in'],
  ] as const) {
    it(`a deny rule is found at ${at}`, () => {
      const verdict = reach(kafka, withAcl(id, [deny(direction, change), allow('inbound'), allow('outbound')]));
      assert.ok(!verdict.open);
      assert.deepEqual([verdict.at, verdict.ruleId], [at, `deny-${direction}`]);
      assert.match(verdict.why, new RegExp(`"${id}" drops .* by its rule deny-${direction}: deny ${direction} tcp`));
    });
  }

  it('let the first rule that matches decide', () => {
    assert.equal(reach(kafka, withAcl('near-acl', [allow('outbound'), deny('outbound'), allow('inbound')])).open, true);
    assert.equal(reach(kafka, withAcl('near-acl', [deny('outbound'), allow('outbound'), allow('inbound')])).open, false);
  });

  it('match both addresses and both ports of a packet', () => {
    const opens = (change: Parameters<typeof allow>[1]): boolean =>
      reach(kafka, withAcl('near-acl', [allow('outbound', { protocol: 'tcp', ...change }), allow('inbound')])).open;
    assert.deepEqual([opens({ source: '10.0.1.0/24' }), opens({ source: '10.0.2.0/24' })], [true, false]);
    assert.deepEqual([opens({ destination: '10.0.2.4/32' }), opens({ destination: '10.0.2.5/32' })], [true, false]);
    assert.deepEqual([opens({ sourcePortMin: 1024, sourcePortMax: 65535 }), opens({ sourcePortMin: 1, sourcePortMax: 1023 })], [true, false]);
    const to = (min: number, max: number): boolean => opens({ destinationPortMin: min, destinationPortMax: max });
    assert.deepEqual([to(9093, 9093), to(9094, 9099)], [true, false]);
  });

  it('drop what no rule matches, and everything when they have none', () => {
    const verdict = reach(kafka, withAcl('far-acl', []));
    assert.ok(!verdict.open);
    assert.equal(verdict.at, 'acl-in');
    assert.match(verdict.why, /"far-acl" has no inbound rule/);
  });

  it('that cannot be read are taken as closed', () => {
    const verdict = reach(kafka, { ...ground, networkAcls: [] });
    assert.ok(!verdict.open);
    assert.match(verdict.why, /"near-acl" could not be read/);
  });

  it('do not filter inside one subnet', () => {
    const near = member('near-gateway', '10.0.1.9', undefined, ['gateway-group'], false);
    const closed = withAcl('near-acl', []);
    assert.equal(reach({ ...kafka, to: near }, { ...closed, members: [client, near] }).open, true);
  });

  it('filter what comes from outside, by the private address behind a floating IP', () => {
    const ssh = { from: laptop, to: client, protocol: 'tcp', port: 22 } as const;
    assert.equal(reach(ssh, ground).open, true);
    const toPrivate = [allow('inbound', { destination: '10.0.1.4/32' }), allow('outbound', { source: '10.0.1.4/32', destination: '203.0.113.0/24' })];
    assert.equal(reach(ssh, withAcl('near-acl', toPrivate)).open, true);
    const verdict = reach(ssh, withAcl('near-acl', [allow('inbound')]));
    assert.ok(!verdict.open);
    assert.equal(verdict.at, 'acl-answer-out');
  });

  it('must let answers through to all the client\'s ports, or else say which pass', () => {
    const some = [allow('outbound'), allow('inbound', { protocol: 'tcp', destinationPortMin: 32768, destinationPortMax: 65535 })];
    const verdict = reach(kafka, withAcl('near-acl', some));
    assert.ok(verdict.open);
    assert.deepEqual(verdict.clientPorts, [{ min: 32768, max: 65535 }]);
    const whole = reach({ ...kafka, clientPorts: { min: 40000, max: 50000 } }, withAcl('near-acl', some));
    assert.deepEqual(whole.open && whole.clientPorts, [{ min: 40000, max: 50000 }]);
    assert.equal(reach({ ...kafka, clientPorts: { min: 1024, max: 32767 } }, withAcl('near-acl', some)).open, false);
  });

  it('join the client\'s ports that different rules let through, and leave out the hole between them', () => {
    const parts = [[1024, 1999], [2000, 2999], [4000, 65535]].map(([min, max]) =>
      allow('inbound', { protocol: 'tcp', destinationPortMin: min, destinationPortMax: max, id: String(min) }));
    const verdict = reach(kafka, withAcl('near-acl', [allow('outbound'), ...parts]));
    assert.deepEqual(verdict.open && verdict.clientPorts, [{ min: 1024, max: 2999 }, { min: 4000, max: 65535 }]);
  });

  it('ask a ping\'s answer for its own type', () => {
    const ping = { from: laptop, to: client, protocol: 'icmp' } as const;
    const open = withRules('server-group', [inbound('ping-in', { protocol: 'icmp' })]);
    const only = (type: number) => withAcl('near-acl', [allow('inbound', { protocol: 'icmp', type: 8 }), allow('outbound', { protocol: 'icmp', type })], open);
    assert.equal(reach(ping, only(0)).open, true);
    assert.equal(reach(ping, only(8)).open, false);
    const unanswered = { ...ping, icmp: { type: 3, code: 1 } };
    assert.equal(reach(unanswered, withAcl('near-acl', [allow('inbound', { protocol: 'icmp', type: 3 })], open)).open, true);
  });

  it('filter at a gateway whose subnet is known by its address alone', () => {
    const unplaced = { ...gateway, subnetId: undefined };
    assert.equal(reach({ ...kafka, to: unplaced }, withAcl('far-acl', [])).open, false);
  });

  const dropped = 'tcp 9093 from 10.0.1.4 to 10.0.2.4';
  const answer = 'the answer tcp 1024 from 10.0.2.4 to 10.0.1.4';
  const unread = 'Network ACL "near-acl" could not be read';
  for (const [what, on, why] of [
    ['drops what goes out by a rule', withAcl('near-acl', [deny('outbound')]),
      `Network ACL "near-acl" drops ${dropped} out of subnet "near" by its rule deny-outbound: deny outbound any from 0.0.0.0/0 to 0.0.0.0/0.`],
    ['has no rule for what comes in', withAcl('far-acl', [allow('outbound'), allow('inbound', { protocol: 'udp' })]),
      `Network ACL "far-acl" has no inbound rule that lets ${dropped} into subnet "far" (1 inbound rules read).`],
    ['has no rule for the answer that goes out', withAcl('far-acl', [allow('inbound'), allow('inbound'), allow('outbound', { protocol: 'udp' })]),
      `Network ACL "far-acl" has no outbound rule that lets ${answer} out of subnet "far" (1 outbound rules read).`],
    ['drops the answer that comes in by a rule', withAcl('near-acl', [allow('outbound'), deny('inbound', answers)]),
      `Network ACL "near-acl" drops ${answer} into subnet "near" by its rule deny-inbound: deny inbound tcp from 0.0.0.0/0 ports 9093 to 0.0.0.0/0.`],
    ['cannot be read', { ...ground, networkAcls: [] }, `${unread}, so ${dropped} out of subnet "near" is taken as dropped.`],
  ] as const) {
    it(`say what was dropped where, and why, when one ${what}`, () => {
      const verdict = reach(kafka, on);
      assert.equal(!verdict.open && verdict.why, why);
    });
  }

  it('cannot be made to lie by a name', () => {
    const named = (name: string) => ({
      ...ground, networkAcls: ground.networkAcls.map((each) => ({ ...each, name, rules: [] })), subnets: ground.subnets.map((each) => ({ ...each, name })),
    });
    const verdict = reach(kafka, named('a\nb'));
    assert.equal(!verdict.open && verdict.why,
      `Network ACL "a[U+000A]b" has no outbound rule that lets ${dropped} out of subnet "a[U+000A]b" (0 outbound rules read).`);
  });
});
