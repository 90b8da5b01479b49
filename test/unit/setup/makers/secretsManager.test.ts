import assert from 'node:assert/strict';
import type { SecretsManagers } from '../../../../src/cloud/secretsManagerService';
import type { SecretsManagerInstance } from '../../../../src/model/secretsManager';
import type { RunContext } from '../../../../src/setup/context';
import { secretsManagerMaker, type KnownSecretsManager } from '../../../../src/setup/makers/secretsManager';
import { refused, scripted } from '../scripted';

const instance: SecretsManagerInstance = {
  guid: 'g', crn: 'crn:sm', name: 'orders-secrets', region: 'ca-mon', resourceGroupId: 'r', planId: 'p', plan: 'standard', state: 'active', createdAt: '', access: 'public', extensions: {},
};

function contextOf(secretsManagers: Partial<SecretsManagers>): RunContext {
  const { context } = scripted({});
  const { dependencies } = context;
  return { ...context, dependencies: { ...dependencies, cloud: { ...dependencies.cloud, secretsManagers: secretsManagers as SecretsManagers } } };
}

describe('A Secrets Manager instance', () => {
  const check = (more: Partial<KnownSecretsManager>) => secretsManagerMaker.wait?.(contextOf({}), instance).check({ ...instance, ...more });

  it('is waited for until it is active and answers at its own address, for half an hour at most', () => {
    assert.deepEqual(check({ state: 'provisioning' }), { waitingUntil: 'it is active (now: provisioning); 5 to 15 minutes are usual' });
    assert.deepEqual(check({ answers: false }), { waitingFor: 'its own address to answer, which takes a while more' });
    assert.equal(check({ answers: true }), 'ready');
    assert.equal(secretsManagerMaker.wait?.(contextOf({}), instance).limitMs, 30 * 60_000);
  });

  for (const state of ['failed', 'inactive', 'pending_reclamation', 'removed']) {
    it(`that is ${state} is not waited for`, () => {
      assert.throws(() => check({ state }), { code: `state.${state}`, what: 'Could not finish the Secrets Manager instance orders-secrets' });
    });
  }

  it('is not asked at its own address before it is active', async () => {
    const wait = secretsManagerMaker.wait?.(contextOf({ get: () => Promise.resolve({ ...instance, state: 'provisioning' }) }), instance);
    assert.equal((await wait?.read())?.answers, false);
  });

  it('is found by our name in its region, and not where it is deleted', async () => {
    const all = [{ ...instance, region: 'eu-de', crn: 'crn:far' }, { ...instance, state: 'pending_reclamation', crn: 'crn:old' }, { ...instance, state: 'provisioning' }];
    const list = (items: readonly SecretsManagerInstance[]) => contextOf({ list: () => Promise.resolve(items) });
    const specification = { name: 'orders-secrets', region: 'ca-mon', resourceGroupId: 'r', plan: 'standard' } as const;
    assert.equal((await secretsManagerMaker.find(list(all), specification))?.crn, 'crn:sm');
    assert.equal(await secretsManagerMaker.find(list(all.slice(0, 2)), specification), undefined);
    const lost = { kind: 'secrets-manager', name: 'orders-secrets' };
    assert.deepEqual(await secretsManagerMaker.recover(list(all), lost), { kind: 'secrets-manager', id: 'crn:sm', name: 'orders-secrets', crn: 'crn:sm', address: undefined });
    assert.equal(await secretsManagerMaker.recover(list([]), lost), undefined);
  });

  it('that is gone is removed; one that the cloud does not delete is not', async () => {
    const made = { kind: 'secrets-manager', id: 'crn:sm', name: 'orders-secrets', crn: 'crn:sm', origin: 'made' } as const;
    await secretsManagerMaker.remove(contextOf({ get: () => Promise.reject(refused(404)) }), made);
    await secretsManagerMaker.remove(contextOf({ get: () => Promise.resolve({ ...instance, state: 'removed' }) }), made);
    const stubborn = contextOf({ get: () => Promise.resolve(instance), delete: () => Promise.reject(refused(403)) });
    await assert.rejects(async () => secretsManagerMaker.remove(stubborn, made), { code: 'http-403' });
  });
});
