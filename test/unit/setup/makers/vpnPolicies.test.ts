import assert from 'node:assert/strict';
import { Failure } from '../../../../src/model/failure';
import { ikePolicyMaker } from '../../../../src/setup/makers/ikePolicy';
import { ipsecPolicyMaker } from '../../../../src/setup/makers/ipsecPolicy';
import { absent, scripted } from '../scripted';
import { ikePolicyOf, ipsecPolicyOf } from '../vpnGatewayThings';

const ike = { name: 'orders-ike', version: 2, authentication: 'sha256', encryption: 'aes256', dhGroup: 14, keyLifetime: 28_800, resourceGroupId: 'r' } as const;
const ipsec = { name: 'orders-ipsec', authentication: 'disabled', encryption: 'aes256gcm16', pfs: 'group_19', keyLifetime: 3600, resourceGroupId: 'r' } as const;
const gcm = { name: 'orders-ipsec', authentication: ['disabled'], encryption: ['aes256gcm16'], pfs: ['group_19'] };

describe('An IKE policy', () => {
  it('is found again by its name where it says what was asked for, and never taken for ours where it says another thing', async () => {
    const find = (more: Parameters<typeof ikePolicyOf>[1]) =>
      ikePolicyMaker.find(scripted({ listIkePolicies: () => Promise.resolve([ikePolicyOf('p0'), ikePolicyOf('p1', { name: 'orders-ike', ...more })]) }).context, ike);
    assert.equal((await find({}))?.id, 'p1');
    for (const more of [
      { version: 1 }, { authentication: ['sha512'] }, { encryption: ['aes128'] }, { dhGroups: [19] }, { keyLifetime: 3600 }, { dhGroups: [14, 19] }, { encryption: [] },
      { name: 'other' },
    ]) {
      assert.equal(await find(more), undefined, JSON.stringify(more));
    }
  });

  it('is recovered by its name, kept where a connection uses it, and otherwise removed until a read says that it is gone', async () => {
    const { context, deeds } = scripted({
      listIkePolicies: () => Promise.resolve([ikePolicyOf('p1', { name: 'orders-ike' })]), deleteIkePolicy: () => Promise.resolve(), getIkePolicy: absent,
    });
    const described = { kind: 'ike-policy', id: 'p1', name: 'orders-ike', crn: undefined, address: undefined };
    assert.deepEqual(await ikePolicyMaker.recover(context, { kind: 'ike-policy', name: 'orders-ike' }), described);
    await ikePolicyMaker.remove(context, { ...described, origin: 'made' });
    assert.deepEqual(deeds.slice(1), [['discard'], ['deleteIkePolicy', 'p1'], ['untilGone', 'the IKE policy orders-ike'], ['getIkePolicy', 'p1']]);
    const used = scripted({ getIkePolicy: () => Promise.resolve(ikePolicyOf('p1', { connections: [{ id: 'c', name: 'theirs' }] })) });
    assert.equal(await ikePolicyMaker.usedBy?.(used.context, { ...described, origin: 'made' }), 'the VPN connection theirs');
  });

  it('that is one too many says so, with what to do', async () => {
    const refusal = new Failure({ code: 'vpc.ike_policies_quota_exceeded', status: 400, what: 'Could not', why: 'Quota.', next: 'Ask.' });
    await assert.rejects(Promise.resolve(ikePolicyMaker.make(scripted({ createIkePolicy: () => Promise.reject(refusal) }).context, ike)), (error: Failure) => {
      assert.match(`${error.why} ${error.next}`, /^Quota\. A region takes 20 policies of each kind\. Delete one that no VPN connection uses/);
      return true;
    });
  });
});

describe('An IPsec policy', () => {
  it('is found again by its name where it says what was asked for, and never taken for ours where it says another thing', async () => {
    const find = (more: Parameters<typeof ipsecPolicyOf>[1]) =>
      ipsecPolicyMaker.find(scripted({ listIpsecPolicies: () => Promise.resolve([ipsecPolicyOf('p1', { ...gcm, ...more })]) }).context, ipsec);
    assert.equal((await find({}))?.id, 'p1');
    for (const more of [{ authentication: ['sha256'] }, { encryption: ['aes256'] }, { pfs: ['disabled'] }, { pfs: ['group_19', 'group_20'] }, { keyLifetime: 60 }, { name: 'other' }]) {
      assert.equal(await find(more), undefined, JSON.stringify(more));
    }
  });

  it('is kept where a connection uses it, and otherwise removed until a read says that it is gone', async () => {
    const made = { kind: 'ipsec-policy', id: 'p1', name: 'orders-ipsec', origin: 'made' } as const;
    const { context, deeds } = scripted({ deleteIpsecPolicy: () => Promise.resolve(), getIpsecPolicy: absent });
    await ipsecPolicyMaker.remove(context, made);
    assert.deepEqual(deeds, [['discard'], ['deleteIpsecPolicy', 'p1'], ['untilGone', 'the IPsec policy orders-ipsec'], ['getIpsecPolicy', 'p1']]);
    const used = scripted({ getIpsecPolicy: () => Promise.resolve(ipsecPolicyOf('p1', { connections: [{ id: 'c', name: 'theirs' }] })) });
    assert.equal(await ipsecPolicyMaker.usedBy?.(used.context, made), 'the VPN connection theirs');
    assert.equal(await ipsecPolicyMaker.usedBy?.(scripted({ getIpsecPolicy: () => Promise.resolve(ipsecPolicyOf('p1')) }).context, made), undefined);
  });
});
