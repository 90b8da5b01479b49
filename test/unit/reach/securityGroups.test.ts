import assert from 'node:assert/strict';
import type { SecurityGroupRule } from '../../../src/model/landscape';
import { passRules, reach } from '../../../src/reach/reach';
import { client, gateway, ground, group, inbound, kafka, laptop, member, outbound, withRules } from './grounds';

const ssh = { from: laptop, to: client, protocol: 'tcp', port: 22 } as const;

describe('security groups', () => {
  it('let through what a rule allows, and name the rules at both ends', () => {
    const verdict = reach(kafka, ground);
    assert.ok(verdict.open);
    assert.deepEqual(
      verdict.by.filter(({ at }) => at.startsWith('security-group')).map(({ at, guard, ruleId }) => [at, guard, ruleId]),
      [['security-group-out', 'server-group', 'all-out'], ['security-group-in', 'gateway-group', 'kafka-in']],
    );
    assert.equal(verdict.by.find(({ ruleId }) => ruleId === 'kafka-in')?.rule, 'tcp 9093 from the members of server-group');
  });

  it('drop what no rule allows, and say which rules were read', () => {
    const verdict = reach(kafka, withRules('gateway-group', [inbound('ssh', { protocol: 'tcp', portMin: 22, portMax: 22 })]));
    assert.deepEqual(verdict, {
      open: false,
      at: 'security-group-in',
      why: 'Security group "gateway-group" of "gateway" lets no tcp 9093 from 10.0.1.4 to 10.0.2.4 in (read: tcp 22 from 0.0.0.0/0).',
    });
  });

  it('drop at the source when it has no outbound rule', () => {
    const verdict = reach(kafka, withRules('server-group', []));
    assert.ok(!verdict.open);
    assert.equal(verdict.at, 'security-group-out');
    assert.match(verdict.why, /"server-group" of "server".*there is no outbound rule/);
  });

  it('do not take a rule of one direction for the other', () => {
    assert.equal(reach(kafka, withRules('server-group', [inbound('all-in', {})])).open, false);
    assert.equal(reach(kafka, withRules('gateway-group', [outbound('all-out', {})])).open, false);
  });

  it('need no rule for answers, since they are stateful', () => {
    assert.equal(reach(ssh, withRules('server-group', [inbound('ssh', { protocol: 'tcp', portMin: 22, portMax: 22 })])).open, true);
  });

  it('count together when a member has several', () => {
    const both = { ...gateway, securityGroupIds: ['empty-group', 'gateway-group'] };
    const more = { ...ground, securityGroups: [...ground.securityGroups, group('empty-group', [])], members: [client, both] };
    assert.equal(reach({ ...kafka, to: both }, more).open, true);
  });

  it('let nothing through when a member has none', () => {
    const bare = { ...gateway, securityGroupIds: [] };
    const verdict = reach({ ...kafka, to: bare }, ground);
    assert.ok(!verdict.open);
    assert.match(verdict.why, /"gateway" has no security group/);
  });

  it('open for a range, for one address, and for members of a group, and for nobody else', () => {
    const from = (remote: Parameters<typeof inbound>[1]['remote'] & object): boolean =>
      reach(kafka, withRules('gateway-group', [inbound('x', { remote })])).open;
    assert.equal(from({ kind: 'cidr', cidr: '10.0.1.0/24' }), true);
    assert.equal(from({ kind: 'cidr', cidr: '10.0.3.0/24' }), false);
    assert.equal(from({ kind: 'address', address: '10.0.1.4' }), true);
    assert.equal(from({ kind: 'address', address: '10.0.1.5' }), false);
    assert.equal(from({ kind: 'security-group', id: 'server-group', name: 'server-group' }), true);
    assert.equal(from({ kind: 'security-group', id: 'gateway-group', name: 'gateway-group' }), false);
  });

  it('know a member by its address alone', () => {
    assert.equal(reach({ ...kafka, from: { kind: 'address', address: client.address } }, ground).open, true);
    assert.equal(reach({ ...kafka, from: { kind: 'address', address: '10.0.1.99' } }, ground).open, false);
    assert.equal(reach({ ...kafka, to: { kind: 'address', address: gateway.address }, port: 443 }, ground).open, false);
    const elsewhere = { ...ground, members: [{ ...client, vpcId: 'other' }, gateway] };
    const only = withRules('gateway-group', [inbound('x', {})], elsewhere);
    assert.equal(
      reach({ ...kafka, from: { kind: 'address', address: client.address } }, only).open, true,
      'an address of another VPC is not that VPC\'s member',
    );
  });

  it('may be for one of the member\'s own addresses', () => {
    const at = (cidr: string): boolean =>
      reach(kafka, withRules('gateway-group', [inbound('x', { local: { kind: 'cidr', cidr } })])).open;
    assert.equal(at('10.0.2.4/32'), true);
    assert.equal(at('10.0.2.5/32'), false);
    const out = withRules('server-group', [outbound('x', { local: { kind: 'address', address: '10.0.1.5' } })]);
    assert.equal(reach(kafka, out).open, false);
  });

  it('match protocols as the cloud names them, old names too', () => {
    const opens = (protocol: string, flow: 'tcp' | 'udp' | 'icmp'): boolean =>
      reach({ ...kafka, protocol: flow }, withRules('gateway-group', [inbound('x', { protocol })])).open;
    for (const flow of ['tcp', 'udp', 'icmp'] as const) {
      assert.deepEqual(['any', 'icmp_tcp_udp', 'all', flow].map((protocol) => opens(protocol, flow)), [true, true, true, true]);
      assert.deepEqual(['gre', 'esp', 'number_99'].map((protocol) => opens(protocol, flow)), [false, false, false]);
    }
    assert.equal(opens('udp', 'tcp'), false);
  });

  it('match the two ends of a port range and nothing beside them', () => {
    const opens = (port: number): boolean =>
      reach({ ...kafka, port }, withRules('gateway-group', [inbound('x', { protocol: 'tcp', portMin: 100, portMax: 200 })])).open;
    assert.deepEqual([99, 100, 200, 201].map(opens), [false, true, true, false]);
  });

  it('match a ping by its type, where the rule names one', () => {
    const opens = (type?: number, code?: number): boolean =>
      reach({ from: client, to: gateway, protocol: 'icmp' }, withRules('gateway-group', [inbound('x', { protocol: 'icmp', type, code })])).open;
    assert.deepEqual([opens(), opens(8), opens(8, 0), opens(8, 1), opens(0)], [true, true, true, false, false]);
  });

  it('keep apart what is in different VPCs', () => {
    const verdict = reach({ ...kafka, to: { ...gateway, vpcId: 'other' } }, ground);
    assert.ok(!verdict.open);
    assert.equal(verdict.at, 'route');
  });

  it('never let a gateway start a connection', () => {
    const verdict = reach({ from: gateway, to: member('x', '10.0.1.9', 'near', ['server-group'], true), protocol: 'tcp', port: 22 }, ground);
    assert.ok(!verdict.open);
    assert.match(verdict.why, /endpoint gateway, which answers and never starts/);
  });

  it('let through by the first rule that allows it', () => {
    const verdict = reach(kafka, withRules('gateway-group', [inbound('first', {}), inbound('second', {})]));
    assert.deepEqual(verdict.open && verdict.by.flatMap(({ at, ruleId }) => at === 'security-group-in' ? [ruleId] : []), ['first']);
  });

  it('admit the members of a group by the address of any of them, where no other VPC is in play', () => {
    const byGroup = [inbound('x', { remote: { kind: 'security-group', id: 'server-group', name: 'server-group' } })];
    const other = member('other', '10.0.1.5', 'near', ['other-group'], true);
    const on = withRules('gateway-group', byGroup, { ...ground, members: [other, client, gateway] });
    // Rules alone are looked at, so that the client stays an address and is not first taken for the member that it is.
    const from = (address: string): boolean => passRules({ ...kafka, from: { kind: 'address', address } }, on).open;
    assert.deepEqual([from(client.address), from(other.address), from('10.0.1.6')], [true, false, false]);
  });

  const narrow = inbound('ssh', { protocol: 'tcp', portMin: 22, portMax: 22 });
  const both = { ...gateway, securityGroupIds: ['gateway-group', 'second-group'] };
  const two = (...rules: readonly SecurityGroupRule[]) => {
    const on = withRules('gateway-group', [narrow, outbound('out', {})]);
    return { ...on, securityGroups: [...on.securityGroups, group('second-group', rules)] };
  };
  const many = (count: number) => withRules('gateway-group', Array.from({ length: count }, (_, at) =>
    inbound(String(at), { protocol: 'udp', portMin: at + 1, portMax: at + 1 })));
  const asked = 'tcp 9093 from 10.0.1.4 to 10.0.2.4';
  const five = [1, 2, 3, 4, 5].map((port) => `udp ${port} from 0.0.0.0/0`).join('; ');
  for (const [what, flow, on, why] of [
    ['the one group and its rules of that direction', kafka, two(),
      `Security group "gateway-group" of "gateway" lets no ${asked} in (read: tcp 22 from 0.0.0.0/0).`],
    ['all its groups and their rules', { ...kafka, to: both }, two(inbound('dns', { protocol: 'udp', portMin: 53, portMax: 53 })),
      `Security groups "gateway-group", "second-group" of "gateway" let no ${asked} in (read: tcp 22 from 0.0.0.0/0; udp 53 from 0.0.0.0/0).`],
    ['that there is no rule', kafka, withRules('gateway-group', [outbound('out', {})]),
      `Security group "gateway-group" of "gateway" lets no ${asked} in (there is no inbound rule).`],
    ['that there is no way out', kafka, withRules('server-group', [inbound('in', {})]),
      `Security group "server-group" of "server" lets no ${asked} out (there is no outbound rule).`],
    ['that there is no group', { ...kafka, to: { ...gateway, securityGroupIds: [] } }, ground,
      `"gateway" has no security group that could let ${asked} through.`],
    ['five rules', kafka, many(5), `Security group "gateway-group" of "gateway" lets no ${asked} in (read: ${five}).`],
    ['no more than five rules, and how many there are besides', kafka, many(6),
      `Security group "gateway-group" of "gateway" lets no ${asked} in (read: ${five}; and 1 more).`],
  ] as const) {
    it(`name, where they drop, ${what}`, () => {
      const verdict = reach(flow, on);
      assert.equal(!verdict.open && verdict.why, why);
    });
  }

  it('name at most five rules, and cannot be made to lie by a name', () => {
    const rules = Array.from({ length: 8 }, (_, at) => inbound(String(at), { protocol: 'tcp', portMin: at + 1, portMax: at + 1 }));
    const verdict = reach({ ...kafka, to: { ...gateway, name: 'a\nb\u202e' } }, withRules('gateway-group', rules));
    assert.ok(!verdict.open);
    assert.match(verdict.why, /of "a\[U\+000A\]b\[U\+202E\]".*tcp 5 from 0\.0\.0\.0\/0; and 3 more/);
  });
});
