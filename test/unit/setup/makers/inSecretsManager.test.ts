import assert from 'node:assert/strict';
import { heldIn, heldNow, idIn, idOfSecret, ownHeld, placeOf } from '../../../../src/setup/makers/inSecretsManager';
import type { SecretsManagerInstance } from '../../../../src/model/secretsManager';
import { newSecretsManager, startSandboxCloud, type SandboxCloud } from '../../cloud/sandboxCloud';
import { scripted } from '../scripted';
import { never } from '../support';

describe('What is in an instance of Secrets Manager', () => {
  let on: SandboxCloud;
  let instance: SecretsManagerInstance;
  before(async () => {
    on = await startSandboxCloud();
    instance = await newSecretsManager(on.cloud, on.sandbox.accountId);
  });
  after(() => on.stop());
  afterEach(() => on.sandbox.faults.clear());

  function contextOf(own: readonly string[] = []) {
    const { context } = scripted({}, { originOf: (id) => own.includes(id) ? 'adopted' : undefined });
    return { ...context, dependencies: { ...context.dependencies, cloud: on.cloud } };
  }

  it('has an id that begins with the instance’s, so that it goes with it, and is read back', () => {
    const id = idIn(instance.crn, 'secret-1');
    assert.ok(id.startsWith(`${instance.crn}/`));
    assert.equal(idOfSecret(`${instance.crn.slice(0, -1)}secret:secret-1`), id);
    assert.deepEqual(placeOf(id), { instanceCrn: instance.crn, id: 'secret-1' });
  });

  it('is gone where the instance is unknown or deleted', async () => {
    assert.equal(await heldIn(contextOf(), instance.crn.replace(instance.guid, 'none')), undefined);
    const { crn } = await newSecretsManager(on.cloud, on.sandbox.accountId);
    await on.cloud.secretsManagers.delete(crn, never);
    assert.equal(await heldIn(contextOf(), crn), undefined);
  });

  it('is not taken for gone where the instance does not answer', async () => {
    assert.ok(await heldIn(contextOf(), instance.crn));
    on.sandbox.faults.add({ service: 'secretsManager', effect: { kind: 'refuse', status: 404, code: 'not_found', message: 'Nothing here.' } });
    await assert.rejects(heldIn(contextOf(), instance.crn), { code: 'secrets-manager.silent', status: undefined });
    assert.equal(await heldNow(contextOf(), instance), undefined, 'a plan goes on: there is nothing of ours yet');
  });

  it('is not asked for before the instance is active, and not got to where it has only a private endpoint', async () => {
    on.sandbox.faults.add({ service: 'secretsManager', effect: { kind: 'refuse', status: 500, code: 'x', message: 'It was asked.' } });
    assert.equal(await heldNow(contextOf(), { ...instance, state: 'provisioning' }), undefined);
    await assert.rejects(heldNow(contextOf(), { ...instance, access: 'private' }), { code: 'secrets-manager.private-only' });
  });

  it('is looked through after a lost answer in the connection’s own instances alone', async () => {
    assert.deepEqual((await ownHeld(contextOf())).length, 0);
    assert.deepEqual((await ownHeld(contextOf([instance.crn]))).map(([crn]) => crn), [instance.crn]);
  });
});
