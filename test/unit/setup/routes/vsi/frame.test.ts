import assert from 'node:assert/strict';
import { openToInternetRefused, vsiFrame } from '../../../../../src/setup/routes/vsi/frame';
import { formerRules } from '../../../../../src/setup/routes/vsi/rules';
import { vsiSource } from '../../../../../src/setup/routes/vsi/source';
import type { VsiChoices } from '../../../../../src/setup/routes/vsi/choices';
import { isDeepStrictEqual } from 'node:util';

describe('SSH open to the internet', () => {
  const choices = (sshFrom: string | undefined, openToInternetConfirmed?: true): VsiChoices => ({
    vpc: { kind: 'new', name: 'v' }, zones: ['z-1'], server: { kind: 'existing', id: '1', name: 's' }, address: { kind: 'floating-ip' },
    loginUser: 'ubuntu', key: { kind: 'existing', path: '/k' }, resourceGroupId: 'g', sshFrom, openToInternetConfirmed,
  });

  it('is refused unless it was confirmed', () => {
    assert.equal(openToInternetRefused(choices('0.0.0.0/0'))?.code, 'setup.open-to-internet');
    assert.equal(openToInternetRefused(choices('0.0.0.0/0', true)), undefined);
    assert.equal(openToInternetRefused(choices('203.0.113.7/32')), undefined);
    assert.equal(openToInternetRefused(choices(undefined)), undefined);
  });

  it('is refused with the range and with what to do', () => {
    const { what, why, next } = openToInternetRefused(choices('203.0.0.0/7')) ?? {};
    assert.deepEqual([what, why, next], [
      'Could not run the plan', 'SSH would be open to 203.0.0.0/7: to strangers.',
      'Give your own address as the one that may SSH in, or confirm the range in so many words.',
    ]);
  });
});

describe('The frame of a connection through a virtual server', () => {
  const choices: VsiChoices = {
    vpc: { kind: 'new', name: 'v' }, zones: ['z-1', 'z-2'], address: { kind: 'floating-ip' }, loginUser: 'ubuntu', sshFrom: '203.0.113.7/32',
    server: { kind: 'new', name: 's', zone: 'z-1', profile: 'p', imageId: 'i', imageName: 'n' }, key: { kind: 'new', path: '/k' }, resourceGroupId: 'g',
  };
  const same = (more: Partial<VsiChoices>): boolean => isDeepStrictEqual(vsiFrame(choices), vsiFrame({ ...choices, ...more }));

  it('holds while the server is made elsewhere or otherwise, and the zones are named in another order', () => {
    assert.ok(same({ server: { kind: 'new', name: 's', zone: 'z-2', profile: 'q', imageId: 'j', imageName: 'm' }, loginUser: 'vpcuser' }));
    assert.ok(same({ zones: ['z-2', 'z-1'] }));
  });

  it('holds while who is let in changes, as long as it is known who was before', () => {
    const moved = vsiSource.changed(choices, '198.51.100.9');
    assert.deepEqual([moved.sshFrom, moved.sshFromBefore], ['198.51.100.9/32', ['203.0.113.7/32']]);
    const back = vsiSource.changed(moved, '203.0.113.7');
    assert.deepEqual([back.sshFrom, back.sshFromBefore], ['203.0.113.7/32', ['203.0.113.7/32', '198.51.100.9/32']]);
    assert.ok(same(moved) && same(back));
    assert.deepEqual([formerRules(choices), formerRules(moved), formerRules(back)].map((rules) => rules.map(({ remote }) => remote)), [
      [], [{ kind: 'cidr', cidr: '203.0.113.7/32' }], [{ kind: 'cidr', cidr: '198.51.100.9/32' }],
    ]);
    assert.equal(vsiSource.changed({ ...choices, sshFrom: '0.0.0.0/0', openToInternetConfirmed: true }, '198.51.100.9/32').openToInternetConfirmed, undefined);
  });

  it('breaks with whatever the steps are made from', () => {
    const others: readonly Partial<VsiChoices>[] = [
      { vpc: { kind: 'new', name: 'w' } }, { zones: ['z-1'] }, { sshFrom: '203.0.113.8/32' }, { sshFrom: undefined }, { key: { kind: 'new', path: '/l' } },
      { server: { kind: 'existing', id: 's', name: 's' } }, { address: { kind: 'address', address: 'bastion' } }, { resourceGroupId: 'h' },
      { server: { kind: 'new', name: 't', zone: 'z-1', profile: 'p', imageId: 'i', imageName: 'n' } },
    ];
    assert.deepEqual(others.filter(same), []);
  });

  it('tells two existing servers apart by their id, not by their name', () => {
    const existing = (id: string, name: string): unknown => vsiFrame({ ...choices, server: { kind: 'existing', id, name } });
    assert.deepEqual(existing('1', 'a'), existing('1', 'b'));
    assert.notDeepEqual(existing('1', 'a'), existing('2', 'a'));
  });
});
