import assert from 'node:assert/strict';
import { KeptSecrets } from '../../../../src/ui/auth/keptSecrets';
import { MemoryVault } from '../session/memory';

function setUp(): { vault: MemoryVault; secrets: KeptSecrets; lost: unknown[] } {
  const vault = new MemoryVault();
  const lost: unknown[] = [];
  return { vault, secrets: new KeptSecrets(vault, (error) => lost.push(error)), lost };
}

describe('secrets in the editor\'s vault', () => {
  it('are found again, and their keys are known', async () => {
    const { secrets } = setUp();
    await secrets.store('a', '1');
    await secrets.store('b', '2');
    assert.equal(await secrets.get('a'), '1');
    assert.deepEqual(await secrets.keys(), ['a', 'b']);
  });

  it('leave no key behind when they are deleted', async () => {
    const { secrets, vault } = setUp();
    await secrets.store('a', '1');
    await secrets.store('b', '2');
    await secrets.delete('a');
    await secrets.delete('b');
    assert.deepEqual([...vault.kept.keys()], []);
  });

  it('lose no key of the index when many are written at once', async () => {
    const { secrets } = setUp();
    await Promise.all(Array.from({ length: 20 }, (_, index) => secrets.store(`k${index}`, 'x')));
    assert.equal((await secrets.keys()).length, 20);
  });

  it('have an index of names alone', async () => {
    const { secrets, vault } = setUp();
    await secrets.store('a', 'canary-4711');
    assert.ok([...vault.kept].every(([key, value]) => key === 'a' || !value.includes('canary-4711')));
  });

  it('are kept for the session when the vault does not work, which is said once', async () => {
    const { secrets, vault, lost } = setUp();
    vault.broken = true;
    await secrets.store('a', '1');
    await secrets.store('b', '2');
    assert.equal(await secrets.get('a'), '1');
    assert.deepEqual(await secrets.keys(), ['a', 'b']);
    await secrets.delete('a');
    assert.equal(await secrets.getIfReadable('a'), undefined);
    assert.equal(lost.length, 1);
  });

  it('are not taken for absent where the vault cannot be read', async () => {
    const { secrets, vault } = setUp();
    await secrets.store('a', '1');
    vault.broken = true;
    await assert.rejects(secrets.get('a'), { code: 'secrets.unreadable', why: 'no keyring' });
    vault.broken = false;
    assert.equal(await secrets.get('a'), '1');
    assert.equal(await secrets.get('b'), undefined);
  });

  it('go to the vault again once it works', async () => {
    const { secrets, vault } = setUp();
    vault.broken = true;
    await secrets.store('a', '1');
    vault.broken = false;
    await secrets.store('a', '2');
    assert.equal(vault.kept.get('a'), '2');
    assert.equal(await secrets.get('a'), '2');
  });
});
