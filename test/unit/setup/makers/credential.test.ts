import assert from 'node:assert/strict';
import type { ServiceKey } from '../../../../src/cloud/resourceService';
import { Secret } from '../../../../src/model/secret';
import { credentialKind, credentialMaker, isUsable, keepSecret, secretOf } from '../../../../src/setup/makers/credential';
import { absent, inTurn, later, refused, scripted, type Outside } from '../scripted';

const specification = { name: 'orders-credential', instanceCrn: 'crn:v1', role: 'Writer', parameters: { 'service-endpoints': 'private' } };
const secret = new Secret('s3cret');
const place = 'credential/orders-pc/c1';
const described = { kind: 'credential', id: 'c1', name: 'orders-credential', crn: 'crn:c1', address: undefined };

function keyOf(id: string, more: Partial<ServiceKey> = {}): ServiceKey {
  return { id, crn: `crn:${id}`, name: `${id}-name`, ...more };
}

/** What is stored and deleted is so only some turns later. */
function vault(stored: Map<string, Secret>): NonNullable<Outside['secrets']> {
  return {
    get: (name) => later(() => stored.get(name)),
    store: (name, value) => later(() => { stored.set(name, value); }),
    delete: (name) => later(() => { stored.delete(name); }),
  };
}

const [other, hidden, shown] = [keyOf('c0'), keyOf('c1', { name: 'orders-credential' }), keyOf('c1', { name: 'orders-credential', secret })];

describe('A service credential', () => {
  it('is asked for as it was specified, and its secret is in the vault before anything else', async () => {
    const stored = new Map<string, Secret>();
    const { context, deeds } = scripted({}, {}, { resources: { createKey: () => Promise.resolve(shown) }, secrets: vault(stored) });
    assert.equal(await credentialMaker.make(context, specification), shown);
    assert.deepEqual([...stored], [[place, secret]]);
    assert.deepEqual(deeds, [['createKey', specification], ['store', place, secret]]);
  });

  it('whose secret is not shown leaves the vault as it is', async () => {
    const { context } = scripted({}, {}, { resources: { createKey: () => Promise.resolve(hidden) } });
    assert.equal(await credentialMaker.make(context, specification), hidden);
    await keepSecret(context, hidden);
  });

  it('is described without its secret', () => {
    assert.deepEqual(credentialMaker.describe(shown, specification), described);
    assert.equal(credentialKind, 'credential');
    assert.deepEqual([credentialMaker.findOther, credentialMaker.wait, credentialMaker.price], [undefined, undefined, undefined]);
  });

  it('is found by its name where its secret is shown, or is in the vault', async () => {
    for (const [key, stored] of [[shown, new Map<string, Secret>()], [hidden, new Map([[place, secret]])]] as const) {
      const keys = [other, key, keyOf('c2', { name: key.name })];
      const { context, deeds } = scripted({}, {}, { resources: { listKeys: () => Promise.resolve(keys) }, secrets: vault(stored) });
      assert.equal(await credentialMaker.find(context, specification), key);
      assert.deepEqual(deeds[0], ['listKeys', 'crn:v1']);
    }
    const { context } = scripted({}, {}, { resources: { listKeys: inTurn([[other]]) } });
    assert.equal(await credentialMaker.find(context, specification), undefined);
  });

  it('whose secret was lost with the answer is deleted, so that another can be made under its name', async () => {
    for (const deleteKey of [absent, () => later(() => undefined)]) {
      const { context, deeds } = scripted({}, {}, { resources: { listKeys: () => Promise.resolve([other, hidden]), deleteKey }, secrets: vault(new Map()) });
      assert.equal(await credentialMaker.find(context, specification), undefined);
      assert.deepEqual(deeds.slice(1), [['get', place], ['discard'], ['deleteKey', 'c1']]);
    }
    const refusing = { listKeys: () => Promise.resolve([hidden]), deleteKey: () => Promise.reject(refused(403)) };
    const { context } = scripted({}, {}, { resources: refusing, secrets: vault(new Map()) });
    await assert.rejects(credentialMaker.find(context, specification), { code: 'http-403' });
  });

  it('is recovered by its name at the connection’s instance, which may be gone', async () => {
    const lost = { kind: 'credential', name: 'orders-credential' };
    const { context, deeds } = scripted({}, {}, { resources: { listKeys: inTurn<readonly ServiceKey[]>([[other, hidden], [other]]) } });
    assert.deepEqual(await credentialMaker.recover(context, lost), described);
    assert.equal(await credentialMaker.recover(context, lost), undefined);
    assert.deepEqual(deeds[0], ['listKeys', 'crn:v1']);
    assert.equal(await credentialMaker.recover(scripted({}, {}, { resources: { listKeys: absent } }).context, lost), undefined);
    const broken = scripted({}, {}, { resources: { listKeys: () => Promise.reject(refused(500)) } });
    await assert.rejects(credentialMaker.recover(broken.context, lost), { code: 'http-500' });
  });

  it('is removed in the cloud, and its secret then from this machine', async () => {
    for (const deleteKey of [absent, () => later(() => undefined)]) {
      const stored = new Map([[place, secret], ['credential/other-pc/c1', secret]]);
      const { context, deeds } = scripted({}, {}, { resources: { deleteKey }, secrets: vault(stored) });
      await credentialMaker.remove(context, { ...described, origin: 'made' });
      assert.deepEqual(deeds, [['discard'], ['deleteKey', 'c1'], ['delete', place]]);
      assert.deepEqual([...stored.keys()], ['credential/other-pc/c1']);
    }
  });

  it('that the cloud does not delete keeps its secret', async () => {
    const stored = new Map([[place, secret]]);
    const { context } = scripted({}, {}, { resources: { deleteKey: () => Promise.reject(refused(403)) }, secrets: vault(stored) });
    await assert.rejects(credentialMaker.remove(context, { ...described, origin: 'made' }), { code: 'http-403' });
    assert.equal(stored.get(place), secret);
  });

  it('is usable when its secret is known, from the cloud or from the vault', async () => {
    const { context } = scripted({}, {}, { secrets: vault(new Map([[place, secret]])) });
    assert.equal(await isUsable(context, hidden), true);
    assert.equal(await isUsable(context, other), false);
    assert.equal(await isUsable(scripted({}).context, shown), true);
    assert.equal(await secretOf(context.dependencies.secrets, 'orders-pc', 'c1'), secret);
    assert.equal(await secretOf(context.dependencies.secrets, 'other-pc', 'c1'), undefined);
  });
});
