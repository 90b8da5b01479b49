import assert from 'node:assert/strict';
import type { Policy } from '../../../../src/model/policy';
import type { VpcService } from '../../../../src/cloud/vpcService';
import type { VpnServer } from '../../../../src/model/vpnServer';
import { until } from '../../../../src/setup/engine/until';
import { authorizationMaker, propagationMs, secretsReader } from '../../../../src/setup/makers/authorization';
import { absent, later, refused, scripted, type Outside, type Scripted } from '../scripted';
import { authorizationOf } from '../things';

const target = { accountId: 'a', guid: 'g' };
const specification = { name: 'orders-pc-authorization', target };

const ours = authorizationOf('p1');
const theirs = authorizationOf('p0', { description: '' });
const described = { kind: 'authorization', id: 'p1', name: 'orders-pc-authorization' };

function account(policies: readonly Policy[], more: Outside['policies'] = {}): Scripted {
  return scripted({}, {}, { policies: { listAuthorizations: () => Promise.resolve(policies), ...more } });
}

describe('An authorization for VPN servers', () => {
  it('is asked for by its name, for one instance, with the role that reads alone', async () => {
    const { context, deeds } = account([], { createAuthorization: () => Promise.resolve(ours) });
    assert.equal(await authorizationMaker.make(context, specification), ours);
    const [[name, request] = []] = deeds;
    assert.deepEqual([name, request], ['createAuthorization', {
      description: 'orders-pc-authorization', role: secretsReader,
      subject: { serviceName: 'is', resourceType: 'vpn-server', accountId: 'a' },
      resource: { serviceName: 'secrets-manager', accountId: 'a', serviceInstance: 'g' },
      permission: 'Administrator or Manager on that instance of Secrets Manager, since nobody gives a role away that he has not',
    }]);
  });

  it('is found by its name, and another\'s that serves by what it says', async () => {
    const elsewhere = authorizationOf('p9', { roles: [{ id: 'crn:v1:bluemix:public:iam::::serviceRole:Reader', title: 'Reader' }] });
    const { context } = account([elsewhere, theirs, ours]);
    assert.equal(await authorizationMaker.find(context, specification), ours);
    assert.equal(await authorizationMaker.findOther?.(context, specification), theirs);
    const none = account([elsewhere]).context;
    assert.deepEqual([await authorizationMaker.find(none, specification), await authorizationMaker.findOther?.(none, specification)], [undefined, undefined]);
  });

  it('is called after its description, or its id where it has none', () => {
    assert.deepEqual(authorizationMaker.describe(ours, specification), described);
    assert.equal(authorizationMaker.describe(theirs, specification).name, 'p0');
  });

  it('is waited for until it can be read', async () => {
    const { context } = account([], { getPolicy: () => Promise.resolve(ours) });
    const wait = authorizationMaker.wait?.(context, ours);
    assert.ok(wait);
    assert.equal(await context.until(wait), ours);
    assert.equal(authorizationMaker.price, undefined);
  });

  it('that cannot be read is not given up within the half minute that a new one needs', async () => {
    const { context, sleeps } = account([], { getPolicy: absent });
    const wait = authorizationMaker.wait?.(context, ours);
    assert.ok(wait);
    await assert.rejects(until(context, wait), { status: 404 });
    assert.ok(sleeps.reduce((sum, each) => sum + each, 0) >= propagationMs);
  });

  it('whose answer was lost is looked for by its name, in the connection\'s account', async () => {
    const { context, deeds } = account([theirs, ours]);
    const lost = { kind: 'authorization', name: 'orders-pc-authorization' };
    assert.deepEqual(await authorizationMaker.recover(context, lost), described);
    assert.deepEqual(deeds, [['listAuthorizations', 'a']]);
    assert.equal(await authorizationMaker.recover(account([theirs]).context, lost), undefined);
  });

  it('is removed, and gone when it cannot be read', async () => {
    for (const deletePolicy of [absent, () => later(() => undefined)]) {
      const { context, deeds } = account([], { deletePolicy, getPolicy: absent });
      await authorizationMaker.remove(context, { ...described, origin: 'made' });
      assert.deepEqual(deeds, [['discard'], ['deletePolicy', 'p1'], ['untilGone', 'the authorization orders-pc-authorization'], ['getPolicy', 'p1']]);
    }
    const { context } = account([], { deletePolicy: () => Promise.reject(refused(403)) });
    await assert.rejects(authorizationMaker.remove(context, { ...described, origin: 'made' }), { code: 'http-403' });
  });

  describe('stays for', () => {
    const crn = (guid: string): string => `crn:v1:bluemix:public:secrets-manager:ca-mon:a/a:${guid}:secret:s`;
    const server = (id: string, certificateCrn: string, authorityCrn?: string): VpnServer => ({
      id, name: id, certificateCrn, authentication: authorityCrn === undefined ? [{ method: 'username' }] : [{ method: 'certificate', authorityCrn }],
    } as unknown as VpnServer);

    function userOf(regions: Readonly<Record<string, readonly VpnServer[] | undefined>>): Promise<string | undefined> | undefined {
      const cloud = {
        regions: () => Promise.resolve(Object.keys(regions).map((name) => ({ name, endpoint: '', available: true }))),
        vpc: (region: string) => ({ listVpnServers: () => regions[region] === undefined ? absent() : Promise.resolve(regions[region]) } as unknown as VpcService),
      };
      const { context } = scripted({}, {}, {
        policies: { getPolicy: () => Promise.resolve(ours) }, cloud,
      });
      return authorizationMaker.usedBy?.(context, { ...described, origin: 'made' });
    }

    it('a VPN server with a certificate in the instance, in whatever region, ours as well: what stays of an undo needs what it reads', async () => {
      assert.equal(await userOf({ 'ca-mon': [], 'eu-de': [server('theirs', crn('g'))] }), 'the VPN server theirs');
      assert.equal(await userOf({ 'ca-mon': [server('theirs', crn('h'), crn('g'))] }), 'the VPN server theirs');
      assert.equal(await userOf({ 'ca-mon': [server('ours', crn('g'))] }), 'the VPN server ours');
    });

    it('nobody in a region that has no client VPN to offer', async () => {
      assert.equal(await userOf({ 'ca-mon': [server('ours', crn('h'))], 'in-che': undefined }), undefined);
    });

    it('none with its certificates elsewhere', async () => {
      assert.equal(await userOf({ 'ca-mon': [server('theirs', crn('h'), crn('i')), server('people', crn('h'))] }), undefined);
    });
  });
});
