import assert from 'node:assert/strict';
import type { Packet } from '../../../src/reach/flow';
import { icmpMatches, networkAclRuleText, packetText, portMatches, protocolMatches, securityGroupRuleText } from '../../../src/reach/rules';
import { allow, deny, inbound, outbound } from './grounds';

const packet: Packet = { source: '10.0.1.4', destination: '10.0.2.4', protocol: 'tcp', sourcePort: 40000, destinationPort: 9093 };

describe('the protocol of a rule', () => {
  for (const [rule, matched] of [
    ['tcp', ['tcp']], ['udp', ['udp']], ['icmp', ['icmp']], ['any', ['tcp', 'udp', 'icmp']], ['all', ['tcp', 'udp', 'icmp']],
    ['icmp_tcp_udp', ['tcp', 'udp', 'icmp']], ['gre', []], ['number_99', []],
  ] as const) {
    it(`"${rule}" matches ${matched.join(', ') || 'none that is asked about'}`, () => {
      assert.deepEqual((['tcp', 'udp', 'icmp'] as const).filter((protocol) => protocolMatches(rule, protocol)), matched);
    });
  }
});

describe('the ports of a rule', () => {
  for (const [what, min, max, matched] of [
    ['none named match every port, and what has none', undefined, undefined, [undefined, 0, 1, 99, 100, 101, 200, 201]],
    ['one port matches itself alone', 100, 100, [100]],
    ['a range matches its ends and what lies between', 100, 200, [100, 101, 200]],
    ['one end alone is that port', 100, undefined, [100]],
    ['the other end alone is that port', undefined, 100, [100]],
    ['zero is a port too', 0, 0, [0]],
  ] as const) {
    it(what, () => {
      assert.deepEqual([undefined, 0, 1, 99, 100, 101, 200, 201].filter((port) => portMatches(min, max, port)), matched);
    });
  }
});

describe('the ICMP type of a rule', () => {
  const ping: Packet = { ...packet, protocol: 'icmp', type: 8, code: 0 };
  for (const [what, rule, asked, matches] of [
    ['none named matches every message', {}, ping, true],
    ['the same matches, whatever its code', { type: 8 }, ping, true],
    ['the same matches with the same code', { type: 8, code: 0 }, ping, true],
    ['the same does not match with another code', { type: 8, code: 1 }, ping, false],
    ['another does not match', { type: 0 }, ping, false],
    ['another does not match with the same code', { type: 0, code: 0 }, ping, false],
    ['says nothing of another protocol', { type: 0, code: 1 }, packet, true],
  ] as const) {
    it(what, () => assert.equal(icmpMatches(rule, asked), matches));
  }
});

describe('a security group rule in words', () => {
  for (const [text, rule] of [
    ['any from 0.0.0.0/0', inbound('x', {})],
    ['any to 0.0.0.0/0', outbound('x', {})],
    ['tcp 22 from 203.0.113.7', inbound('x', { protocol: 'tcp', portMin: 22, portMax: 22, remote: { kind: 'address', address: '203.0.113.7' } })],
    ['tcp 30000-30001 from 10.0.0.0/8', inbound('x', { protocol: 'tcp', portMin: 30000, portMax: 30001, remote: { kind: 'cidr', cidr: '10.0.0.0/8' } })],
    ['udp 53 to 0.0.0.0/0', outbound('x', { protocol: 'udp', portMin: 53 })],
    ['udp 53 to 0.0.0.0/0', outbound('x', { protocol: 'udp', portMax: 53 })],
    ['tcp 9093 from the members of a[U+202E]b', inbound('x', {
      protocol: 'tcp', portMin: 9093, portMax: 9093, remote: { kind: 'security-group', id: 'g', name: 'a\u202eb' },
    })],
    ['any from 0.0.0.0/0 at 10.0.2.4/32', inbound('x', { local: { kind: 'cidr', cidr: '10.0.2.4/32' } })],
    ['any from 0.0.0.0/0 at 10.0.2.4', inbound('x', { local: { kind: 'address', address: '10.0.2.4' } })],
    ['icmp type 8 from 0.0.0.0/0', inbound('x', { protocol: 'icmp', type: 8 })],
    ['icmp type 8 code 0 from 0.0.0.0/0', inbound('x', { protocol: 'icmp', type: 8, code: 0 })],
  ] as const) {
    it(`is "${text}"`, () => assert.equal(securityGroupRuleText(rule), text));
  }
});

describe('a network ACL rule in words', () => {
  for (const [text, rule] of [
    ['allow-inbound: allow inbound any from 0.0.0.0/0 to 0.0.0.0/0', allow('inbound')],
    ['deny-outbound: deny outbound tcp from 10.0.1.0/24 to 10.0.2.0/24 ports 22', deny('outbound', {
      protocol: 'tcp', source: '10.0.1.0/24', destination: '10.0.2.0/24', destinationPortMin: 22, destinationPortMax: 22,
    })],
    ['no-ssh: deny inbound tcp from 0.0.0.0/0 ports 1024-65535 to 0.0.0.0/0 ports 22', deny('inbound', {
      name: 'no-ssh', protocol: 'tcp', sourcePortMin: 1024, sourcePortMax: 65535, destinationPortMin: 22, destinationPortMax: 22,
    })],
    ['allow-inbound: allow inbound icmp type 0 from 0.0.0.0/0 to 0.0.0.0/0', allow('inbound', { protocol: 'icmp', type: 0 })],
    ['a[U+000A]b: allow inbound icmp type 3 code 1 from 0.0.0.0/0 to 0.0.0.0/0', allow('inbound', { name: 'a\nb', protocol: 'icmp', type: 3, code: 1 })],
  ] as const) {
    it(`is "${text}"`, () => assert.equal(networkAclRuleText(rule), text));
  }
});

describe('a packet in words', () => {
  it('has its destination port, where it has one', () => {
    assert.equal(packetText(packet), 'tcp 9093 from 10.0.1.4 to 10.0.2.4');
    assert.equal(packetText({ ...packet, protocol: 'icmp', destinationPort: undefined }), 'icmp from 10.0.1.4 to 10.0.2.4');
  });
});
