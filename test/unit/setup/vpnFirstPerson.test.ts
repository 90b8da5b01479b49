import assert from 'node:assert/strict';
import type { Cloud } from '../../../src/cloud/cloud';
import type { Certificate } from '../../../src/model/secretsManager';
import { idOfSecret, placeOf } from '../../../src/setup/makers/inSecretsManager';
import { letColleagueIn } from '../../../src/setup/vpnPeople/colleague';
import { never, Peer } from './support';
import { StandingVpn } from './vpnPeople/vpnPeopleBench';

describe('The first person’s private certificate', function suite() {
  this.timeout(120_000);
  let peer: Peer;
  let vpn: StandingVpn | undefined;
  before(async () => { peer = await Peer.start(); });
  after(() => peer.stop());
  afterEach(async () => {
    await vpn?.remove();
    vpn = undefined;
  });

  const standing = async (id: string): Promise<StandingVpn> => {
    vpn = await StandingVpn.make(peer, id, { certificates: { kind: 'private', person: 'anna' } });
    return vpn;
  };
  const unusable = (why: RegExp) => ({ code: 'setup.no-identity', why, next: /^Let a Colleague In… .*new certificate/ });
  /** What Secrets Manager gives back, changed. */
  const showing = (change: (certificate: Certificate) => Certificate): Cloud => {
    const { cloud } = peer;
    return { ...cloud, vpc: (region) => cloud.vpc(region), secretsManagers: new Proxy(cloud.secretsManagers, {
      get: (managers, name) => name !== 'open' ? Reflect.get(managers, name) as unknown : (instance: Parameters<typeof managers.open>[0]) => {
        const held = managers.open(instance);
        return new Proxy(held, {
          get: (_, own) => own !== 'getCertificate' ? Reflect.get(held, own) as unknown
            : async (id: string, signal: AbortSignal) => change(await held.getCertificate(id, signal)),
        });
      },
    }) };
  };
  const withoutKey = (certificate: Certificate): Certificate => ({ ...certificate, data: { ...certificate.data, privateKey: undefined } });

  it('that was revoked, or is gone, goes into no profile: it says how a new one is had, and that one is given', async () => {
    const { setup, id } = await standing('orders-pc-0301');
    await vpn?.revoke('anna');
    await assert.rejects(setup.vpnProfile(id, {}, never), unusable(/deactivated/));
    await vpn?.letIn('anna');
    assert.equal(vpn?.profiles.length, 1);
    const [first] = (await vpn.people()).filter(({ revokedAt }) => revokedAt !== undefined);
    const { instanceCrn } = placeOf(idOfSecret((await vpn.server()).certificateCrn));
    const instance = await peer.cloud.secretsManagers.get(instanceCrn, never);
    await peer.cloud.secretsManagers.open(instance).deleteCertificate(first?.secretId ?? '', never);
    await assert.rejects(setup.vpnProfile(id, {}, never), unusable(/not there any more/));
  });

  it('that ended is not told to lack a right: Secrets Manager destroys what has expired', async () => {
    const { setup, id } = await standing('orders-pc-0302');
    const destroyed = showing((certificate) => ({ ...withoutKey(certificate), state: 'destroyed', data: { certificate: '', chain: [], privateKey: undefined } }));
    const window = peer.setup({ cloud: destroyed });
    await window.load();
    await assert.rejects(window.vpnProfile(id, {}, never), unusable(/destroyed/));
    assert.ok((await setup.vpnProfile(id, {}, never)).holdsKey);
  });

  it('and a colleague’s are in no profile without their keys, which who may not read secrets is not shown', async () => {
    const { id } = await standing('orders-pc-0303');
    const window = peer.setup({ cloud: showing(withoutKey) });
    await window.load();
    await assert.rejects(window.vpnProfile(id, {}, never), { code: 'certificate.no-key', next: /SecretsReader/ });
    const saved: unknown[] = [];
    const letIn = (setup: typeof window): Promise<unknown> => setup.atVpn(id, never, (desk) => (
      letColleagueIn(desk, { name: 'Ben', save: (profile) => Promise.resolve(void saved.push(profile)) })));
    await assert.rejects(letIn(window), { code: 'certificate.no-key', next: /SecretsReader/ });
    assert.deepEqual(saved, []);
    // Once the right is there, it is the same certificate.
    await letIn(peer.setup());
    assert.deepEqual([saved.length, new Set(await vpn?.names())], [1, new Set(['anna', 'Ben'])]);
  });
});
