import assert from 'node:assert/strict';
import { newAuthority } from '../../../../src/certificates/authority';
import type { SecretsManager, SecretsManagers } from '../../../../src/cloud/secretsManagerService';
import type { Certificate, SecretsManagerInstance } from '../../../../src/model/secretsManager';
import type { RunContext } from '../../../../src/setup/context';
import { certificateSecretMaker, isWorthless, type KeptCertificate } from '../../../../src/setup/makers/certificateSecret';
import { privateCertificateMaker } from '../../../../src/setup/makers/privateCertificate';
import { refused, scripted } from '../scripted';

const instance: SecretsManagerInstance = {
  guid: 'g', crn: 'crn:v1:bluemix:public:secrets-manager:ca-mon:a/a:g::', name: 'n', region: 'ca-mon', resourceGroupId: 'r', planId: 'p', plan: 'standard', state: 'active',
  createdAt: '', access: 'public', extensions: {},
};

function certificateOf(pem: string, more: Partial<Certificate> = {}): Certificate {
  return {
    id: 's1', name: 'orders-server', crn: `${instance.crn.slice(0, -1)}secret:s1`, type: 'imported_cert', groupId: 'default', labels: [], state: 'active', locks: 0, versions: 1,
    commonName: 'orders', issuer: '', serialNumber: '', notBefore: '', notAfter: '', data: { certificate: pem, chain: [] }, ...more,
  };
}

/** A run whose instance holds these. */
function contextOf(certificates: readonly Certificate[], more: Partial<SecretsManager> = {}, changes: Partial<RunContext> = {}): RunContext {
  const held: Partial<SecretsManager> = {
    answers: () => Promise.resolve(true),
    listCertificates: ({ search = '', types = [] }) => Promise.resolve(certificates.filter(({ name, type }) => name.includes(search) && (types.length === 0 || types.includes(type)))),
    getCertificate: (id) => Promise.resolve(certificates.find((each) => each.id === id) ?? assert.fail('it was not listed')),
    ...more,
  };
  const secretsManagers: Partial<SecretsManagers> = {
    list: () => Promise.resolve([instance]), get: () => Promise.resolve(instance), open: () => held as SecretsManager,
  };
  const { context } = scripted({ listVpnServers: () => Promise.resolve([]) }, changes);
  return { ...context, dependencies: { ...context.dependencies, cloud: { ...context.dependencies.cloud, secretsManagers: secretsManagers as SecretsManagers } } };
}

describe('A certificate’s secret', () => {
  let [one, other] = ['', ''];
  before(async () => { [one, other] = [(await newAuthority({ name: 'One' })).certificate, (await newAuthority({ name: 'One' })).certificate]; });
  const specification = () => ({ name: 'orders-server', description: '', instance, material: { certificate: one } });

  it('is found by our name and what is in it: another certificate of that name would let somebody else in', async () => {
    assert.equal((await certificateSecretMaker.find(contextOf([certificateOf(one)]), specification()))?.id, 's1');
    assert.equal(await certificateSecretMaker.find(contextOf([certificateOf(other)]), specification()), undefined);
    assert.equal(await certificateSecretMaker.find(contextOf([certificateOf(one, { name: 'orders-server-2' })]), specification()), undefined);
    assert.equal(await certificateSecretMaker.find(contextOf([certificateOf(one, { type: 'private_cert' })]), specification()), undefined);
    const gone = contextOf([certificateOf(one)], { getCertificate: () => Promise.reject(refused(404)) });
    assert.equal(await certificateSecretMaker.find(gone, specification()), undefined, 'it went between list and read');
  });

  it('of a private certificate is found by its template and common name, and not once it is revoked', async () => {
    const wanted = { name: 'orders-server', instance, template: 'servers', commonName: 'orders', hours: 1 };
    const issued = (more: Partial<Certificate>) => contextOf([certificateOf(one, { type: 'private_cert', template: 'servers', ...more })]);
    assert.equal((await privateCertificateMaker.find(issued({}), wanted))?.id, 's1');
    for (const more of [{ template: 'others' }, { commonName: 'else' }, { state: 'deactivated' }] as const) {
      assert.equal(await privateCertificateMaker.find(issued(more), wanted), undefined);
    }
  });

  it('is waited for until it is active; one that expired or was revoked is not', async () => {
    const kept: KeptCertificate = { ...certificateOf(one), instanceCrn: instance.crn };
    const wait = certificateSecretMaker.wait?.(contextOf([certificateOf(one)]), kept);
    assert.equal(wait?.check(kept), 'ready');
    assert.deepEqual(wait.check({ ...kept, state: 'pre_activation' }), { waitingUntil: 'it is active (now: pre_activation)' });
    for (const state of ['destroyed', 'deactivated']) {
      assert.throws(() => wait.check({ ...kept, state }), { code: `state.${state}` });
    }
    assert.equal((await wait.read()).instanceCrn, instance.crn);
    assert.ok(isWorthless({ state: 'active', data: { certificate: '', chain: [] } }));
  });

  it('is recovered by its name in an instance of the connection’s own, and in no other', async () => {
    const lost = { kind: 'certificate-secret', name: 'orders-server' };
    const own = contextOf([certificateOf(other)], {}, { originOf: () => 'adopted' });
    assert.deepEqual(await certificateSecretMaker.recover(own, lost), {
      kind: 'certificate-secret', id: `${instance.crn}/s1`, name: 'orders-server', crn: certificateOf(one).crn, address: undefined,
    });
    assert.equal(await certificateSecretMaker.recover(contextOf([certificateOf(one)]), lost), undefined);
    assert.equal(await certificateSecretMaker.recover(contextOf([], {}, { originOf: () => 'made' }), lost), undefined);
  });

  it('is called by its own name in an undo where its step is called after another one, be that one’s name only longer', () => {
    const inUndo = (title: string) => certificateSecretMaker.inUndo?.(title, 'orders-server');
    assert.equal(inUndo('Server certificate orders-server'), 'Server certificate orders-server');
    assert.equal(inUndo('Server certificate orders-server-2'), 'Certificate orders-server');
  });

  it('that is locked is not removed, in the service’s words', async () => {
    const made = { kind: 'certificate-secret', id: `${instance.crn}/s1`, name: 'orders-server', origin: 'made' } as const;
    const ids: string[] = [];
    await certificateSecretMaker.remove(contextOf([], { deleteCertificate: (id) => { ids.push(id); return Promise.resolve(); } }), made);
    assert.deepEqual(ids, ['s1']);
    await assert.rejects(async () => certificateSecretMaker.remove(contextOf([], { deleteCertificate: () => Promise.reject(refused(412)) }), made), { code: 'http-412' });
    await certificateSecretMaker.remove(contextOf([], { deleteCertificate: () => Promise.reject(refused(404)) }), made);
  });
});
