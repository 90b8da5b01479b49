import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { NewSecurityGroupRule } from '../../../../../src/cloud/vpcRequests';
import { addressText, parseRange } from '../../../../../src/model/range';
import type { Member, Place } from '../../../../../src/reach/flow';
import { reach } from '../../../../../src/reach/reach';
import { officeGatewayRules, officeResolverRules } from '../../../../../src/setup/routes/siteVpn/groups';
import { groupOf, ruleOf } from '../../things';

const door: Member = { kind: 'member', id: 'door', name: 'door', vpcId: 'v', address: '10.5.0.5', securityGroupIds: ['g'], startsConnections: false };
const at = (address: string): Place => ({ kind: 'address', address });
const isOpen = (rules: readonly NewSecurityGroupRule[], from: Place, port: number, protocol: 'udp' | 'tcp'): boolean => reach({ from, to: door, protocol, port }, {
  subnets: [], networkAcls: [], members: [door], securityGroups: [groupOf('g', { rules: rules.map((rule, index) => ruleOf(`r${index}`, rule)) })],
}).open;

const cases = fc.record({
  ranges: fc.uniqueArray(fc.constantFrom('192.168.50.0/24', '172.30.0.0/16', '203.0.113.8/29'), { minLength: 1 }),
  ports: fc.uniqueArray(fc.constantFrom(9093, 30_000, 30_001), { minLength: 1 }),
  pick: fc.nat(), stranger: fc.constantFrom('192.168.51.1', '198.51.100.9', '10.5.0.9', '8.8.8.8'), otherPort: fc.constantFrom(22, 80, 53),
});

function oneOf(range: string, pick: number): Place {
  const { first, last } = parseRange(range) ?? { first: 0, last: 0 };
  return at(addressText(first + pick % (last - first + 1)));
}

describe('The security groups of a site-to-site VPN, by what they let through', () => {
  it('let everybody in the office in to the endpoint gateway on the service’s ports, and nobody else', () => {
    fc.assert(fc.property(cases, ({ ranges, ports, pick, stranger, otherPort }) => {
      const rules = officeGatewayRules(ranges, ports);
      for (const [range, port] of ranges.flatMap((each) => ports.map((other) => [each, other] as const))) {
        assert.equal(isOpen(rules, oneOf(range, pick), port, 'tcp'), true);
        assert.equal(isOpen(rules, oneOf(range, pick), port, 'udp'), false);
        assert.equal(isOpen(rules, oneOf(range, pick), otherPort, 'tcp'), false);
        assert.equal(isOpen(rules, at(stranger), port, 'tcp'), false);
      }
    }));
  });

  it('let the office ask the resolver over UDP and TCP, nothing else and nobody else', () => {
    fc.assert(fc.property(cases, ({ ranges, pick, stranger }) => {
      const rules = officeResolverRules(ranges);
      for (const protocol of ['udp', 'tcp'] as const) {
        assert.ok(ranges.every((range) => isOpen(rules, oneOf(range, pick), 53, protocol) && !isOpen(rules, oneOf(range, pick), 9093, protocol)));
        assert.equal(isOpen(rules, at(stranger), 53, protocol), false);
      }
    }));
  });
});
