import assert from 'node:assert/strict';
import type { IkePolicy, IpsecPolicy } from '../../../../src/model/vpnGateway';
import type { RunContext } from '../../../../src/setup/context';
import { Fact } from '../../../../src/setup/facts';
import type { EspChoices } from '../../../../src/setup/office/choices';
import { vpnPolicySteps } from '../../../../src/setup/steps/vpnPolicies';
import { scripted } from '../scripted';
import { ikePolicyOf, ipsecPolicyOf } from '../vpnGatewayThings';

describe('The steps of IKE and IPsec policies', () => {
  const [intoIke, intoIpsec] = [new Fact<IkePolicy>('The IKE policy'), new Fact<IpsecPolicy>('The IPsec policy')];
  const plain: EspChoices = { cipher: 'aes256', integrity: 'sha256', lifetime: 3600 };
  const steps = (esp: EspChoices = plain) => vpnPolicySteps({
    ikeName: 'orders-ike', ipsecName: 'orders-ipsec', ike: { version: 2, cipher: 'aes256', integrity: 'sha256', group: 14, lifetime: 28_800 }, esp,
    resourceGroupId: 'r', intoIke, intoIpsec,
  });

  function context(ike: readonly IkePolicy[], ipsec: readonly IpsecPolicy[], more: Partial<RunContext> = {}) {
    return scripted({
      listIkePolicies: () => Promise.resolve(ike), listIpsecPolicies: () => Promise.resolve(ipsec),
      createIkePolicy: () => Promise.resolve(ikePolicyOf('p1')), createIpsecPolicy: () => Promise.resolve(ipsecPolicyOf('p2')),
    }, more);
  }

  it('make one of each that says what was chosen, one value each, with and without perfect forward secrecy, and with GCM', async () => {
    for (const [esp, wanted] of [
      [plain, { authentication: 'sha256', encryption: 'aes256', pfs: 'disabled', keyLifetime: 3600 }],
      [{ ...plain, group: 31 }, { authentication: 'sha256', encryption: 'aes256', pfs: 'group_31', keyLifetime: 3600 }],
      [{ cipher: 'aes128gcm16', group: 19, lifetime: 900 }, { authentication: 'disabled', encryption: 'aes128gcm16', pfs: 'group_19', keyLifetime: 900 }],
    ] as const) {
      const { context: run, deeds } = context([ikePolicyOf('p0')], []);
      for (const step of steps(esp)) {
        assert.equal((await step.find(run)).kind, 'missing');
        await step.create(run);
      }
      assert.deepEqual(deeds.filter(([what]) => String(what).startsWith('create')).map(([, body]) => body), [
        { name: 'orders-ike', version: 2, authentication: 'sha256', encryption: 'aes256', dhGroup: 14, keyLifetime: 28_800, resourceGroupId: 'r' },
        { name: 'orders-ipsec', ...wanted, resourceGroupId: 'r' },
      ]);
      assert.deepEqual([run.facts.need(intoIke).id, run.facts.need(intoIpsec).id], ['p1', 'p2']);
    }
  });

  it('use one of the name that says the same, and are blocked by one that says another thing: a stranger\'s, or ours of former choices', async () => {
    const [first, second] = steps();
    assert.ok(first !== undefined && second !== undefined);
    const { context: run } = context([ikePolicyOf('p1', { name: 'orders-ike' })], [ipsecPolicyOf('p2', { name: 'orders-ipsec', pfs: ['group_14'] })]);
    assert.equal((await first.find(run)).kind, 'exists');
    const theirs = await second.find(run);
    assert.match(theirs.kind === 'blocked' ? `${theirs.why} ${theirs.remedy}` : '', /does not say what was chosen: aes256 · sha256 · without perfect .* Delete that policy/);
    assert.equal(run.facts.get(intoIpsec), undefined);
    const ours = context([ikePolicyOf('p1', { dhGroups: [19] })], [], { recorded: () => ({ kind: 'ike-policy', id: 'p1', name: 'orders-ike', origin: 'made' }) });
    const former = await first.find(ours.context);
    assert.match(former.kind === 'blocked' ? former.remedy : '', /^Undo, then run again/);
  });
});
