import assert from 'node:assert/strict';
import type { Known, Policy } from '../../../src/model/policy';
import { authorizesVpnServers, holdingOf, secretsManagerManager, vpnClient } from '../../../src/model/vpnPolicies';

const accountId = 'a'.repeat(32);
const target = { accountId, guid: 'g' };
const scope = (known: Known): Policy['subjects'] => [{ attributes: Object.entries(known).map(([name, value]) => ({ name, value })), byTag: false }];

function policyOf(type: Policy['type'], subject: Known, role: string, resource: Known): Policy {
  return { id: 'p', type, description: '', subjects: scope(subject), roles: [{ id: `crn:v1:bluemix:public:${role}`, title: role }], resources: scope(resource) };
}

describe('A policy lets client VPN servers read the secrets of an instance', () => {
  const authorization = (subject: Known = {}, resource: Known = {}, role = 'secrets-manager::::serviceRole:SecretsReader'): Policy =>
    policyOf('authorization', { serviceName: 'is', ...subject }, role, { serviceName: 'secrets-manager', ...resource });

  for (const [what, policy] of [
    ['by name of instance, kind and account', authorization({ resourceType: 'vpn-server', accountId }, { serviceInstance: 'g', accountId })],
    ['for all of VPC Infrastructure Services', authorization()],
    ['for every instance', authorization({ resourceType: 'vpn-server' })],
    ['with a role that may write', authorization({}, {}, 'secrets-manager::::serviceRole:Writer')],
    ['with a role that may do everything', authorization({}, {}, 'iam::::serviceRole:Manager')],
  ] as const) {
    it(what, () => assert.ok(authorizesVpnServers(policy, target)));
  }

  for (const [what, policy] of [
    ['another kind of resource', authorization({ resourceType: 'load-balancer' })],
    ['those of one resource group', authorization({ resourceGroupId: 'r' })],
    ['another account', authorization({ accountId: 'b' })],
    ['another instance', authorization({}, { serviceInstance: 'h' })],
    ['one secret group', authorization({}, { resourceType: 'secret-group', resource: 's' })],
    ['what needs no reading', authorization({}, {}, 'secrets-manager::::serviceRole:Reader')],
    ['people', { ...authorization(), type: 'access' }],
  ] as const) {
    it(`not for ${what}`, () => assert.ok(!authorizesVpnServers(policy, target)));
  }
});

describe('Whether a person has a role', () => {
  const person = { accountId, iamId: 'IBMid-1' };
  const client = 'is::::serviceRole:VPNClient';
  const access = (subject: Known, role = client, resource: Known = { serviceName: 'is' }): Policy => policyOf('access', subject, role, resource);
  const kindOf = (...policies: readonly Policy[]): string => holdingOf(policies, person, vpnClient(accountId)).kind;

  it('is told by a policy of his own, or by one for everybody', () => {
    assert.equal(kindOf(access({ iam_id: 'IBMid-2' }), access({ iam_id: 'IBMid-1' })), 'held');
    assert.equal(kindOf(access({ access_group_id: 'AccessGroupId-PublicAccess' })), 'held');
    assert.equal(kindOf(access({ iam_id: 'IBMid-1' }, client, { serviceType: 'service', accountId })), 'held');
  });

  it('is open where a group has it, where it is a role of the account\'s own, or where it is for a part', () => {
    const [group, own, part] = [
      access({ access_group_id: 'AccessGroupId-vpn' }), access({ iam_id: 'IBMid-1' }, `iam::a/${accountId}::customRole:Vpn`),
      access({ iam_id: 'IBMid-1' }, client, { serviceName: 'is', resourceGroupId: 'r' }),
    ];
    assert.deepEqual(holdingOf([group, own, part], person, vpnClient(accountId)), { kind: 'perhaps', through: [group, own, part] });
  });

  it('is not seen where no policy says so, which is no denial', () => {
    const owner = access({ iam_id: 'IBMid-1' }, 'iam::::serviceRole:Manager', { accountId });
    assert.equal(kindOf(), 'not-seen');
    assert.equal(kindOf(access({ iam_id: 'IBMid-2' }), access({ iam_id: 'IBMid-1' }, client, { serviceName: 'messagehub' })), 'not-seen');
    assert.equal(kindOf(owner), 'not-seen', 'no other role lets anybody connect');
    assert.equal(holdingOf([owner], person, secretsManagerManager(target)).kind, 'held');
    const everyService = access({ iam_id: 'IBMid-1' }, 'iam::::serviceRole:Manager', { serviceType: 'service' });
    assert.equal(holdingOf([everyService], person, secretsManagerManager(target)).kind, 'held');
    assert.equal(kindOf({ ...access({ iam_id: 'IBMid-1' }), type: 'authorization' }), 'not-seen');
  });
});
