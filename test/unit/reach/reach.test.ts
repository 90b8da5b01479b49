import assert from 'node:assert/strict';
import type { NetworkAclRule } from '../../../src/model/landscape';
import type { Flow, Ground, Verdict } from '../../../src/reach/flow';
import { passRules, reach } from '../../../src/reach/reach';
import { acl, allow, client, gateway, ground, inbound, kafka, laptop, member, subnet, withAcl, withRules } from './grounds';

const ping = { from: laptop, to: client, protocol: 'icmp' } as const;
const open = withRules('server-group', [inbound('all-in', {})]);

function portsOf(verdict: Verdict): readonly (readonly [number, number])[] | undefined {
  return verdict.open ? verdict.clientPorts.map(({ min, max }) => [min, max] as const) : undefined;
}

/** The client's subnet, which lets answers in to these ports alone, a rule each. */
function answersTo(...ranges: readonly (readonly [number, number])[]): Ground {
  const rules = ranges.map(([min, max], at) =>
    allow('inbound', { id: `rule-${at}`, protocol: 'tcp', destinationPortMin: min, destinationPortMax: max }));
  return withAcl('near-acl', [allow('outbound'), ...rules]);
}

describe('an open verdict', () => {
  it('names a rule of every guard in the order in which packets meet them, and the client\'s ports', () => {
    assert.deepEqual(reach(kafka, ground), {
      open: true,
      by: [
        { at: 'security-group-out', guard: 'server-group', ruleId: 'all-out', rule: 'any to 0.0.0.0/0' },
        { at: 'acl-out', guard: 'near-acl', ruleId: 'allow-outbound', rule: 'allow-outbound: allow outbound any from 0.0.0.0/0 to 0.0.0.0/0' },
        { at: 'acl-in', guard: 'far-acl', ruleId: 'allow-inbound', rule: 'allow-inbound: allow inbound any from 0.0.0.0/0 to 0.0.0.0/0' },
        { at: 'security-group-in', guard: 'gateway-group', ruleId: 'kafka-in', rule: 'tcp 9093 from the members of server-group' },
        { at: 'acl-answer-out', guard: 'far-acl', ruleId: 'allow-outbound', rule: 'allow-outbound: allow outbound any from 0.0.0.0/0 to 0.0.0.0/0' },
        { at: 'acl-answer-in', guard: 'near-acl', ruleId: 'allow-inbound', rule: 'allow-inbound: allow inbound any from 0.0.0.0/0 to 0.0.0.0/0' },
      ],
      clientPorts: [{ min: 1024, max: 65535 }],
    });
  });

  it('of a ping names no ports', () => {
    const verdict = reach(ping, open);
    assert.deepEqual(verdict.open && verdict.clientPorts, []);
    assert.deepEqual(verdict.open && verdict.by.map(({ at }) => at), ['acl-in', 'security-group-in', 'acl-answer-out']);
  });

  it('of a message that nobody answers asks for no way back', () => {
    const verdict = reach({ ...ping, icmp: { type: 3, code: 1 } }, open);
    assert.deepEqual(verdict.open && verdict.by.map(({ at }) => at), ['acl-in', 'security-group-in']);
  });

  it('names each rule once, and every one that lets some of the ports through', () => {
    const verdict = reach(kafka, answersTo([1024, 1999], [2000, 2999]));
    assert.deepEqual(verdict.open && verdict.by.map(({ at, ruleId }) => [at, ruleId]), [
      ['security-group-out', 'all-out'], ['acl-out', 'allow-outbound'], ['acl-in', 'allow-inbound'], ['security-group-in', 'kafka-in'],
      ['acl-answer-out', 'allow-outbound'], ['acl-answer-in', 'rule-0'], ['acl-answer-in', 'rule-1'],
    ]);
  });
});

describe('the client\'s ports that pass', () => {
  for (const [what, ranges, expected] of [
    ['are joined where one rule ends and the next begins', [[1024, 1999], [2000, 2999]], [[1024, 2999]]],
    ['are joined whatever the order of the rules', [[2001, 65535], [2000, 2000], [1024, 1999]], [[1024, 65535]]],
    ['are told in order, whatever the order of the rules', [[3000, 3999], [1100, 1199]], [[1100, 1199], [3000, 3999]]],
    ['are told in order, close to each other too', [[2002, 2002], [2000, 2000]], [[2000, 2000], [2002, 2002]]],
    ['keep the holes between them', [[1100, 1199], [1300, 1399], [1400, 1499], [1600, 1699]], [[1100, 1199], [1300, 1499], [1600, 1699]]],
    ['may be one alone', [[40000, 40000]], [[40000, 40000]]],
    ['may be the first alone', [[1, 1024]], [[1024, 1024]]],
    ['may be the last alone', [[65535, 65535]], [[65535, 65535]]],
    ['are none where the rules are for others', [[1, 1023]], undefined],
  ] as const) {
    it(what, () => assert.deepEqual(portsOf(reach(kafka, answersTo(...ranges))), expected));
  }

  it('are parted where the rules of either end say so, on the way there or back', () => {
    const source = { protocol: 'tcp', sourcePortMin: 2000, sourcePortMax: 2999 } as const;
    const destination = { protocol: 'tcp', destinationPortMin: 2000, destinationPortMax: 2999 } as const;
    for (const limited of [
      withAcl('near-acl', [allow('outbound', source), allow('inbound')]),
      withAcl('near-acl', [allow('outbound'), allow('inbound', destination)]),
      withAcl('far-acl', [allow('inbound', source), allow('outbound')]),
      withAcl('far-acl', [allow('inbound'), allow('outbound', destination)]),
    ]) {
      assert.deepEqual(portsOf(reach(kafka, limited)), [[2000, 2999]]);
    }
  });

  it('are those asked about and no others', () => {
    assert.deepEqual(portsOf(reach({ ...kafka, clientPorts: { min: 1500, max: 2500 } }, answersTo([1024, 1999], [2400, 2999]))), [[1500, 1999], [2400, 2500]]);
    assert.deepEqual(portsOf(reach({ ...kafka, clientPorts: { min: 7, max: 7 } }, ground)), [[7, 7]]);
  });

  it('are told of the first part that is closed, where none passes', () => {
    const rules = [deny(1024, 1999), deny(2000, 65535)];
    const verdict = reach(kafka, withAcl('near-acl', [allow('outbound'), ...rules]));
    assert.deepEqual(!verdict.open && [verdict.at, verdict.ruleId], ['acl-answer-in', 'deny-1024']);
  });
});

describe('a client and a server without a route between them', () => {
  const server = member('other', '10.0.1.9', 'near', ['server-group'], true);
  for (const [what, flow, why] of [
    ['are those of two VPCs', { ...kafka, to: { ...gateway, name: 'b\nc', vpcId: 'other' } },
      '"server" and "b[U+000A]c" are in different VPCs, which have no route to each other.'],
    ['are an endpoint gateway that would start a connection', { ...kafka, from: { ...gateway, name: 'b\nc' }, to: server },
      '"b[U+000A]c" is an endpoint gateway, which answers and never starts a connection.'],
  ] as const) {
    it(what, () => assert.deepEqual(reach(flow, ground), { open: false, at: 'route', why }));
  }

  it('are not asked for one where rules alone are looked at', () => {
    const back = withRules('server-group', [inbound('all-in', {})], withRules('gateway-group', [inbound('all-out', { direction: 'outbound' })]));
    assert.equal(passRules({ ...kafka, from: gateway, to: client }, back).open, true);
  });
});

describe('the subnet of an address', () => {
  const closedFar = withAcl('far-acl', []);
  const at = (flow: Flow, on: Ground): unknown => {
    const verdict = reach(flow, on);
    return verdict.open ? 'open' : verdict.at;
  };

  it('is the one that the cloud says, whatever its range', () => {
    assert.equal(at({ ...kafka, to: { ...gateway, address: '192.168.7.7' } }, closedFar), 'acl-in');
  });

  it('is found by the range where the cloud does not say it', () => {
    assert.equal(at({ ...kafka, to: { ...gateway, subnetId: undefined } }, closedFar), 'acl-in');
  });

  it('is found in the VPC of the other end, for an address that no one has yet', () => {
    const closedNear = withAcl('near-acl', []);
    assert.equal(at({ ...kafka, from: { kind: 'address', address: '10.0.1.99' } }, closedNear), 'acl-out');
    assert.equal(at({ ...kafka, to: { kind: 'address', address: '10.0.2.99' } }, closedFar), 'acl-in');
  });

  it('is never one of another VPC that has the same range', () => {
    const twin = { ...subnet('twin', '10.0.2.0/24', 'twin-acl'), vpc: { id: 'other', name: 'other' } };
    const both = { ...ground, subnets: [twin, ...ground.subnets], networkAcls: [acl('twin-acl', []), ...ground.networkAcls] };
    assert.equal(at({ ...kafka, to: { ...gateway, subnetId: undefined } }, both), 'open');
    assert.equal(at({ ...kafka, to: { kind: 'address', address: '10.0.2.99' } }, both), 'open');
  });

  it('is none outside the VPC', () => {
    const verdict = reach({ from: laptop, to: client, protocol: 'tcp', port: 22 }, ground);
    assert.deepEqual(verdict.open && verdict.by.map((passage) => passage.at), ['acl-in', 'security-group-in', 'acl-answer-out']);
  });
});

function deny(min: number, max: number): NetworkAclRule {
  return { ...allow('inbound', { id: `deny-${min}`, protocol: 'tcp', destinationPortMin: min, destinationPortMax: max }), action: 'deny' };
}
