import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { NetworkAclRule, RuleRemote, SecurityGroupRule } from '../../../src/model/landscape';
import type { Flow, Ground, PortRange } from '../../../src/reach/flow';
import { passRules, reach } from '../../../src/reach/reach';
import { allow, client, deny, gateway, inbound, laptop, outbound, withAcl, withRules } from './grounds';

// Few values each, so that rules and flows meet often.
const port = fc.constantFrom(1, 22, 443, 1023, 1024, 9092, 9093, 9094, 32768, 65535);
const ports = fc.option(fc.tuple(port, port).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })), { nil: undefined });
const protocol = fc.constantFrom('any', 'icmp_tcp_udp', 'all', 'tcp', 'udp', 'icmp', 'gre');
const cidr = fc.constantFrom('0.0.0.0/0', '10.0.0.0/8', '10.0.1.0/24', '10.0.2.0/24', '10.0.2.4/32', '203.0.113.77/32', '192.0.2.0/24');
const remote: fc.Arbitrary<RuleRemote> = fc.oneof(
  cidr.map((value) => ({ kind: 'cidr' as const, cidr: value })),
  fc.constantFrom('10.0.1.4', '10.0.2.4').map((address) => ({ kind: 'address' as const, address })),
  fc.constantFrom('server-group', 'gateway-group').map((id) => ({ kind: 'security-group' as const, id, name: id })),
);
const direction = fc.constantFrom('inbound' as const, 'outbound' as const);

const groupRule: fc.Arbitrary<SecurityGroupRule> = fc.record({ id: fc.uuid(), direction, protocol, range: ports, remote })
  .map(({ range, ...rest }) => ({ ...rest, local: { kind: 'cidr', cidr: '0.0.0.0/0' }, portMin: range?.min, portMax: range?.max }));
const aclRule: fc.Arbitrary<NetworkAclRule> = fc.record({
  id: fc.uuid(), action: fc.constantFrom('allow' as const, 'deny' as const), direction, protocol,
  source: cidr, destination: cidr, from: ports, to: ports,
}).map(({ from, to, ...rest }) => ({
  ...rest, name: rest.id, sourcePortMin: from?.min, sourcePortMax: from?.max, destinationPortMin: to?.min, destinationPortMax: to?.max,
}));
// Lists often end with what lets all through, else so few flows would pass that the properties said little.
const groupRules = fc.tuple(fc.array(groupRule, { maxLength: 6 }), fc.boolean())
  .map(([rules, all]) => all ? [...rules, inbound('all-in', {}), outbound('all-out', {})] : rules);
const aclRules = fc.tuple(fc.array(aclRule, { maxLength: 6 }), fc.boolean())
  .map(([rules, all]) => all ? [...rules, allow('inbound'), allow('outbound')] : rules);

const flow: fc.Arbitrary<Flow> = fc.record({
  from: fc.constantFrom(client, laptop), to: fc.constantFrom(gateway, client), protocol: fc.constantFrom('tcp' as const, 'udp' as const, 'icmp' as const), port,
}).filter(({ from, to }) => from !== to);

const anyGround = fc.tuple(groupRules, groupRules, aclRules, aclRules).map(([server, far, nearAcl, farAcl]): Ground =>
  withAcl('near-acl', nearAcl, withAcl('far-acl', farAcl, withRules('server-group', server, withRules('gateway-group', far)))));

describe('whatever the rules', () => {
  it('one more security group rule never closes', () => {
    fc.assert(fc.property(flow, anyGround, groupRule, fc.nat(6), fc.constantFrom('server-group', 'gateway-group'), (asked, before, rule, at, id) => {
      const rules = rulesOf(before, id);
      const after = withRules(id, [...rules.slice(0, at), rule, ...rules.slice(at)], before);
      assert.ok(contains(openPorts(asked, after), openPorts(asked, before)));
    }));
  });

  it('one security group rule less never opens', () => {
    fc.assert(fc.property(flow, anyGround, fc.nat(5), fc.constantFrom('server-group', 'gateway-group'), (asked, before, at, id) => {
      const after = withRules(id, rulesOf(before, id).filter((_, index) => index !== at), before);
      assert.ok(contains(openPorts(asked, before), openPorts(asked, after)));
    }));
  });

  it('the order of security group rules is of no account', () => {
    fc.assert(fc.property(flow, anyGround, (asked, before) => {
      const after = ['server-group', 'gateway-group'].reduce((each, id) => withRules(id, rulesOf(each, id).toReversed(), each), before);
      assert.deepEqual(openPorts(asked, after), openPorts(asked, before));
    }));
  });

  it('an allow rule put anywhere into an ACL never closes, a deny rule never opens', () => {
    fc.assert(fc.property(flow, anyGround, aclRule, fc.nat(6), fc.constantFrom('near-acl', 'far-acl'), (asked, before, rule, at, id) => {
      const rules = before.networkAcls.find((each) => each.id === id)?.rules ?? [];
      const after = withAcl(id, [...rules.slice(0, at), rule, ...rules.slice(at)], before);
      const [was, is] = [openPorts(asked, before), openPorts(asked, after)];
      assert.ok(rule.action === 'allow' ? contains(is, was) : contains(was, is));
    }));
  });

  it('an ACL rule behind one that matches everything is of no account', () => {
    fc.assert(fc.property(flow, anyGround, aclRule, (asked, before, rule) => {
      const all = deny(rule.direction);
      const rules = [...before.networkAcls.find((each) => each.id === 'far-acl')?.rules ?? [], all];
      assert.deepEqual(openPorts(asked, withAcl('far-acl', [...rules, rule], before)), openPorts(asked, withAcl('far-acl', rules, before)));
    }));
  });

  it('a whole range of client ports agrees with each of its ports asked alone', () => {
    fc.assert(fc.property(flow, anyGround, fc.integer({ min: 1024, max: 65535 }), (asked, before, clientPort) => {
      const alone = passRules({ ...asked, clientPorts: { min: clientPort, max: clientPort } }, before).open;
      const whole = passRules(asked, before);
      const expected = whole.open && (asked.protocol === 'icmp' || whole.clientPorts.some(({ min, max }) => clientPort >= min && clientPort <= max));
      assert.equal(alone, expected);
    }));
  });

  it('an open verdict names a rule of every guard, a closed one says where and why in one line', () => {
    fc.assert(fc.property(flow, anyGround, (asked, before) => {
      const verdict = reach(asked, before);
      if (verdict.open) {
        assert.ok(verdict.by.some(({ at }) => at === 'security-group-in'));
      } else {
        assert.match(verdict.why, /^[^\n]+\.$/);
      }
    }));
  });
});

describe('an open path', () => {
  it('is what many of the generated ones are, so that the properties speak of something', () => {
    const asked = fc.sample(fc.tuple(flow, anyGround), 500);
    const open = asked.filter(([each, on]) => reach(each, on).open).length;
    assert.ok(open > 50 && open < 450, `${open} of 500 are open`);
  });
});

function rulesOf(from: Ground, id: string): readonly SecurityGroupRule[] {
  return from.securityGroups.find((group) => group.id === id)?.rules ?? [];
}

/** What passes, as client ports; a ping that passes is one range of its own. */
function openPorts(asked: Flow, on: Ground): readonly PortRange[] {
  const verdict = reach(asked, on);
  return !verdict.open ? [] : asked.protocol === 'icmp' ? [{ min: 0, max: 0 }] : verdict.clientPorts;
}

function contains(outer: readonly PortRange[], inner: readonly PortRange[]): boolean {
  return inner.every((range) => outer.some((each) => each.min <= range.min && each.max >= range.max));
}
