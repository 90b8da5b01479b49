import assert from 'node:assert/strict';
import { kindOf, kinds, knownKind } from '../../../../src/setup/makers/kinds';

describe('The kinds of things that the product makes', () => {
  // Journals of every version name them: a name is never changed, and none is ever taken away.
  const names = [
    'vpc', 'subnet', 'security-group', 'rule', 'group-target', 'key-file', 'ssh-key', 'virtual-server', 'floating-ip', 'endpoint-gateway',
    'credential', 'ssh-host', 'server-packages', 'server-file', 'authorization', 'secrets-manager', 'vpn-identities', 'certificate-secret', 'private-authority',
    'private-template', 'vpn-server', 'vpn-server-route', 'accepted-routes',
    'accepted-gateway-routes', 'office-route',
    'vpn-gateway', 'ike-policy', 'ipsec-policy', 'preshared-key', 'vpn-connection', 'vpn-connection-range',
    'dns-services', 'custom-resolver', 'resolver-location', 'resolver-enabled', 'forwarding-rule',
    'office-folder', 'office-file', 'office-loaded',
  ];

  it('are known by the names that journals hold, each once', () => {
    assert.deepEqual(kinds.map(({ kind }) => kind), names);
    for (const each of kinds) {
      assert.equal(kindOf(each.kind), each);
      assert.equal(knownKind(each.kind, 'x'), each);
    }
  });

  it('are not all that there may be: one of a newer version is refused where it is needed, with what to do', () => {
    assert.equal(kindOf('carrier-pigeon'), undefined);
    assert.equal(kindOf('toString'), undefined);
    assert.throws(() => knownKind('carrier-pigeon', 'orders-vpn'), {
      code: 'setup.unknown-kind', what: 'Could not remove orders-vpn',
      why: 'It is of a kind, "carrier-pigeon", that this version of Private Connect does not know.', next: 'Update Private Connect, then undo again.',
    });
  });

  it('speak of themselves in an undo only where the step’s title would mislead', () => {
    assert.deepEqual(
      kinds.filter(({ inUndo }) => inUndo !== undefined).map(({ kind }) => kind),
      [
        'group-target', 'key-file', 'server-packages', 'vpn-identities', 'certificate-secret', 'vpn-server-route', 'accepted-routes',
        'accepted-gateway-routes', 'office-route',
        'preshared-key', 'vpn-connection-range', 'resolver-location', 'forwarding-rule', 'office-folder', 'office-loaded',
      ],
    );
    assert.deepEqual(kinds.filter(({ addition }) => addition !== undefined).map(({ kind }) => kind), [
      'group-target', 'accepted-routes', 'accepted-gateway-routes', 'vpn-connection-range', 'resolver-location', 'resolver-enabled',
    ]);
  });
});
