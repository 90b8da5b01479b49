import assert from 'node:assert/strict';
import type { ClientVpnChoices } from '../../../../../src/setup/routes/clientVpn/choices';
import { clientVpnFrame, openVpnRefused } from '../../../../../src/setup/routes/clientVpn/frame';
import { formerServerRules } from '../../../../../src/setup/routes/clientVpn/groups';
import { clientVpnSource } from '../../../../../src/setup/routes/clientVpn/source';
import { vpnChoices } from './choices';

describe('The frame of the route through a client VPN server', () => {
  const both: Partial<ClientVpnChoices> = {
    places: [{ zone: 'ca-mon-2', subnet: { kind: 'new' } }, { zone: 'ca-mon-1', subnet: { kind: 'new' } }], allowedFrom: ['198.51.100.0/24', '10.0.0.0/8'],
    authentication: ['username', 'certificate'],
  };

  it('is the same in whatever order things were chosen, and whatever was confirmed', () => {
    const other = vpnChoices({
      ...both, zones: ['ca-mon-2', 'ca-mon-1'], places: [...both.places ?? []].reverse(), allowedFrom: ['10.0.0.0/8', '198.51.100.0/24'],
      authentication: ['certificate', 'username'], openToInternetConfirmed: true,
    });
    assert.deepEqual(clientVpnFrame(other), clientVpnFrame(vpnChoices(both)));
  });

  it('is the same where it may be dialled from elsewhere, as long as it is known from where before', () => {
    const before = vpnChoices({ allowedFrom: ['203.0.113.7/32', '10.0.0.0/8'], ownAddress: '203.0.113.7' });
    const after = clientVpnSource.changed(clientVpnSource.changed(before, '198.51.100.1'), '198.51.100.2');
    assert.deepEqual([after.allowedFrom, after.ownAddress], [['10.0.0.0/8', '198.51.100.2/32'], '198.51.100.2']);
    assert.deepEqual(clientVpnFrame(after), clientVpnFrame(before));
    assert.deepEqual(formerServerRules(after).map(({ remote }) => remote), ['203.0.113.7/32', '198.51.100.1/32'].map((cidr) => ({ kind: 'cidr', cidr })));
  });

  it('is another one where anything else differs that a step is made from', () => {
    const before = clientVpnFrame(vpnChoices());
    const others: readonly Partial<ClientVpnChoices>[] = [
      { zones: ['ca-mon-1'] }, { clientPool: '172.21.0.0/22' }, { port: 1194 }, { protocol: 'tcp' }, { tunnel: 'full' }, { allowedFrom: ['203.0.113.8/32'] },
      { authentication: ['username'] }, { server: { kind: 'new', name: 'x' } }, { certificates: { kind: 'made', person: 'anna', keepsAuthorityKey: false } },
    ];
    for (const more of others) {
      assert.notDeepEqual(clientVpnFrame(vpnChoices(more)), before, JSON.stringify(more));
    }
  });
});

describe('A VPN server that strangers may dial', () => {
  it('is refused without the confirmation in so many words, and says for which ranges', () => {
    const refused = openVpnRefused(vpnChoices({ allowedFrom: ['203.0.113.7/32', '0.0.0.0/0', '198.0.0.0/8'] }));
    assert.deepEqual([refused?.code, refused?.what, refused?.why], [
      'setup.open-to-internet', 'Could not run the plan', 'The VPN server could be dialled from 0.0.0.0/0, 198.0.0.0/8: by strangers.',
    ]);
  });

  it('is made with it, and without it where only a few may dial it', () => {
    assert.equal(openVpnRefused(vpnChoices({ allowedFrom: ['0.0.0.0/0'], openToInternetConfirmed: true })), undefined);
    assert.equal(openVpnRefused(vpnChoices({ allowedFrom: ['203.0.113.0/24', '10.0.0.0/8'] })), undefined);
  });
});
