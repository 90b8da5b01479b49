import assert from 'node:assert/strict';
import type { NewSecurityGroupRule } from '../../../../src/cloud/vpcRequests';
import type { SecurityGroupRule } from '../../../../src/model/landscape';
import { findRule, foundRule, missingRules, nameOfRule, ruleMaker, ruleSpecification } from '../../../../src/setup/makers/rule';
import { absent, later, refused, scripted } from '../scripted';
import { groupOf, ruleOf } from '../things';

function tcp(port: number, remote: NewSecurityGroupRule['remote'] = { kind: 'cidr', cidr: '10.8.0.0/22' }): NewSecurityGroupRule {
  return { direction: 'inbound', protocol: 'tcp', portMin: port, portMax: port, remote };
}

const wanted = tcp(30000);
const there = ruleOf('r1', wanted);
const described = { kind: 'rule', id: 'g1/r1', name: 'inbound tcp 30000 from 10.8.0.0/22' };

describe('A rule', () => {
  it('is put on its group, and found on it', async () => {
    const specification = ruleSpecification('g1', wanted);
    assert.deepEqual(specification, { name: described.name, groupId: 'g1', rule: wanted });
    const { context, deeds } = scripted({
      createSecurityGroupRule: () => Promise.resolve(there), getSecurityGroup: () => Promise.resolve(groupOf('g1', { rules: [ruleOf('r0', tcp(22)), there] })),
    });
    assert.equal(await ruleMaker.make(context, specification), there);
    assert.equal(await ruleMaker.find(context, specification), there);
    assert.deepEqual(deeds, [['createSecurityGroupRule', 'g1', wanted], ['getSecurityGroup', 'g1']]);
    assert.equal(await ruleMaker.find(context, ruleSpecification('g1', tcp(443))), undefined);
  });

  it('is known by the ids of its group and its own', () => {
    assert.deepEqual(ruleMaker.describe(there, ruleSpecification('g1', wanted)), described);
    assert.deepEqual(foundRule('g1', there, wanted), described);
  });

  it('whose answer was lost is looked for by an undo on the connection’s own groups: it may name a group that could not go before it', async () => {
    const groups = [
      groupOf('g0', { name: 'orders-pcx', rules: [ruleOf('r9', wanted)] }),
      groupOf('g1', { name: 'orders-pc-server', rules: [ruleOf('r0', tcp(22)), there] }),
    ];
    const { context, deeds } = scripted({ listSecurityGroups: () => Promise.resolve(groups) });
    assert.deepEqual(await ruleMaker.recover(context, { kind: 'rule', name: described.name }), described);
    assert.equal(await ruleMaker.recover(context, { kind: 'rule', name: 'inbound tcp 443 from 10.8.0.0/22' }), undefined);
    assert.deepEqual(deeds, [['listSecurityGroups', {}], ['listSecurityGroups', {}]]);
  });

  it('whose answer was lost is looked for on a group of somebody else’s that we use, where it would stay', async () => {
    const there = ruleOf('r1', tcp(8443));
    const groups = [groupOf('other', { rules: [there] }), groupOf('theirs', { rules: [there] })];
    const { context } = scripted({ listSecurityGroups: () => Promise.resolve(groups) }, { originOf: (id) => (id === 'theirs' ? 'adopted' : undefined) });
    assert.equal((await ruleMaker.recover(context, { kind: 'rule', name: nameOfRule(there) }))?.id, 'theirs/r1');
  });

  it('is removed from its group', async () => {
    for (const deleteSecurityGroupRule of [absent, () => later(() => undefined)]) {
      const { context, deeds } = scripted({ deleteSecurityGroupRule });
      await ruleMaker.remove(context, { ...described, origin: 'made' });
      assert.deepEqual(deeds, [['discard'], ['deleteSecurityGroupRule', 'g1', 'r1']]);
    }
    const { context } = scripted({ deleteSecurityGroupRule: () => Promise.reject(refused(403)) });
    await assert.rejects(ruleMaker.remove(context, { ...described, origin: 'made' }), { code: 'http-403' });
  });
});

describe('The name of a rule', () => {
  const range = { ...tcp(30000), portMax: 30001 };
  const cases: readonly (readonly [string, NewSecurityGroupRule])[] = [
    ['inbound tcp 30000 from 10.8.0.0/22', tcp(30000)],
    ['inbound tcp 22 from 203.0.113.7', tcp(22, { kind: 'cidr', cidr: '203.0.113.7/32' })],
    ['inbound tcp 22 from 203.0.113.7', tcp(22, { kind: 'address', address: '203.0.113.7' })],
    ['inbound tcp 9093 from g7', tcp(9093, { kind: 'security-group', id: 'g7' })],
    ['outbound udp 53 to 161.26.0.0/16', { ...tcp(53, { kind: 'cidr', cidr: '161.26.0.0/16' }), direction: 'outbound', protocol: 'udp' }],
    ['inbound tcp 30000-30001 from 10.8.0.0/22', range],
    ['inbound any any from 0.0.0.0/0', { direction: 'inbound', protocol: 'any', remote: { kind: 'cidr', cidr: '0.0.0.0/0' } }],
  ];
  for (const [name, rule] of cases) {
    it(`says direction, protocol, ports and the other side: ${name}`, () => {
      assert.equal(nameOfRule(rule), name);
    });
  }
});

describe('A rule that is there serves', () => {
  const serves = (rule: SecurityGroupRule, asked: NewSecurityGroupRule = wanted): boolean => findRule([rule], asked) === rule;

  it('when it says the same, whatever its id and its name', () => {
    assert.ok(serves(there));
    assert.ok(serves(ruleOf('r2', wanted, { name: 'another' })));
    assert.equal(findRule([ruleOf('r0', tcp(22)), there, ruleOf('r2', wanted)], wanted), there);
    assert.equal(findRule([], wanted), undefined);
  });

  const other: readonly (readonly [string, Partial<SecurityGroupRule>])[] = [
    ['direction', { direction: 'outbound' }],
    ['protocol', { protocol: 'udp' }],
    ['first port', { portMin: 29999 }],
    ['last port', { portMax: 30001 }],
    ['other side', { remote: { kind: 'cidr', cidr: '10.9.0.0/22' } }],
    ['own side', { local: { kind: 'cidr', cidr: '10.0.0.4/32' } }],
    ['type of message', { type: 8 }],
    ['code of message', { code: 0 }],
  ];
  for (const [what, more] of other) {
    it(`not with another ${what}`, () => {
      assert.equal(serves(ruleOf('r1', wanted, more)), false);
    });
  }

  it('when the cloud gives a range of one address back as an address', () => {
    const one = tcp(22, { kind: 'cidr', cidr: '203.0.113.7/32' });
    assert.ok(serves(ruleOf('r1', one, { remote: { kind: 'address', address: '203.0.113.7' } }), one));
    assert.ok(serves(ruleOf('r1', one), tcp(22, { kind: 'address', address: '203.0.113.7' })));
    assert.ok(!serves(ruleOf('r1', one, { remote: { kind: 'cidr', cidr: '203.0.113.7/3' } }), one));
  });

  it('when it admits the same group, whatever that is called', () => {
    const ofGroup = tcp(9093, { kind: 'security-group', id: 'g7' });
    assert.ok(serves(ruleOf('r1', ofGroup, { remote: { kind: 'security-group', id: 'g7', name: 'renamed' } }), ofGroup));
    assert.ok(!serves(ruleOf('r1', ofGroup, { remote: { kind: 'security-group', id: 'g8', name: 'n' } }), ofGroup));
  });
});

describe('Of the wanted rules', () => {
  it('those are missing that no rule serves, each port for itself', () => {
    const both = [tcp(30000), tcp(30001)];
    assert.deepEqual(missingRules([], both), both);
    assert.deepEqual(missingRules([there], both), [tcp(30001)]);
    assert.deepEqual(missingRules([ruleOf('r2', tcp(30001)), there], both), []);
    assert.deepEqual(missingRules([there], []), []);
  });
});
